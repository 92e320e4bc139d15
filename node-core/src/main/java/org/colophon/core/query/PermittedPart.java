package org.colophon.core.query;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.colophon.core.content.Interval;
import org.colophon.core.content.Right;

/**
 * A part of an alleged time in which some of what is alleged was allowed.
 *
 * @param interval when
 * @param rights those of the alleged rights that could be exercised, in their order
 */
public record PermittedPart(Interval interval, Set<Right> rights) {
  /** Copies the rights. */
  public PermittedPart {
    rights = Collections.unmodifiableSet(new LinkedHashSet<>(rights));
  }

  /**
   * Adds the next part, as one with the last where the same was allowed; nothing allowed is none.
   */
  static void append(List<PermittedPart> parts, PermittedPart next) {
    if (next.rights.isEmpty()) {
      return;
    }
    boolean goesOn =
        !parts.isEmpty()
            && parts.getLast().interval.until().equals(next.interval.from())
            && parts.getLast().rights.equals(next.rights);
    if (goesOn) {
      Interval joined = new Interval(parts.removeLast().interval.from(), next.interval.until());
      parts.add(new PermittedPart(joined, next.rights));
    } else {
      parts.add(next);
    }
  }
}
