package org.colophon.core.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.colophon.core.RefusedException;
import org.jspecify.annotations.Nullable;

/** Parts of one kind, whose names count from 0 without a gap. */
final class NumberedParts {
  private NumberedParts() {}

  /** The parts of a kind in their order; refuses a gap before one of the first {@code max}. */
  static List<byte[]> read(Map<String, byte[]> parts, IntFunction<String> name, int max)
      throws RefusedException {
    List<byte[]> found = new ArrayList<>();
    for (int i = 0; i < max; i++) {
      byte @Nullable [] part = parts.get(name.apply(i));
      if (part == null) {
        continue;
      }
      if (found.size() < i) {
        throw EvidenceVerifier.refused(name.apply(found.size()) + " is missing");
      }
      found.add(part);
    }
    return found;
  }

  /** Puts parts in under their names. */
  static void put(List<byte[]> kind, IntFunction<String> name, Map<String, byte[]> parts) {
    for (int i = 0; i < kind.size(); i++) {
      parts.put(name.apply(i), kind.get(i));
    }
  }
}
