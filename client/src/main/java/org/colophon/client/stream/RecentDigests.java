package org.colophon.client.stream;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.colophon.crypto.Hash;

/**
 * The lines that declare the digests of late, in bounded memory: at least the last {@link
 * #LINES_MIN} are known, and never more than twice as many.
 */
final class RecentDigests {
  static final int LINES_MIN = 100_000;

  private Map<Hash, Long> young = new HashMap<>();
  private Map<Hash, Long> old = new HashMap<>();

  /** The line that declares it. */
  Optional<Long> lineOf(Hash digest) {
    return Optional.ofNullable(young.get(digest)).or(() -> Optional.ofNullable(old.get(digest)));
  }

  void add(Hash digest, long line) {
    if (young.size() == LINES_MIN) {
      old = young;
      young = new HashMap<>();
    }
    young.put(digest, line);
  }

  /** That line does not declare it after all. */
  void forget(Hash digest, long line) {
    young.remove(digest, line);
    old.remove(digest, line);
  }
}
