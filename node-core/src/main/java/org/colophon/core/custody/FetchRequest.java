package org.colophon.core.custody;

import org.colophon.core.ChainId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.Members;
import org.colophon.core.reading.Asked;
import org.colophon.crypto.Hash;
import org.colophon.crypto.signature.KeyName;

/**
 * A recipient asks a custodian for a ciphertext, as it signs it: canonical JSON with the one member
 * {@code fetch}.
 *
 * @param chain of which chain
 * @param subject who asks
 * @param key with which it signs
 * @param issuedAt when it asked, by its own clock
 * @param nonce 16 random bytes in hex, so that it is asked once
 * @param digest SHA-256 of the ciphertext
 */
public record FetchRequest(
    ChainId chain, SubjectId subject, KeyName key, Timestamp issuedAt, String nonce, Hash digest)
    implements Asked {
  private static final JsonLimits LIMITS = new JsonLimits(4 << 10, 3, 16);

  /** Reads what {@link #bytes} wrote. */
  public static FetchRequest read(byte[] bytes) throws RefusedException {
    Members outer = Members.of("", JsonParser.parseObject(bytes, LIMITS));
    Members members = outer.object("fetch");
    outer.end();
    FetchRequest request =
        new FetchRequest(
            members.parsed("chain", 128, ChainId::new),
            members.parsed("subject", 63, SubjectId::new),
            members.parsed("key", 128, KeyName::parse),
            new Timestamp(members.integer("issuedAt", 0, Json.INTEGER_MAX)),
            Asked.nonce(members),
            members.hash("digest"));
    members.end();
    return request;
  }

  /** What is signed. */
  public byte[] bytes() {
    return Json.object()
        .put(
            "fetch",
            Json.object()
                .put("chain", chain.text())
                .put("subject", subject.text())
                .put("key", key.text())
                .put("issuedAt", issuedAt.value())
                .put("nonce", nonce)
                .put("digest", digest.hex())
                .build())
        .build()
        .bytes();
  }
}
