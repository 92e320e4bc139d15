package org.colophon.core.evidence.archive;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.colophon.core.evidence.Parts;
import org.colophon.crypto.ers.DocumentGroup;
import org.jspecify.annotations.Nullable;

/**
 * The four documents that are archived together for a record: one data object group of the archive
 * tree. Immutable.
 */
public final class ArchiveDocuments {
  private final byte[] record;
  private final byte[] header;
  private final byte[] note;
  private final byte[] policy;

  private ArchiveDocuments(byte[] record, byte[] header, byte[] note, byte[] policy) {
    this.record = record;
    this.header = header;
    this.note = note;
    this.policy = policy;
  }

  /**
   * The documents with these bytes, which are copied.
   *
   * @param record the record's leaf
   * @param header the header of the record's block, a leaf too
   * @param note the whole sealed note
   * @param policy the policy text in force
   */
  public static ArchiveDocuments of(byte[] record, byte[] header, byte[] note, byte[] policy) {
    return new ArchiveDocuments(record.clone(), header.clone(), note.clone(), policy.clone());
  }

  /** The record's leaf. */
  public byte[] record() {
    return record.clone();
  }

  /** The header of the record's block. */
  public byte[] header() {
    return header.clone();
  }

  /** The whole sealed note. */
  public byte[] note() {
    return note.clone();
  }

  /** The policy text in force. */
  public byte[] policy() {
    return policy.clone();
  }

  /** What an archive tree or an evidence record covers. */
  public DocumentGroup group() {
    return DocumentGroup.ofDocuments(record, header, note, policy);
  }

  /** Copies of all four by their names in the container, sorted. */
  public SequencedMap<String, byte[]> byName() {
    SequencedMap<String, byte[]> byName = new LinkedHashMap<>();
    byName.put(Parts.HEADER, header());
    byName.put(Parts.POLICY, policy());
    byName.put(Parts.RECORD, record());
    byName.put(Parts.NOTE, note());
    return byName;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ArchiveDocuments that
        && Arrays.equals(record, that.record)
        && Arrays.equals(header, that.header)
        && Arrays.equals(note, that.note)
        && Arrays.equals(policy, that.policy);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(record);
  }
}
