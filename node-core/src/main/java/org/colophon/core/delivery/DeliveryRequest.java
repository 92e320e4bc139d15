package org.colophon.core.delivery;

import java.util.Optional;
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
 * What a sender or a recipient asks of a court's node, as it signs it: canonical JSON with the one
 * member {@code delivery}.
 *
 * @param verb what it asks
 * @param chain of which chain
 * @param subject who asks
 * @param key with which it signs
 * @param issuedAt when it asked, by its own clock
 * @param nonce 16 random bytes in hex
 * @param digest SHA-256 of the delivery's index
 * @param chunk which chunk to fetch; without it the index itself
 */
public record DeliveryRequest(
    Verb verb,
    ChainId chain,
    SubjectId subject,
    KeyName key,
    Timestamp issuedAt,
    String nonce,
    Hash digest,
    Optional<Integer> chunk)
    implements Asked {
  private static final JsonLimits LIMITS = new JsonLimits(4 << 10, 3, 16);

  /** What is asked. */
  public enum Verb {
    /** A sender begins a delivery, or goes on with one. */
    SEND,
    /** A sender or a recipient asks how it stands. */
    STATUS,
    /** A recipient takes the index or a chunk. */
    FETCH
  }

  /** Reads what {@link #bytes} wrote. */
  public static DeliveryRequest read(byte[] bytes) throws RefusedException {
    Members outer = Members.of("", JsonParser.parseObject(bytes, LIMITS));
    Members members = outer.object("delivery");
    outer.end();
    DeliveryRequest request =
        new DeliveryRequest(
            members.oneOf("verb", Verb.class),
            members.parsed("chain", 128, ChainId::new),
            members.parsed("subject", 63, SubjectId::new),
            members.parsed("key", 128, KeyName::parse),
            new Timestamp(members.integer("issuedAt", 0, Json.INTEGER_MAX)),
            Asked.nonce(members),
            members.hash("digest"),
            members.integerIf("chunk", 0, DeliveryIndex.CHUNKS_MAX - 1L).map(Math::toIntExact));
    members.end();
    if (request.chunk.isPresent() && request.verb != Verb.FETCH) {
      throw members.malformed("chunk", "(expected: only of FETCH)");
    }
    return request;
  }

  /** What is signed. */
  public byte[] bytes() {
    return Json.object()
        .put(
            "delivery",
            Json.object()
                .put("verb", verb.name())
                .put("chain", chain.text())
                .put("subject", subject.text())
                .put("key", key.text())
                .put("issuedAt", issuedAt.value())
                .put("nonce", nonce)
                .put("digest", digest.hex())
                .putIf("chunk", chunk.map(number -> Json.of((long) number)))
                .build())
        .build()
        .bytes();
  }
}
