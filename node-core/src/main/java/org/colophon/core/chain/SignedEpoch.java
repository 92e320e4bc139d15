package org.colophon.core.chain;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.Members;
import org.colophon.core.membership.ValidatorKeys;
import org.colophon.core.port.LedgerReader;
import org.colophon.crypto.StrictBase64;
import org.colophon.crypto.signature.KeyName;
import org.colophon.crypto.signature.SignatureAlgorithm;
import org.colophon.crypto.signature.Signatures;

/**
 * The beginning of an epoch with validators' signatures: those of one, as a proposal, or of a
 * quorum.
 *
 * @param epoch what they say
 * @param signatures by organisation: Ed25519 with its cosigning key over {@link Epoch#bytes},
 *     base64
 */
public record SignedEpoch(Epoch epoch, SortedMap<OrgId, String> signatures) {
  /** Longest file of one in bytes. */
  public static final int BYTES_MAX = 64 << 10;

  private static final JsonLimits LIMITS = new JsonLimits(BYTES_MAX, 4, 2048);
  private static final int SIGNATURES_MAX = 256;
  private static final int SIGNATURE_CHARS_MAX = 128;

  /** Copies the signatures. */
  public SignedEpoch {
    signatures = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(signatures));
  }

  /** Reads a file that {@link #json} wrote, in its canonical form. */
  public static SignedEpoch parse(byte[] bytes) throws RefusedException {
    Members members = Members.of("", JsonParser.parseObject(bytes, LIMITS));
    SignedEpoch signed = read(members);
    members.end();
    return signed;
  }

  static SignedEpoch read(Members members) throws RefusedException {
    Members statement = members.object("statement");
    Epoch epoch = Epoch.read(statement);
    statement.end();
    SortedMap<OrgId, String> signatures = new TreeMap<>();
    for (Map.Entry<OrgId, String> one :
        members.objects("signatures", 1, SIGNATURES_MAX, SignedEpoch::readSignature)) {
      if (signatures.put(one.getKey(), one.getValue()) != null) {
        throw members.malformed("signatures", "two of " + one.getKey());
      }
    }
    return new SignedEpoch(epoch, signatures);
  }

  private static Map.Entry<OrgId, String> readSignature(Members members) throws RefusedException {
    return Map.entry(
        members.parsed("organisation", 64, OrgId::new),
        members.parsed(
            "signature",
            SIGNATURE_CHARS_MAX,
            text -> StrictBase64.encode(StrictBase64.decode(text))));
  }

  /** As it stands in a file and in a store. */
  public Json.Obj json() {
    return Json.object()
        .put(
            "signatures",
            Json.array(
                signatures.entrySet().stream()
                    .<Json>map(one ->
                        Json.object()
                            .put("organisation", one.getKey().text())
                            .put("signature", one.getValue())
                            .build())
                    .toList()))
        .put("statement", epoch.json())
        .build();
  }

  /**
   * All signatures under the one statement.
   *
   * @throws RefusedException when two of them say different things
   */
  public static SignedEpoch merge(List<SignedEpoch> parts) throws RefusedException {
    Epoch epoch = parts.getFirst().epoch;
    SortedMap<OrgId, String> signatures = new TreeMap<>();
    for (SignedEpoch part : parts) {
      if (!part.epoch.equals(epoch)) {
        throw refused("statements differ: " + part.epoch + " (expected: " + epoch + ")");
      }
      signatures.putAll(part.signatures);
    }
    return new SignedEpoch(epoch, signatures);
  }

  /**
   * Each signature must be a validator's and right.
   *
   * @throws RefusedException when one of them is not, by its name
   */
  public void requireSigners(NoteJudge judge) throws RefusedException {
    for (Map.Entry<OrgId, String> one : signatures.entrySet()) {
      Optional<ValidatorKeys> keys =
          judge.validators().stream()
              .filter(validator -> validator.organisation().equals(one.getKey()))
              .findFirst();
      if (keys.isEmpty()) {
        throw refused(one.getKey() + " signed it and is no validator at that block");
      }
      KeyName key = KeyName.of(SignatureAlgorithm.ED25519, keys.get().ed25519().publicKey());
      if (!Signatures.verify(key, epoch.bytes(), StrictBase64.decode(one.getValue()))) {
        throw new RefusedException(
            Reason.BAD_SIGNATURE, "epoch: the signature of " + one.getKey() + " does not verify");
      }
    }
  }

  /** As {@link #requireSigners}, and they must be a quorum. */
  public void requireQuorum(NoteJudge judge) throws RefusedException {
    requireSigners(judge);
    if (signatures.size() < judge.quorum()) {
      throw new RefusedException(
          Reason.QUORUM_NOT_REACHED,
          "epoch: "
              + signatures.size()
              + " validators signed it (expected: "
              + judge.quorum()
              + " at least)");
    }
  }

  /**
   * The tip at which this epoch begins: its block must be the tip, its seal stand, and a quorum of
   * the validators that this seal leaves in force have signed.
   *
   * @throws RefusedException when it does not begin here
   */
  public Tip begin(Tip tip, LedgerReader reader) throws RefusedException {
    expect("chain", epoch.chain(), tip.header().chain());
    expect("height", epoch.height(), tip.header().height());
    expect("header", epoch.header(), tip.headerHash());
    if (epoch.number() <= tip.epoch()) {
      throw refused("number: " + epoch.number() + " (expected: above " + tip.epoch() + ")");
    }
    requireSeal(reader);
    requireQuorum(tip.governance().judge());
    return tip.inEpoch(epoch.number());
  }

  /** The ledger must hold the seal that the statement names, over exactly its block. */
  public void requireSeal(LedgerReader reader) throws RefusedException {
    Seal seal =
        reader
            .seal(epoch.sealNumber())
            .orElseThrow(() -> refused("seal " + epoch.sealNumber() + " is not there"));
    expect("seal", epoch.seal(), seal.hash());
    BlockHeader header =
        reader
            .header(epoch.height())
            .orElseThrow(() -> refused("block " + epoch.height() + " is not there"));
    expect("seal's size", seal.size(), header.checkpointSize());
  }

  private static void expect(String name, Object found, Object expected) throws RefusedException {
    if (!found.equals(expected)) {
      throw refused(name + ": " + found + " (expected: " + expected + ")");
    }
  }

  private static RefusedException refused(String detail) {
    return new RefusedException(Reason.STALE_PREVIOUS, "epoch: " + detail);
  }
}
