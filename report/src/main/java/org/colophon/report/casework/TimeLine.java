package org.colophon.report.casework;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.colophon.core.Timestamp;

/**
 * Time from left to right. Instants before the first one and after the last one stand at the edges.
 *
 * @param from the left edge
 * @param until the right edge
 */
record TimeLine(Timestamp from, Timestamp until) {
  /** Most marks of a line: more of them would run into each other. */
  private static final int MARKS_MAX = 9;

  /** Where an instant stands: 0 at the left edge, 1 at the right one. */
  double at(Timestamp time) {
    double part =
        (double) (time.value() - from.value()) / Math.max(1, until.value() - from.value());
    return Math.clamp(part, 0, 1);
  }

  /** Days on which a mark stands: years where they fit, else quarters, months or days. */
  List<LocalDate> marks() {
    LocalDate first = day(from);
    LocalDate last = day(until);
    for (int months : new int[] {1, 3, 12, 24, 60, 120, 600, 1200}) {
      List<LocalDate> marks = marks(first, last, months);
      if (marks.size() <= MARKS_MAX) {
        return marks.isEmpty() ? List.of(first) : marks;
      }
    }
    return List.of(first, last);
  }

  private static List<LocalDate> marks(LocalDate first, LocalDate last, int months) {
    List<LocalDate> marks = new ArrayList<>();
    LocalDate mark = LocalDate.of(first.getYear(), 1, 1);
    if (months > 12) {
      mark = mark.withYear(first.getYear() - first.getYear() % (months / 12));
    }
    while (!mark.isAfter(last) && marks.size() <= MARKS_MAX) {
      if (!mark.isBefore(first)) {
        marks.add(mark);
      }
      mark = mark.plus(months, ChronoUnit.MONTHS);
    }
    return marks;
  }

  static LocalDate day(Timestamp time) {
    return Instant.ofEpochMilli(time.value()).atZone(ZoneOffset.UTC).toLocalDate();
  }

  static Timestamp time(LocalDate day) {
    return new Timestamp(Math.max(0, day.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli()));
  }
}
