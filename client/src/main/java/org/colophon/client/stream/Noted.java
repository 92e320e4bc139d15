package org.colophon.client.stream;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;

/**
 * A line of results that an earlier run wrote.
 *
 * @param line of the input
 * @param ref the platform's own name of it
 * @param sha256 when the line had one
 * @param status what came of it
 */
record Noted(long line, Optional<Json> ref, Optional<Hash> sha256, LineOutcome.Status status) {
  private static final JsonLimits LIMITS = new JsonLimits(LineReader.BYTES_MAX, 4, 64);

  static Noted read(String text) throws RefusedException {
    Members members =
        Members.of("", JsonParser.parseObject(text.getBytes(StandardCharsets.UTF_8), LIMITS));
    return new Noted(
        members.integer("line", 1, Json.INTEGER_MAX),
        RecordLines.ref(members),
        members.hashIf("sha256"),
        members.oneOf("status", LineOutcome.Status.class));
  }

  /** Whether it is the result of that line. */
  boolean isOf(Entry entry) {
    return line == entry.line() && ref.equals(entry.ref()) && sha256.equals(entry.digest());
  }
}
