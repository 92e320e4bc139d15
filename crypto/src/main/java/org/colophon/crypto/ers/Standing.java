package org.colophon.crypto.ers;

import java.util.List;

/**
 * A verified evidence record.
 *
 * @param stamps its archive time-stamps from the first to the newest; the first one's time is the
 *     time that is proven
 * @param endsMs first moment at which it stands no longer unless it is renewed before, as far as
 *     certificates and the algorithm policy tell; in milliseconds since 1970 UTC
 */
public record Standing(List<ArchiveStampFact> stamps, long endsMs) {
  /** With a copy of the list. */
  public Standing {
    stamps = List.copyOf(stamps);
  }

  /** When the documents existed at the latest, in milliseconds since 1970 UTC. */
  public long provenMs() {
    return stamps.getFirst().timeMs();
  }
}
