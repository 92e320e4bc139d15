package org.colophon.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.colophon.core.chain.Position;
import org.colophon.core.port.Commit;
import org.colophon.core.port.StoreException;
import org.colophon.testkit.Ledgers;
import org.colophon.testkit.SeededLedger;
import org.colophon.testkit.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RocksStoreCrashTest {
  /** So little that buffers are flushed in the background all the time. */
  private static final StoreSettings TIGHT = new StoreSettings(1L << 20);

  @TempDir private Path directory;

  @Test
  void aCopyOfTheFilesWithoutAFlushHoldsAWholePrefixOfTheCommits() {
    Seeds.check(2, 5, this::copyWithoutFlush);
  }

  private void copyWithoutFlush(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    SeededLedger ledger = new SeededLedger(seed);
    Path place = directory.resolve(Long.toString(seed));
    try (RocksStore store = RocksStore.create(place, SeededLedger.GENESIS)) {
      Position durable = store.applied();
      for (int i = 0; i < 60; i++) {
        store.commit(ledger.next());
        if (random.nextInt(10) == 0) {
          durable = store.flush();
        }
      }
      Path left = Directories.copy(place, directory.resolve(seed + "-left"));
      try (RocksStore opened = RocksStore.open(left, SeededLedger.GENESIS)) {
        assertThat(opened.applied()).isEqualTo(durable);
        Ledgers.assertHolds(opened, ledger);
        Ledgers.catchUp(opened, ledger);
        Ledgers.assertHolds(opened, ledger);
      }
    }
  }

  @Test
  void aKilledProcessLeavesAWholePrefixOfTheCommits() {
    Seeds.check(3, 4, this::killAProcess);
  }

  private void killAProcess(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    Path place = directory.resolve("killed-" + seed);
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                place.toString(),
                Long.toString(seed))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long durableIndex = -1;
    int lines = 200 + random.nextInt(1500);
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(child.getInputStream(), StandardCharsets.US_ASCII))) {
      for (int i = 0; i < lines; i++) {
        String line = said.readLine();
        assertThat(line).as("the child's report %s", i).isNotNull();
        if (line.startsWith("durable ")) {
          durableIndex = Long.parseLong(line.substring("durable ".length()));
        }
      }
    } finally {
      child.destroyForcibly();
      assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
    SeededLedger ledger = new SeededLedger(seed);
    try (RocksStore store = RocksStore.open(place, SeededLedger.GENESIS)) {
      assertThat(store.applied().index()).isGreaterThanOrEqualTo(durableIndex).isPositive();
      while (ledger.commits().isEmpty()
          || ledger.commits().getLast().position().compareTo(store.applied()) < 0) {
        ledger.next();
      }
      assertThat(ledger.commits().getLast().position()).isEqualTo(store.applied());
      Ledgers.assertHolds(store, ledger);
      for (int i = 0; i < 20; i++) {
        store.commit(ledger.next());
      }
      store.flush();
      Ledgers.assertHolds(store, ledger);
    }
  }

  /** Commits until it is killed, and says so. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) throws Exception {
      SeededLedger ledger = new SeededLedger(Long.parseLong(arguments[1]));
      RocksStore store = RocksStore.create(Path.of(arguments[0]), SeededLedger.GENESIS, TIGHT);
      for (long n = 0; ; n++) {
        Commit commit = ledger.next();
        store.commit(commit);
        System.out.println("applied " + commit.position().index());
        if (n % 97 == 96) {
          System.out.println("durable " + store.flush().index());
        }
      }
    }
  }

  @Test
  void aFlushThatFailsSaysSoAndTheDurablePartIsIntact() throws Exception {
    SeededLedger ledger = new SeededLedger(4);
    Path place = directory.resolve("store");
    RocksStore store = RocksStore.create(place, SeededLedger.GENESIS);
    store.commit(ledger.block(3));
    Position durable = store.flush();
    store.commit(ledger.block(3));
    // Whoever takes the directory away takes the next file's place with it.
    Path aside = directory.resolve("aside");
    Files.move(place, aside);
    assertThatThrownBy(store::flush)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("flush");
    assertThatThrownBy(store::close).isInstanceOf(StoreException.class);
    Files.move(aside, place);
    try (RocksStore opened = RocksStore.open(place, SeededLedger.GENESIS)) {
      assertThat(opened.applied()).isEqualTo(durable);
      Ledgers.assertHolds(opened, ledger);
      Ledgers.catchUp(opened, ledger);
      opened.flush();
      Ledgers.assertHolds(opened, ledger);
    }
  }

  @Test
  void aCopyThatFailsLeavesNoCopy() throws Exception {
    SeededLedger ledger = new SeededLedger(5);
    try (RocksStore store = RocksStore.create(directory.resolve("store"), SeededLedger.GENESIS)) {
      store.commit(ledger.block(3));
      Path target = directory.resolve("missing").resolve("copy");
      assertThatThrownBy(() -> store.checkpoint(target)).isInstanceOf(StoreException.class);
      assertThat(target).doesNotExist();
      Ledgers.assertHolds(store, ledger);
    }
  }
}
