package org.colophon.client.submit;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.content.Content;
import org.colophon.core.custody.PrivateMatter;
import org.colophon.core.membership.Genesis;
import org.colophon.core.record.RecordParser;
import org.colophon.core.record.Records;
import org.colophon.core.record.Role;
import org.colophon.core.record.Signer;
import org.colophon.core.record.Statement;
import org.colophon.core.record.Statements;
import org.colophon.crypto.Hash;
import org.colophon.crypto.signature.SigningKey;

/** Somebody who signs: composes statements, checks them as a node would, and signs them. */
public final class Signatory {
  private static final int NONCE_BYTES = 16;

  private final Genesis genesis;
  private final SubjectId subject;
  private final SigningKey key;
  private final InstantSource clock;
  private final SecureRandom random;

  /** Signs in the name of {@code subject} on the chain of {@code genesis}. */
  public Signatory(
      Genesis genesis,
      SubjectId subject,
      SigningKey key,
      InstantSource clock,
      SecureRandom random) {
    this.genesis = genesis;
    this.subject = subject;
    this.key = key;
    this.clock = clock;
    this.random = random;
  }

  /** In whose name. */
  public SubjectId subject() {
    return subject;
  }

  /** The chain's genesis. */
  public Genesis genesis() {
    return genesis;
  }

  /** The key; it prints nothing but its name. */
  public SigningKey key() {
    return key;
  }

  /** This signatory in a role. */
  public Signer as(Role role) {
    return new Signer(key.name(), role, subject);
  }

  /** A statement that this signatory alone signs. */
  public byte[] compose(Role role, Content content) throws RefusedException {
    return compose(List.of(as(role)), Optional.empty(), content);
  }

  /**
   * A statement for all its signers.
   *
   * @throws RefusedException for the reason that a node would give for its form
   */
  public byte[] compose(List<Signer> signers, Optional<Timestamp> notAfter, Content content)
      throws RefusedException {
    return compose(signers, notAfter, Optional.empty(), content);
  }

  /**
   * A statement for all its signers.
   *
   * @param privateMatter where what opens its commitments is kept, when it is
   * @throws RefusedException for the reason that a node would give for its form
   */
  public byte[] compose(
      List<Signer> signers,
      Optional<Timestamp> notAfter,
      Optional<PrivateMatter> privateMatter,
      Content content)
      throws RefusedException {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] statement =
        Statements.compose(
            genesis.chain(), signers, now(), notAfter, nonce, privateMatter, content);
    parse(statement);
    return statement;
  }

  /** The time by the signatory's clock. */
  public Timestamp now() {
    return new Timestamp(clock.millis());
  }

  /** Reads a statement as a node would. */
  public Statement parse(byte[] statement) throws RefusedException {
    return new RecordParser(genesis.limits().recordBytesMax()).parseStatement(statement);
  }

  /** The record of a statement that this signatory alone signs. */
  public byte[] sign(byte[] statement) {
    return Records.sign(statement, List.of(key));
  }

  /** The records of a group; a single one is signed by itself, for anyone's tools to check. */
  public List<byte[]> signGroup(List<byte[]> statements) {
    return statements.size() == 1
        ? List.of(sign(statements.getFirst()))
        : Records.signBatch(genesis.chain(), statements, key);
  }

  /** A fresh salt. */
  public Hash salt() {
    byte[] salt = new byte[Hash.LENGTH];
    random.nextBytes(salt);
    return Hash.of(salt);
  }
}
