package org.colophon.report.casework;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.colophon.core.Timestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TimeLineTest {
  private static TimeLine line(String from, String until) {
    return new TimeLine(
        TimeLine.time(LocalDate.parse(from)), TimeLine.time(LocalDate.parse(until)));
  }

  @Test
  void instantsOutsideStandAtTheEdges() {
    TimeLine line = line("2026-01-01", "2026-01-03");
    assertThat(line.at(TimeLine.time(LocalDate.parse("2026-01-02")))).isEqualTo(0.5);
    assertThat(line.at(new Timestamp(0))).isZero();
    assertThat(line.at(TimeLine.time(LocalDate.parse("2100-01-01")))).isEqualTo(1);
  }

  @Test
  void yearsAreMarkedWhereMonthsWouldRunIntoEachOther() {
    assertThat(line("2026-02-03", "2026-06-01").marks())
        .extracting(LocalDate::toString)
        .containsExactly("2026-03-01", "2026-04-01", "2026-05-01", "2026-06-01");
    assertThat(line("2026-02-03", "2030-06-01").marks())
        .extracting(LocalDate::toString)
        .containsExactly("2027-01-01", "2028-01-01", "2029-01-01", "2030-01-01");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-01, 2026-01-01",
    "2026-01-02, 2026-01-20",
    "2026-01-01, 2026-12-31",
    "2026-05-01, 2034-05-01",
    "1990-01-01, 2100-01-01",
    "1970-01-01, 9999-12-31",
  })
  void marksAreFewInOrderAndWithin(String from, String until) {
    List<LocalDate> marks = line(from, until).marks();
    assertThat(marks).isNotEmpty().hasSizeLessThan(10).isSorted().doesNotHaveDuplicates();
    assertThat(marks).allMatch(mark -> !mark.isAfter(LocalDate.parse(until)));
  }
}
