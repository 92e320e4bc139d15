package org.colophon.core.membership;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.crypto.signature.KeyName;
import org.colophon.crypto.signature.SignatureAlgorithm;

/**
 * The raw public keys with which a validator signs checkpoints, in base64 (RFC 4648, 4). Their key
 * names hold the chain's origin, which depends on the genesis, so the genesis gives the raw keys.
 *
 * @param log Ed25519 key of the log signature, 32 bytes
 * @param ed25519 Ed25519 key of the cosignature, 32 bytes
 * @param mlDsa44 ML-DSA-44 key of the cosignature (FIPS 204), 1312 bytes
 * @param sm2 SM2 key of the cosignature, a compressed point of 33 bytes; on a chain of the suite
 *     {@code sm}, and only there
 */
public record CheckpointKeys(String log, String ed25519, String mlDsa44, Optional<String> sm2) {
  private static final int ED25519_BYTES = 32;
  private static final int ML_DSA_44_BYTES = 1312;

  /** Keys of a validator of a chain of the standard suite. */
  public CheckpointKeys(String log, String ed25519, String mlDsa44) {
    this(log, ed25519, mlDsa44, Optional.empty());
  }

  static CheckpointKeys read(Members members) throws RefusedException {
    CheckpointKeys keys =
        new CheckpointKeys(
            members.parsed("log", 64, text -> check(text, ED25519_BYTES)),
            members.parsed("ed25519", 64, text -> check(text, ED25519_BYTES)),
            members.parsed("mlDsa44", 2048, text -> check(text, ML_DSA_44_BYTES)),
            members.parsedIf("sm2", 64, CheckpointKeys::checkSm2));
    members.end();
    return keys;
  }

  private static String check(String text, int length) {
    byte[] raw = Base64.getDecoder().decode(text);
    if (raw.length != length || !Base64.getEncoder().encodeToString(raw).equals(text)) {
      throw new IllegalArgumentException("(expected: " + length + " bytes in base64)");
    }
    return text;
  }

  private static String checkSm2(String text) {
    byte[] raw = Base64.getDecoder().decode(check(text, SignatureAlgorithm.SM2.publicKeyLength()));
    var _ = KeyName.of(SignatureAlgorithm.SM2, raw);
    return text;
  }

  /** The suite that they are keys for. */
  Suite suite() {
    return sm2.isPresent() ? Suite.SM : Suite.STANDARD;
  }

  /** All of them. */
  List<String> all() {
    List<String> all = new ArrayList<>(List.of(log, ed25519, mlDsa44));
    sm2.ifPresent(all::add);
    return all;
  }

  /** As written in the genesis. */
  public Json json() {
    return Json.object()
        .put("ed25519", ed25519)
        .put("log", log)
        .put("mlDsa44", mlDsa44)
        .putText("sm2", sm2)
        .build();
  }
}
