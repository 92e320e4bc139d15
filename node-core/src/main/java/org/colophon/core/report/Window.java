package org.colophon.core.report;

import java.util.Optional;
import org.colophon.core.LeafIndex;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.query.AsOf;

/**
 * Of which time a report tells, by the times of the blocks.
 *
 * @param from its first instant; from the chain's beginning on when absent
 * @param until behind its last one; until the report's block when absent
 */
public record Window(Optional<Timestamp> from, Optional<Timestamp> until) {
  /** All that the report's block knows. */
  public static final Window ALL = new Window(Optional.empty(), Optional.empty());

  /** Refuses a window in which there is no time at all. */
  public Window {
    if (from.isPresent() && until.isPresent() && until.get().compareTo(from.get()) <= 0) {
      throw new IllegalArgumentException(
          "until: " + until.get() + " (expected: after from, " + from.get() + ")");
    }
  }

  /** Leaves from the first one on, before the other one. */
  record Leaves(LeafIndex from, LeafIndex until) {
    boolean holds(LeafIndex leaf) {
      return leaf.compareTo(from) >= 0 && leaf.compareTo(until) < 0;
    }
  }

  /** Reads what {@link #json} wrote. */
  static Window read(Members members) throws RefusedException {
    Optional<Timestamp> from = time(members, "from");
    Optional<Timestamp> until = time(members, "until");
    try {
      return new Window(from, until);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(Reason.BAD_INTERVAL, String.valueOf(e.getMessage()));
    }
  }

  private static Optional<Timestamp> time(Members members, String name) throws RefusedException {
    return members.integerIf(name, 0, Json.INTEGER_MAX).map(Timestamp::new);
  }

  Json json() {
    return Json.object()
        .putIf("from", from.map(time -> Json.of(time.value())))
        .putIf("until", until.map(time -> Json.of(time.value())))
        .build();
  }

  /** Whether something that lasted from one instant to another one had a part in it. */
  boolean meets(Timestamp begin, Timestamp end) {
    return from.map(time -> end.compareTo(time) > 0).orElse(true)
        && until.map(time -> begin.compareTo(time) < 0).orElse(true);
  }

  /** The leaves of its blocks that were known. */
  Leaves leaves(LedgerReader reader, AsOf asOf) {
    LeafIndex end = new LeafIndex(asOf.size().value());
    return new Leaves(
        from.map(time -> first(reader, time, end)).orElse(new LeafIndex(0)),
        until.map(time -> first(reader, time, end)).orElse(end));
  }

  private static LeafIndex first(LedgerReader reader, Timestamp time, LeafIndex end) {
    return reader
        .firstAtOrAfter(time)
        .flatMap(reader::header)
        .map(BlockHeader::firstIndex)
        .filter(index -> index.compareTo(end) < 0)
        .orElse(end);
  }
}
