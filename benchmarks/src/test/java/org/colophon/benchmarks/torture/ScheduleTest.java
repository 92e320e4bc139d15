package org.colophon.benchmarks.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static List<Fault> first(long seed) {
    Schedule schedule = new Schedule(seed, EnumSet.allOf(FaultKind.class), 5);
    return Stream.generate(schedule::next).limit(400).toList();
  }

  @Test
  void oneSeedGivesOneSchedule() {
    assertThat(first(7)).isEqualTo(first(7)).isNotEqualTo(first(8));
  }

  @Test
  void everyFaultComesAndNamesDifferentNodes() {
    assertThat(first(7)).extracting(Fault::kind).contains(FaultKind.values());
    assertThat(first(7))
        .allSatisfy(fault ->
            assertThat(fault.targets()).hasSize(fault.kind().targets()).doesNotHaveDuplicates());
  }

  @Test
  void onlyWhatIsPossibleComes() {
    Schedule schedule = new Schedule(1, EnumSet.of(FaultKind.KILL, FaultKind.CUT), 5);
    assertThat(Stream.generate(schedule::next).limit(50).map(Fault::kind))
        .containsOnly(FaultKind.KILL, FaultKind.CUT);
  }
}
