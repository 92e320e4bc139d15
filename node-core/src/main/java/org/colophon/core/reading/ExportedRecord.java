package org.colophon.core.reading;

import org.colophon.core.RecordId;
import org.colophon.crypto.Hash;

/** A record that leaves with all that a verifier needs, so that it stands alone. Immutable. */
public final class ExportedRecord {
  private final RecordId record;
  private final byte[] bundle;

  /**
   * An exported record.
   *
   * @param record which
   * @param bundle its evidence, a zip
   */
  public ExportedRecord(RecordId record, byte[] bundle) {
    this.record = record;
    this.bundle = bundle.clone();
  }

  /** Which record. */
  public RecordId record() {
    return record;
  }

  /** A copy of its bundle. */
  public byte[] bundle() {
    return bundle.clone();
  }

  /** What the answer names of the bundle. */
  public Hash digest() {
    return Hash.sha256(bundle);
  }

  @Override
  public String toString() {
    return "ExportedRecord[" + record + ", " + bundle.length + " bytes]";
  }
}
