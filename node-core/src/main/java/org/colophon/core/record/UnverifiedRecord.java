package org.colophon.core.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A record that is well formed and whose signatures nobody has checked yet. */
public final class UnverifiedRecord {
  private final byte[] bytes;
  private final byte[] statementBytes;
  private final Statement statement;
  private final List<byte[]> signatures;
  private final Optional<BatchProof> batch;

  UnverifiedRecord(
      byte[] bytes,
      byte[] statementBytes,
      Statement statement,
      List<byte[]> signatures,
      Optional<BatchProof> batch) {
    this.bytes = bytes;
    this.statementBytes = statementBytes;
    this.statement = statement;
    this.signatures = new ArrayList<>(signatures);
    this.batch = batch;
  }

  /** The record's bytes, which are the leaf; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** The statement's bytes: what was signed, and what the id is the hash of; not to be changed. */
  public byte[] statementBytes() {
    return statementBytes;
  }

  /** The statement. */
  public Statement statement() {
    return statement;
  }

  /** Its place in a batch, when it was signed as one of many. */
  public Optional<BatchProof> batch() {
    return batch;
  }

  /** The signature of that signer, or of the whole batch; not to be changed. */
  public byte[] signature(int index) {
    return signatures.get(index);
  }
}
