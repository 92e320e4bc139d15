package org.colophon.node.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.colophon.node.sealing.Alarms;
import org.colophon.rpc.server.AdminPort.Hindrance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Each alarm says what it is, and somebody is told of it. */
final class ReadinessTest {
  static final List<String> ALL = Alarms.ALL;

  @ParameterizedTest
  @FieldSource("ALL")
  void saysOfEachAlarmWhatItIsAndWhatToDo(String alarm) {
    Hindrance told = Readiness.told(alarm);
    assertThat(told.name()).isEqualTo(alarm);
    assertThat(told.detail()).isNotBlank();
    assertThat(told.remedy()).isNotBlank();
    assertThat(Alarms.ALL.stream().map(a -> Readiness.told(a).detail())).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void aRuleTellsSomebodyOfEachAlarm(String alarm) throws IOException {
    String rules = Files.readString(Path.of("..", "config", "observability", "alerts.yml"));
    // The disk has a meter of its own.
    String met =
        alarm.equals(Alarms.DISK_FULL) ? "colophon_disk_full == 1" : "[\"|]" + alarm + "[\"|]";
    assertThat(rules).containsPattern(met);
  }

  @Test
  void anArchiveThatIsAwayKeepsANodeFromSomeOfItsWorkAndNotFromSigning(@TempDir Path directory)
      throws IOException {
    Alarms alarms = Alarms.open(directory.resolve("forks"));
    alarms.raise(Alarms.ARCHIVE);
    alarms.raise(Alarms.CLOCK);
    assertThat(alarms.hindering()).containsExactly(Alarms.ARCHIVE);
    assertThat(alarms.forbidsSigning()).isFalse();
    alarms.raise(Alarms.RESTORED);
    assertThat(alarms.hindering()).containsExactly(Alarms.ARCHIVE, Alarms.RESTORED);
    assertThat(alarms.forbidding()).containsExactly(Alarms.RESTORED);
  }
}
