package org.colophon.core.chain;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.Members;
import org.colophon.core.json.ObjBuilder;
import org.colophon.crypto.Hash;
import org.colophon.crypto.StrictBase64;

/**
 * What a seal's hash binds, so that later headers bind it: the signed note, and what time-stamping
 * authorities gave for it. The chain bounds the latter and judges nothing of it; whoever relies on
 * a token checks it.
 *
 * @param note the signed note, lines sorted
 * @param tokens RFC 3161 tokens over the note's bytes, DER in base64
 * @param crls revocation lists of the authorities' issuers, DER in base64
 * @param archive token over the root of the seal's archive tree (RFC 4998), DER in base64
 */
public record SealDocument(
    String note, List<String> tokens, List<String> crls, Optional<String> archive) {
  /** Most tokens of one seal. */
  public static final int TOKENS_MAX = 16;

  /** Most revocation lists of one seal. */
  public static final int CRLS_MAX = 16;

  /** Longest token or list in characters of base64. */
  public static final int DER_CHARS_MAX = 64 << 10;

  /** Longest note in bytes of UTF-8. */
  public static final int NOTE_BYTES_MAX = 2 << 20;

  /** The most that a seal within these bounds takes as JSON. */
  static final JsonLimits LIMITS = new JsonLimits(8 << 20, 4, 64);

  /** Copies the lists, and refuses what is not base64. */
  public SealDocument {
    tokens = List.copyOf(tokens);
    crls = List.copyOf(crls);
    tokens.forEach(SealDocument::requireDer);
    crls.forEach(SealDocument::requireDer);
    archive.ifPresent(SealDocument::requireDer);
  }

  private static void requireDer(String base64) {
    if (StrictBase64.decode(base64).length == 0) {
      throw new IllegalArgumentException("empty");
    }
  }

  /** A note that no authority has stamped. */
  public static SealDocument unstamped(String note) {
    return new SealDocument(note, List.of(), List.of(), Optional.empty());
  }

  /** Reads the canonical text that {@link #bytes} wrote. */
  public static SealDocument parse(byte[] bytes) throws RefusedException {
    Members members = Members.of("", JsonParser.parseObject(bytes, LIMITS));
    SealDocument document = read(members);
    members.end();
    return document;
  }

  static SealDocument read(Members members) throws RefusedException {
    String note = members.text("note", NOTE_BYTES_MAX);
    List<String> tokens = members.texts("tokens", 0, TOKENS_MAX, DER_CHARS_MAX);
    List<String> crls = members.texts("crls", 0, CRLS_MAX, DER_CHARS_MAX);
    Optional<String> archive = members.textIf("archive", DER_CHARS_MAX);
    try {
      return new SealDocument(note, tokens, crls, archive);
    } catch (IllegalArgumentException e) {
      throw members.malformed("tokens", "not base64: " + e.getMessage());
    }
  }

  ObjBuilder putInto(ObjBuilder members) {
    return members
        .put("note", note)
        .put("tokens", Json.strings(tokens))
        .put("crls", Json.strings(crls))
        .putText("archive", archive);
  }

  /** Its canonical text. */
  public byte[] bytes() {
    return putInto(Json.object()).build().bytes();
  }

  /** SHA-256 of its canonical text: what the next header's {@code seal} binds. */
  public Hash hash() {
    return Hash.sha256(bytes());
  }

  /** The note's bytes: what the tokens cover. */
  public byte[] noteBytes() {
    return note.getBytes(StandardCharsets.UTF_8);
  }

  /** The tokens' DER bytes. */
  public List<byte[]> tokenBytes() {
    return tokens.stream().map(StrictBase64::decode).toList();
  }

  /** The revocation lists' DER bytes. */
  public List<byte[]> crlBytes() {
    return crls.stream().map(StrictBase64::decode).toList();
  }

  /** The archive token's DER bytes. */
  public Optional<byte[]> archiveBytes() {
    return archive.map(StrictBase64::decode);
  }
}
