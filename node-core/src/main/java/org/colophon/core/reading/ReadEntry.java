package org.colophon.core.reading;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;
import org.colophon.crypto.StrictBase64;

/**
 * A read with all that opens its row: who has this can check that the reader asked for it, under
 * its own signature, and what was given out.
 *
 * @param row what the tree of the lease holds of it
 * @param request the reader's request, as it signed it
 * @param signature the reader's, in base64
 * @param salt of the result
 * @param answer which records were given out, and how many were withheld
 */
public record ReadEntry(ReadRow row, String request, String signature, Hash salt, String answer) {
  private static final int ANSWER_CHARS_MAX = 64 << 10;
  private static final JsonLimits ANSWER = new JsonLimits(ANSWER_CHARS_MAX, 2, 1024);

  /** Reads what {@link #json} wrote, and checks that the parts belong together. */
  public static ReadEntry read(Members members) throws RefusedException {
    ReadEntry entry =
        new ReadEntry(
            ReadRow.read(members.object("row")),
            members.text("request", ReadRequest.BYTES_MAX),
            members.text("sig", 1024),
            members.hash("salt"),
            members.text("answer", ANSWER_CHARS_MAX));
    members.end();
    boolean fits =
        entry.row.query().equals(Hash.sha256(bytes(entry.request)))
            && entry
                .row
                .result()
                .equals(ReadRow.resultOf(entry.salt, entry.row.reader(), bytes(entry.answer)));
    if (!fits) {
      throw new RefusedException(
          Reason.COMMITMENT_MISMATCH, "row: not of this request and this answer");
    }
    return entry;
  }

  /** As a journal keeps it. */
  public Json.Obj json() {
    return Json.object()
        .put("row", row.json())
        .put("request", request)
        .put("sig", signature)
        .put("salt", salt.hex())
        .put("answer", answer)
        .build();
  }

  /** What was asked. */
  public ReadRequest asked() throws RefusedException {
    return ReadRequest.read(bytes(request));
  }

  /** The records that were given out. */
  public List<RecordId> records() throws RefusedException {
    return records(bytes(answer));
  }

  /** The records that an answer names. */
  public static List<RecordId> records(byte[] answer) throws RefusedException {
    return ids(members(answer), "records");
  }

  /** The records whose private matter could be opened with it; empty for a mere read. */
  public static Optional<List<RecordId>> opened(byte[] answer) throws RefusedException {
    Members members = members(answer);
    return members.has("keys") ? Optional.of(ids(members, "keys")) : Optional.empty();
  }

  /** SHA-256 of the bundles that went out with it, one a record; empty unless it was exported. */
  public static Optional<List<Hash>> exported(byte[] answer) throws RefusedException {
    Members members = members(answer);
    return members.has("evidence")
        ? Optional.of(
            members.texts("evidence", 0, ReadRequest.EXPORT_SIZE_MAX, 64).stream()
                .map(Hash::ofHex)
                .toList())
        : Optional.empty();
  }

  /** How many records of the page an answer withheld. */
  public static long withheld(byte[] answer) throws RefusedException {
    return members(answer).integer("withheld", 0, Json.INTEGER_MAX);
  }

  private static Members members(byte[] answer) throws RefusedException {
    return Members.of("answer", JsonParser.parseObject(answer, ANSWER));
  }

  private static List<RecordId> ids(Members members, String name) throws RefusedException {
    return members.texts(name, 0, ReadRequest.SIZE_MAX, 64).stream().map(RecordId::ofHex).toList();
  }

  /** The request's bytes. */
  public byte[] requestBytes() {
    return bytes(request);
  }

  /** The signature's bytes. */
  public byte[] signatureBytes() throws RefusedException {
    try {
      return StrictBase64.decode(signature);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(Reason.MALFORMED, "sig: not base64");
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
