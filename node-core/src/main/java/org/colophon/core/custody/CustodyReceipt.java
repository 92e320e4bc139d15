package org.colophon.core.custody;

import org.colophon.core.ChainId;
import org.colophon.core.OrgId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;
import org.colophon.crypto.StrictBase64;
import org.colophon.crypto.signature.KeyName;
import org.colophon.crypto.signature.SignatureAlgorithm;
import org.colophon.crypto.signature.Signatures;

/**
 * A validator says that it holds a ciphertext on its disk.
 *
 * @param custodian the validator
 * @param key its Ed25519 cosigning key, named as a record key is
 * @param time when it was stored, by the custodian's clock
 * @param signature over {@link #signedText}, base64
 */
public record CustodyReceipt(OrgId custodian, KeyName key, Timestamp time, String signature) {
  private static final int SIGNATURE_CHARS_MAX = 128;

  /** Reads what {@link #json} wrote. */
  public static CustodyReceipt read(Members members) throws RefusedException {
    CustodyReceipt receipt =
        new CustodyReceipt(
            members.parsed("custodian", 64, OrgId::new),
            members.parsed("key", 128, KeyName::parse),
            new Timestamp(members.integer("time", 0, Json.INTEGER_MAX)),
            members.parsed("signature", SIGNATURE_CHARS_MAX, CustodyReceipt::checkBase64));
    if (receipt.key.algorithm() != SignatureAlgorithm.ED25519) {
      throw members.malformed("key", "(expected: an Ed25519 key)");
    }
    return receipt;
  }

  private static String checkBase64(String text) {
    var _ = StrictBase64.decode(text);
    return text;
  }

  /**
   * What a custodian signs: canonical JSON with the one member {@code custody}, which neither a
   * note nor a statement can be.
   *
   * @param digest SHA-256 of the ciphertext
   * @param size its bytes
   */
  public static byte[] signedText(
      ChainId chain, OrgId custodian, Hash digest, long size, Timestamp time) {
    return Json.object()
        .put(
            "custody",
            Json.object()
                .put("chain", chain.text())
                .put("custodian", custodian.text())
                .put("digest", digest.hex())
                .put("size", size)
                .put("time", time.value())
                .build())
        .build()
        .bytes();
  }

  /** Whether the signature is the key's over that ciphertext. */
  public boolean isFor(ChainId chain, Hash digest, long size) {
    return Signatures.verify(
        key, signedText(chain, custodian, digest, size, time), StrictBase64.decode(signature));
  }

  /** As it stands in a statement. */
  public Json.Obj json() {
    return Json.object()
        .put("custodian", custodian.text())
        .put("key", key.text())
        .put("time", time.value())
        .put("signature", signature)
        .build();
  }
}
