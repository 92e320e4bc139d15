package org.colophon.node.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.colophon.config.NodeConfig;
import org.colophon.core.Reason;
import org.colophon.node.sealing.Alarms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiskWatchTest {
  private static final long MIB = 1L << 20;
  private static final long TOTAL = 10_000 * MIB;

  @TempDir private Path folder;
  private final AtomicLong free = new AtomicLong(TOTAL);

  private DiskWatch watch(Alarms alarms, NodeConfig.Disk settings) throws IOException {
    return DiskWatch.start(settings, () -> new DiskWatch.Room(free.get(), TOTAL), alarms);
  }

  @Test
  void refusesRecordsBelowTheWatermarkAndTakesThemAgainWithRoomToSpare() throws Exception {
    Alarms alarms = Alarms.open(folder);
    AtomicInteger told = new AtomicInteger();
    try (DiskWatch watch = watch(alarms, new NodeConfig.Disk(400, 0))) {
      watch.whenFull(told::incrementAndGet);
      free.set(400 * MIB);
      watch.look();
      assertThat(watch.refusal()).isEmpty();

      free.set(400 * MIB - 1);
      watch.look();
      watch.look();
      assertThat(watch.refusal().orElseThrow().reason()).isEqualTo(Reason.DISK_FULL);
      assertThat(alarms.raised()).containsExactly(Alarms.DISK_FULL);
      assertThat(alarms.forbidsSigning()).isFalse();
      assertThat(told).hasValue(1);

      free.set(500 * MIB - 1);
      watch.look();
      assertThat(watch.refusal()).as("not at the first byte above it").isPresent();

      free.set(500 * MIB);
      watch.look();
      assertThat(watch.refusal()).isEmpty();
      assertThat(alarms.raised()).isEmpty();
    }
  }

  @Test
  void theLargerOfBytesAndPartOfTheDiskCounts() {
    DiskWatch.Room room = new DiskWatch.Room(0, TOTAL);

    assertThat(DiskWatch.watermark(new NodeConfig.Disk(400, 3), room)).isEqualTo(400 * MIB);
    assertThat(DiskWatch.watermark(new NodeConfig.Disk(400, 5), room)).isEqualTo(500 * MIB);
  }

  @Test
  void aDiskThatCannotBeLookedAtIsAsItWas() throws Exception {
    AtomicInteger looks = new AtomicInteger();
    DiskWatch.Space failing =
        () -> {
          if (looks.incrementAndGet() > 2) {
            throw new IOException("gone");
          }
          return new DiskWatch.Room(1, TOTAL);
        };
    try (DiskWatch watch =
        DiskWatch.start(new NodeConfig.Disk(400, 0), failing, Alarms.open(folder))) {
      watch.look();
      assertThat(watch.refusal()).isPresent();
    }
  }
}
