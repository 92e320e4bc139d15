package org.colophon.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.core.ChainId;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.content.Content;
import org.colophon.core.custody.PrivateMatter;
import org.colophon.core.record.Records;
import org.colophon.core.record.Role;
import org.colophon.core.record.Signer;
import org.colophon.core.record.Statements;
import org.colophon.crypto.Hash;
import org.colophon.crypto.signature.SigningKey;

/**
 * A statement in the making: its content, who signs it in which role, and the members that all
 * statements have. It may break any rule that the code under test is to find.
 */
public final class TestRecord {
  private final ChainId chain;
  private final byte[] nonce;
  private final Content content;
  private final List<Signer> signers = new ArrayList<>();
  private final List<SigningKey> keys = new ArrayList<>();
  private Timestamp issuedAt;
  private Optional<Timestamp> notAfter = Optional.empty();
  private Optional<PrivateMatter> privateMatter = Optional.empty();

  TestRecord(ChainId chain, Timestamp issuedAt, byte[] nonce, Content content) {
    this.chain = chain;
    this.issuedAt = issuedAt;
    this.nonce = nonce.clone();
    this.content = content;
  }

  /** Adds a signer behind those that are there. */
  public TestRecord by(Actor actor, Role role) {
    return by(actor.as(role), actor.key());
  }

  /** Adds a signer whose signature a key makes that need not be the signer's. */
  public TestRecord by(Signer signer, SigningKey key) {
    signers.add(signer);
    keys.add(key);
    return this;
  }

  /** Sets what the author claims. */
  public TestRecord issuedAt(Timestamp time) {
    issuedAt = time;
    return this;
  }

  /** Sets the block time after which it is refused. */
  public TestRecord notAfter(Timestamp time) {
    notAfter = Optional.of(time);
    return this;
  }

  /** Says where what opens its commitments is kept. */
  public TestRecord privately(PrivateMatter matter) {
    privateMatter = Optional.of(matter);
    return this;
  }

  /** The statement's bytes. */
  public byte[] statement() {
    return Statements.compose(chain, signers, issuedAt, notAfter, nonce, privateMatter, content);
  }

  /** The record's bytes, with the signatures of all its signers. */
  public byte[] bytes() {
    return Records.sign(statement(), keys);
  }

  /** The record's id. */
  public RecordId id() {
    return new RecordId(Hash.sha256(statement()));
  }

  /** The work that this record opens, when it opens one. */
  public WorkId work() {
    return new WorkId(id().hash());
  }
}
