package org.colophon.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.colophon.core.membership.Genesis;
import org.colophon.node.admin.ColophonNode;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.storage.RawEntry;
import org.colophon.storage.RocksStore;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestRecords;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The store of a stopped node, changed behind its back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FsckTest {
  private static final long SEED = 20_260_403;
  private static final int BLOCKS = 12;

  /** Where the entries stood in Raft, and what sealing had on its way: no part of the chain. */
  private static final Set<String> LOCAL = Set.copyOf(RocksStore.localFamilies());

  private Path directory;
  private Path data;
  private Path sound;
  private Genesis genesis;
  private int copies;
  private final TreeMap<String, List<Entry>> entries = new TreeMap<>();

  private record Entry(String describe, long height, Bytes key, Bytes value) {}

  /** Bytes that are not compared. */
  private static final class Bytes {
    private final byte[] bytes;

    Bytes(byte[] bytes) {
      this.bytes = bytes;
    }
  }

  @BeforeAll
  void aNodeRunsAndStops(@TempDir Path temporary) throws Exception {
    directory = temporary;
    String node;
    try (InProcessNetwork network = InProcessNetwork.started(directory.resolve("net"), 1, 0)) {
      node = network.nodes().getFirst();
      data = network.data(node);
      genesis = network.genesis();
      try (LedgerClient client = network.client("creator")) {
        Actor creator = Registrations.register(network, client, "creator");
        Actor publisher = Registrations.register(network, client, "publisher");
        TestRecords records = network.records();
        for (int i = 0; i < BLOCKS; i++) {
          TestRecord work = records.declare(creator, records.hash("content " + i % 5));
          network.accept(client, work);
          network.accept(client, records.transfer(creator, publisher, work.work(), 100 + i));
          if (i % 4 == 0) {
            network.awaitSealed(client);
          }
        }
        network.awaitSealed(client);
      }
    }
    sound = data.resolve("store");
    try (RocksStore store = RocksStore.openReadOnly(sound)) {
      for (String family : RocksStore.families()) {
        List<Entry> list = new ArrayList<>();
        store.scan(
            family,
            entry -> list.add(entry(entry)),
            damage -> {
              throw new AssertionError(damage);
            });
        entries.put(family, list);
      }
    }
  }

  private static Entry entry(RawEntry raw) {
    return new Entry(raw.describe(), raw.height(), new Bytes(raw.key()), new Bytes(raw.value()));
  }

  private Path copy() throws IOException {
    return RawStore.copy(sound, directory.resolve("copy-" + copies++));
  }

  private List<Fsck.Finding> check(Path store) throws IOException {
    return Fsck.check(genesis, store, directory.resolve("replay"), height -> {}).findings();
  }

  /** Without its newest header, its card or its form, a store shows nothing: then height 0. */
  private static void assertNames(long height, List<Fsck.Finding> findings) {
    assertThat(findings)
        .satisfiesAnyOf(
            found -> assertThat(found).extracting(f -> f.height().value()).contains(height),
            found ->
                assertThat(found)
                    .singleElement()
                    .satisfies(f -> assertThat(f.what()).startsWith("the store does not open")));
  }

  @Test
  void aSoundStoreGivesACleanReport() throws Exception {
    Fsck.Report report = Fsck.check(genesis, copy(), directory.resolve("replay"), height -> {});
    assertThat(report.findings()).isEmpty();
    assertThat(report.height().value()).isGreaterThanOrEqualTo(2 * BLOCKS + 2);
    assertThat(report.seals()).isPositive();
    assertThat(ColophonNode.run("fsck", data.toString())).isZero();
    assertThat(directory.resolve("replay")).doesNotExist();
  }

  @Test
  void oneChangedBitInAnyEntryOfTheChainIsFoundWithItsHeight() throws Exception {
    Random random = new Random(SEED);
    Path store = copy();
    for (String family : entries.keySet()) {
      if (LOCAL.contains(family)) {
        continue;
      }
      List<Entry> list = Optional.ofNullable(entries.get(family)).orElseThrow();
      assertThat(list).as(family).isNotEmpty();
      for (int pick : List.of(0, list.size() / 2, list.size() - 1)) {
        Entry entry = list.get(pick);
        byte[] value = entry.value.bytes.clone();
        if (value.length == 0) {
          continue;
        }
        value[random.nextInt(value.length)] ^= (byte) (1 << random.nextInt(8));
        RawStore.put(store, family, entry.key.bytes, value);
        List<Fsck.Finding> found = check(store);
        assertThat(found).as("%s %s", family, entry.describe).isNotEmpty();
        assertNames(entry.height, found);
        RawStore.put(store, family, entry.key.bytes, entry.value.bytes);
      }
    }
    assertThat(check(store)).isEmpty();
  }

  @Test
  void anEntryThatIsGoneOrWasAddedIsFound() throws Exception {
    Path store = copy();
    for (String family : entries.keySet()) {
      if (LOCAL.contains(family) || family.equals("meta")) {
        continue;
      }
      List<Entry> list = Optional.ofNullable(entries.get(family)).orElseThrow();
      Entry entry = list.get(list.size() / 2);
      RawStore.delete(store, family, entry.key.bytes);
      assertThat(check(store)).as("%s without %s", family, entry.describe).isNotEmpty();
      // A seal that is gone is missed by the header that names it.
      assertThat(check(store).getFirst().height().value())
          .as("%s without %s", family, entry.describe)
          .isBetween(entry.height, entry.height + 1);
      RawStore.put(store, family, entry.key.bytes, entry.value.bytes);
      byte[] forged = entry.key.bytes.clone();
      forged[forged.length - 1] ^= 0x40;
      RawStore.put(store, family, forged, entry.value.bytes);
      assertThat(check(store)).as("%s with a neighbour of %s", family, entry.describe).isNotEmpty();
      RawStore.delete(store, family, forged);
    }
    assertThat(check(store)).isEmpty();
  }

  @Test
  void flippedBytesInAnyTableFileAreFoundWithAHeight() throws Exception {
    Random random = new Random(SEED);
    List<Path> tables;
    try (Stream<Path> files = Files.list(sound)) {
      tables = files.filter(f -> f.toString().endsWith(".sst")).sorted().toList();
    }
    assertThat(tables).isNotEmpty();
    Path store = copy();
    for (Path table : tables) {
      Path file = store.resolve(table.getFileName().toString());
      byte[] right = Files.readAllBytes(table);
      for (int i = 0; i < 3; i++) {
        byte[] wrong = right.clone();
        int at = i == 0 ? right.length / 2 : random.nextInt(right.length);
        wrong[at] ^= (byte) (1 + random.nextInt(255));
        Files.write(file, wrong);
        assertThat(check(store))
            .as("seed %d, %s at %d of %d", SEED, table.getFileName(), at, right.length)
            .isNotEmpty()
            .allSatisfy(f -> assertThat(f.what()).doesNotContain("in use"));
      }
      Files.write(file, right);
    }
    assertThat(check(store)).isEmpty();
  }

  @Test
  void theOperatorsCommandSaysNotSound() throws Exception {
    Path other = directory.resolve("other-data");
    RawStore.copy(data, other);
    Entry leaf = Optional.ofNullable(entries.get("leaves")).orElseThrow().get(5);
    byte[] changed = leaf.value.bytes.clone();
    changed[changed.length / 2] ^= 1;
    RawStore.put(other.resolve("store"), "leaves", leaf.key.bytes, changed);
    assertThat(ColophonNode.run("fsck", "--json", other.toString())).isEqualTo(1);
    assertThat(ColophonNode.run("fsck", directory.resolve("nowhere").toString())).isEqualTo(4);
  }
}
