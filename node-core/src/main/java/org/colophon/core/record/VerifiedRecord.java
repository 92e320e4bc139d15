package org.colophon.core.record;

import org.colophon.core.RecordId;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.MerkleHash;

/**
 * A record whose bytes are canonical and whose signatures verify under the keys that it names. That
 * is a property of the bytes alone; whether those keys were in force is judged when it is applied.
 */
public final class VerifiedRecord {
  private final UnverifiedRecord record;
  private final Hash leafHash;

  VerifiedRecord(UnverifiedRecord record) {
    this.record = record;
    this.leafHash = MerkleHash.leaf(record.bytes());
  }

  /** SHA-256 of the statement. */
  public RecordId id() {
    return record.statement().id();
  }

  /** The statement. */
  public Statement statement() {
    return record.statement();
  }

  /** The leaf's bytes; not to be changed. */
  public byte[] bytes() {
    return record.bytes();
  }

  /** The statement's bytes: what was signed; not to be changed. */
  public byte[] statementBytes() {
    return record.statementBytes();
  }

  /** RFC 6962 hash of the leaf. */
  public Hash leafHash() {
    return leafHash;
  }
}
