package org.colophon.node.reading;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.colophon.core.ChainId;
import org.colophon.core.NodeId;
import org.colophon.core.OrgId;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.content.Content;
import org.colophon.core.content.ContentCommitment;
import org.colophon.core.content.KeyRotate;
import org.colophon.core.content.SubjectRegister;
import org.colophon.core.record.Records;
import org.colophon.core.record.Role;
import org.colophon.core.record.Signer;
import org.colophon.core.record.Statements;
import org.colophon.crypto.Hash;
import org.colophon.crypto.hpke.RecipientSecret;
import org.colophon.crypto.signature.KeyFiles;
import org.colophon.crypto.signature.KeyName;
import org.colophon.crypto.signature.SignatureAlgorithm;
import org.colophon.crypto.signature.SigningKey;

/**
 * Signs in the node's own name. A node is a subject like others, registered by the organisation
 * that runs it: it makes its key itself, and the organisation's record key vouches for it.
 */
public final class NodeSigner {
  private static final int NONCE_BYTES = 16;

  private final ChainId chain;
  private final SubjectId subject;
  private final OrgId organisation;
  private final Path keyFile;
  private final Path recipientFile;
  private final Optional<Path> recordKey;
  private final LongSupplier clockMs;
  private final SecureRandom random = new SecureRandom();

  /**
   * Signs for a node.
   *
   * @param keyFile where the node's key lies, or will
   * @param recipientFile where the key lies, or will, to which private matter for it is encrypted
   * @param recordKey the organisation's own, with which it registers the node; without it somebody
   *     else must
   */
  public NodeSigner(
      ChainId chain,
      NodeId node,
      OrgId organisation,
      Path keyFile,
      Path recipientFile,
      Optional<Path> recordKey,
      LongSupplier clockMs) {
    this.chain = chain;
    this.subject = new SubjectId(node.text());
    this.organisation = organisation;
    this.keyFile = keyFile;
    this.recipientFile = recipientFile;
    this.recordKey = recordKey;
    this.clockMs = clockMs;
  }

  /** The node as a subject. */
  SubjectId subject() {
    return subject;
  }

  /** Its key's name. */
  public KeyName key() throws IOException {
    return own().name();
  }

  private synchronized SigningKey own() throws IOException {
    if (!Files.exists(keyFile)) {
      KeyFiles.write(keyFile, SigningKey.generate(SignatureAlgorithm.ED25519));
    }
    return KeyFiles.read(keyFile);
  }

  /** What opens private matter that is encrypted for the node. */
  synchronized RecipientSecret recipient() throws IOException {
    if (!Files.exists(recipientFile)) {
      RecipientSecret.generate(random).write(recipientFile);
    }
    return RecipientSecret.read(recipientFile);
  }

  /** A record that the node alone signs. */
  public byte[] record(Content content) throws IOException {
    SigningKey own = own();
    return sign(content, List.of(new Signer(own.name(), Role.NODE, subject)), List.of(own));
  }

  /** The record that registers the node; empty when this node cannot speak for its organisation. */
  Optional<byte[]> registration() throws IOException {
    if (recordKey.isEmpty()) {
      return Optional.empty();
    }
    SigningKey registrar = KeyFiles.read(recordKey.get());
    SigningKey own = own();
    SubjectId vouching = new SubjectId(organisation.text());
    Hash name = Hash.sha256(subject.text().getBytes(StandardCharsets.UTF_8));
    SubjectRegister content =
        new SubjectRegister(
            subject,
            SubjectRegister.Kind.ORGANISATION,
            ContentCommitment.of(salt(), vouching, name),
            own.name(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(recipient().publicKey()));
    return Optional.of(
        sign(
            content,
            List.of(
                new Signer(registrar.name(), Role.REGISTRAR, vouching),
                new Signer(own.name(), Role.SUBJECT, subject)),
            List.of(registrar, own)));
  }

  /**
   * The record that puts the node's present key in the place of one that it lost, and publishes its
   * recipient key; empty when this node cannot speak for its organisation.
   */
  Optional<byte[]> replacement(KeyName lost) throws IOException {
    if (recordKey.isEmpty()) {
      return Optional.empty();
    }
    SigningKey registrar = KeyFiles.read(recordKey.get());
    SigningKey own = own();
    KeyRotate content =
        new KeyRotate(subject, lost, own.name(), Optional.empty()).with(recipient().publicKey());
    return Optional.of(
        sign(
            content,
            List.of(
                new Signer(registrar.name(), Role.REGISTRAR, new SubjectId(organisation.text())),
                new Signer(own.name(), Role.SUCCESSOR, subject)),
            List.of(registrar, own)));
  }

  private byte[] sign(Content content, List<Signer> signers, List<SigningKey> keys) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    Timestamp now = new Timestamp(clockMs.getAsLong());
    return Records.sign(
        Statements.compose(chain, signers, now, Optional.empty(), nonce, content), keys);
  }

  /** A fresh salt. */
  Hash salt() {
    byte[] salt = new byte[Hash.LENGTH];
    random.nextBytes(salt);
    return Hash.of(salt);
  }
}
