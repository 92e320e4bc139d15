package org.colophon.client.submit;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.colophon.core.RefusedException;
import org.colophon.core.content.SubjectRegister;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.Members;
import org.colophon.core.membership.Genesis;
import org.colophon.core.record.RecordParser;
import org.colophon.core.record.Records;
import org.colophon.core.record.Signer;
import org.colophon.core.record.Statement;
import org.colophon.crypto.Hash;
import org.colophon.crypto.signature.Signatures;
import org.colophon.crypto.signature.SigningKey;

/**
 * A statement that must be signed by several and is not signed by all of them yet, on its way from
 * one to the next. Each signs the same bytes, so nobody can change what another has signed. It is
 * no record and stands nowhere before the last one has signed.
 */
public final class Offer {
  private static final String FORMAT = "colophon-offer/1";

  /** Stands for a signature that is missing. */
  private static final String MISSING = "-";

  private static final JsonLimits LIMITS = new JsonLimits(1 << 20, 12, 1024);

  private final byte[] statementBytes;
  private final Statement statement;
  private final List<Optional<byte[]>> signatures;
  private final Optional<Identity> identity;

  /**
   * What the identity commitment of a registration was made from, for the registrar's eyes only.
   *
   * @param name the real name
   * @param salt 32 random bytes
   */
  public record Identity(String name, Hash salt) {
    private static final byte[] TAG =
        "colophon/identity-commitment/1\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    /** SHA-256(tag ‖ salt ‖ name in UTF-8). */
    public Hash commitment() {
      return Hash.sha256(TAG, salt.bytes(), name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
  }

  private Offer(
      byte[] statementBytes,
      Statement statement,
      List<Optional<byte[]>> signatures,
      Optional<Identity> identity) {
    this.statementBytes = statementBytes;
    this.statement = statement;
    this.signatures = new ArrayList<>(signatures);
    this.identity = identity;
  }

  /** The offer of a statement that nobody has signed yet. */
  public static Offer of(Genesis genesis, byte[] statement, Optional<Identity> identity)
      throws RefusedException {
    Statement parsed =
        new RecordParser(genesis.limits().recordBytesMax()).parseStatement(statement);
    List<Optional<byte[]>> none = new ArrayList<>();
    parsed.signers().forEach(signer -> none.add(Optional.empty()));
    return new Offer(statement, parsed, none, identity);
  }

  /**
   * Reads what {@link #bytes} wrote and checks the signatures that are there.
   *
   * @throws RefusedException when it is no offer, one of another chain, or wrongly signed
   */
  public static Offer read(Genesis genesis, byte[] bytes) throws RefusedException {
    Members members = Members.of("", JsonParser.parseObject(bytes, LIMITS));
    if (!members.text("format", 64).equals(FORMAT)) {
      throw members.malformed("format", "(expected: " + FORMAT + ")");
    }
    byte[] statement = members.rawObject("statement").bytes();
    Optional<Identity> identity = Optional.empty();
    if (members.has("identity")) {
      Members inner = members.object("identity");
      identity = Optional.of(new Identity(inner.text("name", 512), inner.hash("salt")));
      inner.end();
    }
    Offer offer = of(genesis, statement, identity);
    List<String> sigs = members.texts("sigs", 1, RecordParser.SIGNERS_MAX, 128);
    members.end();
    if (!offer.statement.chain().equals(genesis.chain())) {
      throw new RefusedException(
          org.colophon.core.Reason.WRONG_CHAIN,
          "chain: " + offer.statement.chain() + " (expected: " + genesis.chain() + ")");
    }
    if (sigs.size() != offer.signatures.size()) {
      throw members.malformed("sigs", "(expected: one for each signer, or \"-\")");
    }
    for (int i = 0; i < sigs.size(); i++) {
      if (!sigs.get(i).equals(MISSING)) {
        offer.signatures.set(i, Optional.of(offer.checked(members, i, sigs.get(i))));
      }
    }
    offer.checkIdentity(members);
    return offer;
  }

  private byte[] checked(Members members, int index, String base64) throws RefusedException {
    try {
      byte[] signature = Base64.getDecoder().decode(base64);
      Signer signer = statement.signers().get(index);
      if (Signatures.verify(signer.key(), statementBytes, signature)) {
        return signature;
      }
    } catch (IllegalArgumentException e) {
      throw members.malformed("sigs", "not base64");
    }
    throw new RefusedException(
        org.colophon.core.Reason.BAD_SIGNATURE, "signature " + index + " does not verify");
  }

  private void checkIdentity(Members members) throws RefusedException {
    boolean opens =
        identity.isEmpty()
            || (statement.content() instanceof SubjectRegister register
                && register.identity().equals(identity.get().commitment()));
    if (!opens) {
      throw members.malformed("identity", "does not open the commitment of the statement");
    }
  }

  /** What is to be signed. */
  public Statement statement() {
    return statement;
  }

  /** Its bytes; not to be changed. */
  public byte[] statementBytes() {
    return statementBytes;
  }

  /** The real name behind a registration, when the subject gave it. */
  public Optional<Identity> identity() {
    return identity;
  }

  /** Whether this key is one of the signers that have not signed. */
  public boolean awaits(SigningKey key) {
    return indexOf(key) >= 0;
  }

  /** The signers that have not signed yet. */
  public List<Signer> missing() {
    List<Signer> missing = new ArrayList<>();
    for (int i = 0; i < signatures.size(); i++) {
      if (signatures.get(i).isEmpty()) {
        missing.add(statement.signers().get(i));
      }
    }
    return missing;
  }

  /** The offer with one more signature; the key must be {@link #awaits awaited}. */
  public Offer sign(SigningKey key) {
    int index = indexOf(key);
    if (index < 0) {
      throw new IllegalArgumentException("offer: not waiting for " + key.name());
    }
    List<Optional<byte[]>> more = new ArrayList<>(signatures);
    more.set(index, Optional.of(key.sign(statementBytes)));
    return new Offer(statementBytes, statement, more, identity);
  }

  private int indexOf(SigningKey key) {
    for (int i = 0; i < signatures.size(); i++) {
      if (signatures.get(i).isEmpty() && statement.signers().get(i).key().equals(key.name())) {
        return i;
      }
    }
    return -1;
  }

  /** The record, once nobody is missing. */
  public byte[] record() {
    return Records.assemble(statementBytes, signatures.stream().map(s -> s.orElseThrow()).toList());
  }

  /** The offer as a file for the next signer. */
  public byte[] bytes() {
    List<String> sigs =
        signatures.stream()
            .map(s -> s.map(Base64.getEncoder()::encodeToString).orElse(MISSING))
            .toList();
    try {
      return Json.object()
          .put("format", FORMAT)
          .put("sigs", Json.strings(sigs))
          .put("statement", JsonParser.parseObject(statementBytes, LIMITS))
          .putIf(
              "identity",
              identity.map(
                  i -> Json.object().put("name", i.name()).put("salt", i.salt().hex()).build()))
          .build()
          .bytes();
    } catch (RefusedException e) {
      throw new IllegalStateException("the statement was parsed before", e);
    }
  }
}
