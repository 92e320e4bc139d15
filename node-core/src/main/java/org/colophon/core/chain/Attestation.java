package org.colophon.core.chain;

import java.util.Collection;
import java.util.List;
import org.colophon.core.Timestamp;

/**
 * When the validators say that they saw a tree: each cosignature carries its own validator's clock.
 *
 * @param median lower median of the times; what a minority says cannot move it beyond the others
 * @param earliest the lowest of them
 * @param latest the highest of them
 */
public record Attestation(Timestamp median, Timestamp earliest, Timestamp latest) {

  /** What these times, in seconds, come to; there is at least one. */
  public static Attestation of(Collection<Long> seconds) {
    List<Long> sorted = seconds.stream().sorted().toList();
    return new Attestation(
        Timestamp.ofSeconds(sorted.get((sorted.size() - 1) / 2)),
        Timestamp.ofSeconds(sorted.getFirst()),
        Timestamp.ofSeconds(sorted.getLast()));
  }
}
