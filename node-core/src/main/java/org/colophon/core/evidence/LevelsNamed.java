package org.colophon.core.evidence;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;

/**
 * The feature levels that a bundle names: those of its memberships, and the versions of its
 * headers. They are looked for before anything is judged, because what a later release made may be
 * judged otherwise. What cannot be read names none; whoever reads the part in earnest refuses it.
 */
final class LevelsNamed {
  private static final JsonLimits GENESIS = new JsonLimits(16 << 20, 8, 4096);
  private static final JsonLimits CHANGE = new JsonLimits(16 << 20, 12, 4096);
  private static final JsonLimits HEADER = new JsonLimits(4096, 3, 32);

  private LevelsNamed() {}

  /** The highest; 1 when none is named. */
  static long highest(SortedMap<String, byte[]> parts) {
    return parts.entrySet().stream().flatMapToLong(LevelsNamed::in).max().orElse(1);
  }

  private static LongStream in(Map.Entry<String, byte[]> part) {
    return switch (part.getKey()) {
      case Parts.GENESIS -> number(read(part.getValue(), GENESIS), "membership", "level");
      case Parts.HEADER -> number(read(part.getValue(), HEADER), "block", "version");
      case String name when MembershipParts.isChange(name) -> inChange(part.getValue());
      default -> LongStream.empty();
    };
  }

  private static LongStream inChange(byte[] part) {
    Optional<Json> change = read(part, CHANGE);
    Stream<Json> changes =
        at(change, "changes", "changes").orElse(null) instanceof Json.Arr(var items)
            ? items.stream()
            : Stream.of();
    return LongStream.concat(
        number(change, "header", "block", "version"),
        changes.flatMapToLong(one -> number(Optional.of(one), "value", "level")));
  }

  private static Optional<Json> read(byte[] part, JsonLimits limits) {
    try {
      return Optional.of(JsonParser.parse(part, limits));
    } catch (RefusedException e) {
      return Optional.empty();
    }
  }

  private static LongStream number(Optional<Json> json, String... path) {
    return at(json, path).orElse(null) instanceof Json.Int(long value)
        ? LongStream.of(value)
        : LongStream.empty();
  }

  private static Optional<Json> at(Optional<Json> json, String... path) {
    Optional<Json> found = json;
    for (String name : path) {
      found =
          found.flatMap(value ->
              value instanceof Json.Obj(var members)
                  ? Optional.ofNullable(members.get(name))
                  : Optional.empty());
    }
    return found;
  }
}
