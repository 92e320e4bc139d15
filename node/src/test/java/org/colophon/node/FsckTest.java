package org.colophon.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.colophon.core.membership.Genesis;
import org.colophon.crypto.Hash;
import org.colophon.node.admin.ColophonNode;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.storage.RawEntry;
import org.colophon.storage.StoreAudit;
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

  /** What a replay gives again; the rest belongs to the ordering. */
  private static final List<String> CHAIN =
      StoreAudit.families().stream().filter(f -> !StoreAudit.localFamilies().contains(f)).toList();

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
    try (InProcessNetwork network =
        InProcessNetwork.startedWithoutRecordKeys(directory.resolve("net"), 1, 0)) {
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
    try (StoreAudit store = StoreAudit.open(sound)) {
      for (String family : StoreAudit.families()) {
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

  private List<Entry> entries(String family) {
    return Optional.ofNullable(entries.get(family)).orElseThrow();
  }

  /** The first, one in the middle and the newest. */
  private List<Entry> picked(String family) {
    List<Entry> all = entries(family);
    return List.of(all.getFirst(), all.get(all.size() / 2), all.getLast());
  }

  private long tip() {
    return entries("headers").getLast().height;
  }

  /** Something is found, and nothing is found anywhere else. */
  private void assertFinds(long height, Path store, String what) throws IOException {
    assertThat(check(store))
        .as(what)
        .isNotEmpty()
        .allSatisfy(found -> {
          assertThat(found.height().value()).isEqualTo(height);
          assertThat(found.what()).doesNotContain("does not open");
        });
  }

  private void assertFindsChange(Path store, String family, Entry entry, byte[] value, String what)
      throws Exception {
    RawStore.put(store, family, entry.key.bytes, value);
    assertFinds(entry.height, store, entry.describe + ", " + what);
    RawStore.put(store, family, entry.key.bytes, entry.value.bytes);
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
  void damageToAnyEntryOfTheChainIsFoundAtItsHeight() throws Exception {
    Random random = new Random(SEED);
    Path store = copy();
    for (String family : CHAIN) {
      for (Entry entry : picked(family)) {
        byte[] value = entry.value.bytes;
        if (value.length > 0) {
          byte[] half = Arrays.copyOf(value, value.length / 2);
          assertFindsChange(store, family, entry, half, "half of it");
          byte[] flipped = value.clone();
          int at = random.nextInt(value.length);
          flipped[at] ^= (byte) (1 << random.nextInt(8));
          assertFindsChange(store, family, entry, flipped, "byte " + at + " flipped");
        }
        RawStore.delete(store, family, entry.key.bytes);
        assertFinds(entry.height, store, entry.describe + " deleted");
        RawStore.put(store, family, entry.key.bytes, value);
      }
    }
    assertThat(check(store)).isEmpty();
  }

  @Test
  void anotherValueOfAnyMemberOfAHeaderIsFoundAtItsHeight() throws Exception {
    Path store = copy();
    List<String> members =
        List.of(
            "\"count\":",
            "\"epoch\":",
            "\"height\":",
            "\"membership\":\"",
            "\"previous\":\"",
            "\"results\":\"",
            "\"root\":\"",
            "\"seal\":\"",
            "\"state\":\"",
            "\"term\":",
            "\"time\":",
            "\"version\":");
    for (Entry header : picked("headers")) {
      for (String member : members) {
        assertFindsChange(store, "headers", header, other(header, member), "other " + member);
      }
    }
    assertThat(check(store)).isEmpty();
  }

  @Test
  void anotherValueOfAnyMemberOfASealIsFoundAtItsHeight() throws Exception {
    Path store = copy();
    List<String> members =
        List.of(
            "\"attested\":",
            "\"earliest\":",
            "\"latest\":",
            "\"note\":\"",
            "\"number\":",
            "\"orderedAfter\":",
            "\"size\":");
    for (Entry seal : picked("seals")) {
      for (String member : members) {
        byte[] stored = other(seal, member);
        byte[] changed = Arrays.copyOfRange(stored, Hash.LENGTH, stored.length);
        assertFindsChange(store, "seals", seal, RawStore.digested(changed), "other " + member);
      }
    }
    assertThat(check(store)).isEmpty();
  }

  /** The value with another first character behind a name; digits stay digits, and not 0. */
  private static byte[] other(Entry entry, String name) {
    byte[] value = entry.value.bytes.clone();
    int at = new String(value, StandardCharsets.ISO_8859_1).indexOf(name) + name.length();
    assertThat(at).as(name).isGreaterThan(name.length());
    value[at] = (byte) (value[at] == '1' ? '3' : '1');
    return value;
  }

  @Test
  void anEntryThatWasAddedIsFound() throws Exception {
    Path store = copy();
    for (String family : CHAIN) {
      Entry entry = picked(family).get(1);
      byte[] forged = entry.key.bytes.clone();
      forged[forged.length - 1] ^= 0x40;
      RawStore.put(store, family, forged, entry.value.bytes);
      assertThat(check(store)).as("%s with a neighbour of %s", family, entry.describe).isNotEmpty();
      RawStore.delete(store, family, forged);
    }
    assertThat(check(store)).isEmpty();
  }

  @Test
  void aDamagedCardIsFoundAtTheTip() throws Exception {
    Path store = copy();
    Path card = store.resolve("STORE.json");
    byte[] good = Files.readAllBytes(card);
    for (int at : List.of(0, good.length / 2, good.length - 1)) {
      byte[] wrong = good.clone();
      wrong[at] ^= (byte) 0x80;
      Files.write(card, wrong);
      assertFinds(tip(), store, "card, byte " + at);
    }
    Files.write(card, Arrays.copyOf(good, good.length / 2));
    assertFinds(tip(), store, "half a card");
    Files.delete(card);
    assertFinds(tip(), store, "no card");
  }

  @Test
  void aDamagedPositionIsFoundAtTheTip() throws Exception {
    Path store = copy();
    Entry position = entries("position").getFirst();
    byte[] lower = position.value.bytes.clone();
    lower[lower.length - 1] ^= 1;
    assertFindsChange(store, "position", position, lower, "another height");
    RawStore.delete(store, "position", position.key.bytes);
    assertFinds(tip(), store, "no position");
  }

  @Test
  void damageToTheNewestBlockDoesNotHideDamageToEarlierOnes() throws Exception {
    Path store = copy();
    Files.delete(store.resolve("STORE.json"));
    RawStore.delete(store, "headers", entries("headers").getLast().key.bytes);
    Entry node = entries("tree").getFirst();
    RawStore.delete(store, "tree", node.key.bytes);
    assertThat(check(store))
        .extracting(found -> found.height().value())
        .containsExactlyInAnyOrder(tip(), tip(), node.height);
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
            .allSatisfy(f -> {
              assertThat(f.what()).doesNotContain("does not open").doesNotContain("in use");
              assertThat(f.height().value()).isBetween(0L, tip());
            });
      }
      Files.write(file, right);
    }
    assertThat(check(store)).isEmpty();
  }

  @Test
  void theOperatorsCommandSaysNotSound() throws Exception {
    Path other = directory.resolve("other-data");
    RawStore.copy(data, other);
    Entry leaf = entries("leaves").get(5);
    byte[] changed = leaf.value.bytes.clone();
    changed[changed.length / 2] ^= 1;
    RawStore.put(other.resolve("store"), "leaves", leaf.key.bytes, changed);
    assertThat(ColophonNode.run("fsck", "--json", other.toString())).isEqualTo(1);
    assertThat(ColophonNode.run("fsck", directory.resolve("nowhere").toString())).isEqualTo(4);
  }
}
