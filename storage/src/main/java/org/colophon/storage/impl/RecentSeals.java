package org.colophon.storage.impl;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.colophon.core.chain.Seal;

/**
 * Seals that were read lately. One never changes once it is stored, reading one parses tens of
 * kilobytes, and telling the times of a record reads a dozen, of which most are always the same.
 */
final class RecentSeals {
  private static final int SEALS_MAX = 256;

  private final Map<Long, Seal> seals =
      new LinkedHashMap<>(SEALS_MAX, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Seal> eldest) {
          return size() > SEALS_MAX;
        }
      };

  synchronized Optional<Seal> get(long number) {
    return Optional.ofNullable(seals.get(number));
  }

  synchronized void put(Seal seal) {
    seals.put(seal.number(), seal);
  }
}
