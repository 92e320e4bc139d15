package org.colophon.core.chain;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.colophon.core.Height;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.TreeSize;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;

/**
 * A checkpoint that a quorum of validators has cosigned, as the chain ordered it.
 *
 * @param number counts the seals of the chain, from 1
 * @param round the candidate that it answers
 * @param size leaves that it covers
 * @param orderedAfter height of the newest block when the chain ordered this seal
 * @param attested median of the cosignatures' times
 * @param note the signed note, lines sorted
 * @param tokens RFC 3161 tokens over the note, DER in base64
 */
public record Seal(
    long number,
    long round,
    TreeSize size,
    Height orderedAfter,
    Timestamp attested,
    String note,
    List<String> tokens) {
  /** Most tokens of one seal. */
  public static final int TOKENS_MAX = 16;

  /**
   * Longest token in characters of base64. With {@link #TOKENS_MAX} it keeps a seal within what
   * {@link #parse} reads: tokens are opaque to the chain, so their bounds are all that is judged.
   */
  public static final int TOKEN_CHARS_MAX = 64 << 10;

  private static final JsonLimits LIMITS = new JsonLimits(4 << 20, 4, 64);
  private static final int NOTE_CHARS_MAX = 2 << 20;

  /** Copies the tokens. */
  public Seal {
    tokens = List.copyOf(tokens);
  }

  /** Reads what {@link #json} wrote. */
  public static Seal parse(byte[] bytes) throws RefusedException {
    Members members = Members.of("", JsonParser.parseObject(bytes, LIMITS));
    Seal seal =
        new Seal(
            members.integer("number", 1, Json.INTEGER_MAX),
            members.integer("round", 1, Json.INTEGER_MAX),
            new TreeSize(members.integer("size", 1, Json.INTEGER_MAX)),
            new Height(members.integer("orderedAfter", 0, Json.INTEGER_MAX)),
            new Timestamp(members.integer("attested", 0, Json.INTEGER_MAX)),
            members.text("note", NOTE_CHARS_MAX),
            members.texts("tokens", 0, TOKENS_MAX, TOKEN_CHARS_MAX));
    members.end();
    return seal;
  }

  /** As a store keeps it. */
  public Json.Obj json() {
    return Json.object()
        .put("number", number)
        .put("round", round)
        .put("size", size.value())
        .put("orderedAfter", orderedAfter.value())
        .put("attested", attested.value())
        .put("note", note)
        .put("tokens", Json.strings(tokens))
        .build();
  }

  /** The hash that the next header's {@code seal} binds: SHA-256 of {@code {"note","tokens"}}. */
  public Hash hash() {
    return hash(note, tokens);
  }

  /** The hash of a seal of the given note and tokens. */
  public static Hash hash(String note, List<String> tokens) {
    return Hash.sha256(
        Json.object().put("note", note).put("tokens", Json.strings(tokens)).build().bytes());
  }

  /** The note's bytes: what the tokens cover. */
  public byte[] noteBytes() {
    return note.getBytes(StandardCharsets.UTF_8);
  }

  /** The tokens' DER bytes. */
  public List<byte[]> tokenBytes() {
    List<byte[]> decoded = new ArrayList<>();
    tokens.forEach(token -> decoded.add(Base64.getDecoder().decode(token)));
    return decoded;
  }
}
