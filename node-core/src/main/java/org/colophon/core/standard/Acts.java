package org.colophon.core.standard;

import java.util.Optional;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.content.Access;
import org.colophon.core.content.Interval;

/**
 * Which acts count for a figure that the chain shows. Whoever gathers a figure, whoever reports on
 * it and the contract that recounts it ask the same.
 *
 * @param work which work
 * @param window when
 * @param isAlleged whether an infringement is reckoned: what a licence allowed is none
 * @param by by whom; anybody when that is empty
 */
public record Acts(WorkId work, Interval window, boolean isAlleged, Optional<SubjectId> by) {
  private static final long DAY_MS = 24L * 3600 * 1000;

  /** Whole days of the window; a day that has begun counts. */
  public long days() {
    return days(window);
  }

  /** Whole days of a window; a day that has begun counts. */
  public static long days(Interval window) {
    return (window.until().value() - window.from().value() + DAY_MS - 1) / DAY_MS;
  }

  /**
   * Why accesses do not count; empty when they do.
   *
   * @param query COPIES_SOLD or ACCESSES
   * @param platform who tells of them
   * @param ordered when the chain ordered the record: of many accesses at once, that is their time
   */
  public Optional<LeftOut.Why> against(
      Input.Query query, Access access, SubjectId platform, Timestamp ordered) {
    if (!access.work().equals(work)) {
      return Optional.of(LeftOut.Why.OTHER_WORK);
    }
    if (query == Input.Query.COPIES_SOLD && access.mode() != Access.Mode.BUY) {
      return Optional.of(LeftOut.Why.NOT_SOLD);
    }
    if (by.isPresent() && !by.get().equals(platform)) {
      return Optional.of(LeftOut.Why.BY_ANOTHER);
    }
    if (isAlleged && access.licence().isPresent()) {
      return Optional.of(LeftOut.Why.LICENSED);
    }
    return holds(time(access, ordered))
        ? Optional.empty()
        : Optional.of(LeftOut.Why.OUTSIDE_WINDOW);
  }

  private static Timestamp time(Access access, Timestamp ordered) {
    return switch (access.occasion()) {
      case Access.Single(_, Timestamp at, _) -> at;
      case Access.Many _ -> ordered;
    };
  }

  private boolean holds(Timestamp time) {
    return window.from().compareTo(time) <= 0 && time.compareTo(window.until()) < 0;
  }
}
