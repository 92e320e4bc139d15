package org.colophon.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.Link;
import org.colophon.core.chain.NewBlock;
import org.colophon.core.chain.TreeNode;
import org.colophon.core.port.Commit;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.TreeHash;
import org.colophon.storage.Difference.Kind;
import org.colophon.testkit.SeededLedger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that was changed behind its back, beside a replay of its chain. */
class AuditTest {
  /** Families that a replay gives, the store's own description of itself included. */
  private static final List<String> COMPARED =
      StoreAudit.families().stream().filter(f -> !StoreAudit.localFamilies().contains(f)).toList();

  @TempDir private Path directory;
  private final SeededLedger ledger = new SeededLedger(21);
  private final Map<String, List<RawEntry>> entries = new HashMap<>();
  private Path place = Path.of("actual");
  private RocksStore expected;
  private long tip;

  @BeforeEach
  void fillsTwoStores() throws Exception {
    ledger.block(0);
    for (int i = 0; i < 60; i++) {
      ledger.next();
    }
    ledger.control();
    ledger.seal();
    ledger.block(3);
    ledger.seal();
    place = directory.resolve("actual");
    try (RocksStore actual = RocksStore.create(place, SeededLedger.GENESIS)) {
      for (Commit commit : ledger.commits()) {
        actual.commit(commit);
      }
    }
    expected = replay(ledger.commits().size());
    try (StoreAudit actual = StoreAudit.open(place)) {
      tip = actual.newest().value();
      for (String family : StoreAudit.families()) {
        List<RawEntry> list = new ArrayList<>();
        actual.scan(family, list::add, AuditTest::refuse);
        entries.put(family, list);
      }
    }
  }

  /** A replay knows neither the ordering's positions nor what sealing kept on its way. */
  private RocksStore replay(int commits) throws Exception {
    RocksStore replay =
        RocksStore.create(directory.resolve("replay-" + commits), SeededLedger.GENESIS);
    for (Commit commit : ledger.commits().subList(0, commits)) {
      replay.commit(new Commit(commit.position(), commit.block(), commit.seal(), List.of()));
    }
    return replay;
  }

  private static void refuse(Difference damage) {
    throw new AssertionError(damage);
  }

  @AfterEach
  void closesTheReplay() throws Exception {
    expected.close();
  }

  private List<Difference> audit() throws Exception {
    return audit(expected, ReplayScope.WHOLE);
  }

  private List<Difference> audit(RocksStore replay, ReplayScope scope) throws Exception {
    List<Difference> found = new ArrayList<>();
    try (StoreAudit actual = StoreAudit.open(place)) {
      assertThat(actual.newest().value()).isEqualTo(tip);
      actual.compare(replay, scope, found::add);
    }
    return found;
  }

  private List<RawEntry> entries(String family) {
    return Optional.ofNullable(entries.get(family)).orElseThrow();
  }

  /** The first, one in the middle and the newest. */
  private List<RawEntry> picked(String family) {
    List<RawEntry> all = entries(family);
    return List.of(all.getFirst(), all.get(all.size() / 2), all.getLast());
  }

  private void damage(Damage damage, RawEntry entry) throws Exception {
    Optional<byte[]> left = damage.of(entry.value());
    if (left.isPresent()) {
      RawStore.put(place, entry.family(), entry.key(), left.get());
    } else {
      RawStore.delete(place, entry.family(), entry.key());
    }
  }

  private void mend(RawEntry entry) throws Exception {
    RawStore.put(place, entry.family(), entry.key(), entry.value());
  }

  @Test
  void twoStoresOfOneChainDoNotDiffer() throws Exception {
    assertThat(audit()).isEmpty();
    assertThat(StoreAudit.localFamilies()).containsExactly("position", "control");
  }

  @Test
  void everyEntryOfEveryFamilyNamesTheBlockThatItCameWith() {
    Map<String, Long> heights = heights();
    for (String family : StoreAudit.families()) {
      assertThat(entries(family))
          .as(family)
          .isNotEmpty()
          .allSatisfy(entry -> {
            assertThat(entry.family()).isEqualTo(family);
            assertThat(heights).containsEntry(entry.describe(), entry.height());
          });
      assertThat(entries(family).stream().map(RawEntry::key).toList())
          .isSortedAccordingTo(Arrays::compareUnsigned);
    }
  }

  /** What each commit writes, in the words of an audit, and the newest block at that commit. */
  private Map<String, Long> heights() {
    Map<String, Long> heights = new HashMap<>();
    long height = 0;
    long covered = 0;
    for (Commit commit : ledger.commits()) {
      if (commit.block().isPresent()) {
        height = commit.block().get().header().height().value();
        putBlock(commit.block().get(), heights);
      }
      if (commit.seal().isPresent()) {
        long size = commit.seal().get().size().value();
        heights.put("seal " + commit.seal().get().number(), height);
        if (size > covered) {
          heights.put("first seal of size " + size, height);
          covered = size;
        }
      }
      for (var change : commit.control()) {
        heights.put("control " + change.key(), height);
      }
    }
    for (String whole : List.of("meta format", "meta genesis", "position applied")) {
      heights.put(whole, height);
    }
    return heights;
  }

  private static void putBlock(NewBlock block, Map<String, Long> heights) {
    BlockHeader header = block.header();
    long height = header.height().value();
    heights.put("header " + height, height);
    heights.put("time " + header.time() + " of block " + height, height);
    heights.put("leaf " + header.leafIndex(), height);
    long leaf = header.firstIndex().value();
    for (NewBlock.Entry entry : block.entries()) {
      heights.put("leaf " + leaf, height);
      heights.put("record id " + entry.record().id(), height);
      for (Link link : entry.links()) {
        heights.put("link " + link.kind() + " " + link.key() + " to leaf " + leaf, height);
      }
      leaf++;
    }
    for (TreeNode node : block.nodes()) {
      String tree = node.tree() == TreeHash.SM3 ? "sm3 tree node " : "tree node ";
      heights.put(tree + node.level() + "/" + node.index(), height);
    }
    block.state().forEach(change -> heights.put("state " + change.key(), height));
  }

  @Test
  void findsDamageAnywhereInAnyComparedFamilyAndNamesTheHeight() throws Exception {
    for (String family : COMPARED) {
      for (RawEntry entry : picked(family)) {
        for (Damage damage : Damage.values()) {
          if (!damage.leavesAMark(entry.value())) {
            continue;
          }
          damage(damage, entry);
          assertThat(audit())
              .as("%s %s", entry.describe(), damage)
              .singleElement()
              .satisfies(found -> {
                assertThat(found.family()).isEqualTo(family);
                assertThat(found.key()).isEqualTo(entry.describe());
                assertThat(found.height()).isEqualTo(entry.height());
                assertThat(found.kind())
                    .isEqualTo(damage == Damage.DELETED ? Kind.MISSING : Kind.CHANGED);
                assertThat(found.detail()).contains("expected");
              });
          mend(entry);
        }
      }
    }
    assertThat(audit()).isEmpty();
  }

  @Test
  void findsADamagedPositionAtTheNewestBlock() throws Exception {
    RawEntry position = entries("position").getFirst();
    for (Damage damage : Damage.values()) {
      damage(damage, position);
      assertThat(audit())
          .as(damage.toString())
          .singleElement()
          .satisfies(found -> {
            assertThat(found.key()).isEqualTo("position applied");
            assertThat(found.height()).isEqualTo(tip);
          });
      mend(position);
    }
  }

  @Test
  void findsAPositionThatCannotHaveMadeTheNewestBlock() throws Exception {
    RawEntry position = entries("position").getFirst();
    byte[] zero = position.value();
    Arrays.fill(zero, 0, 2 * Long.BYTES, (byte) 0);
    RawStore.put(place, "position", position.key(), zero);
    assertThat(audit())
        .allSatisfy(found -> assertThat(found.height()).isEqualTo(tip))
        .extracting(Difference::detail)
        .anySatisfy(detail -> assertThat(detail).startsWith("index: 0 (expected: "))
        .anySatisfy(detail -> assertThat(detail).startsWith("term: 0 (expected: "));
  }

  @Test
  void findsADamagedCardAtTheNewestBlock() throws Exception {
    Path card = place.resolve("STORE.json");
    byte[] good = Files.readAllBytes(card);
    String text = Files.readString(card);
    String other = text.replace(SeededLedger.GENESIS.hex(), Hash.sha256(new byte[1]).hex());
    List<byte[]> wrong = new ArrayList<>();
    for (int at : List.of(0, good.length / 2, good.length - 1)) {
      wrong.add(Damage.flip(good, at, 7));
    }
    wrong.add(new byte[0]);
    wrong.add(Arrays.copyOf(good, good.length / 2));
    wrong.add(utf8(other));
    wrong.add(utf8(text.replace("\"index\":", "\"index\":9")));
    wrong.add(utf8(text.replace("\"format\":1", "\"format\":3")));
    for (byte[] bytes : wrong) {
      Files.write(card, bytes);
      assertFindsTheCard(Kind.CHANGED);
    }
    Files.delete(card);
    assertFindsTheCard(Kind.MISSING);
    Files.write(card, good);
    assertThat(audit()).isEmpty();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void assertFindsTheCard(Kind kind) throws Exception {
    assertThat(audit())
        .singleElement()
        .satisfies(found -> {
          assertThat(found.key()).isEqualTo("STORE.json");
          assertThat(found.kind()).isEqualTo(kind);
          assertThat(found.height()).isEqualTo(tip);
          assertThat(found.detail()).isNotEmpty();
        });
  }

  @Test
  void findsAChangedHeightInFrontOfAState() throws Exception {
    RawEntry entry = entries("state").getFirst();
    RawStore.put(place, "state", entry.key(), Damage.flip(entry.value(), 7, 0));
    assertThat(audit())
        .singleElement()
        .satisfies(found -> assertThat(found.height()).isEqualTo(entry.height()));
  }

  @Test
  void oneForgedEntryDoesNotMoveTheNewestBlock() throws Exception {
    for (String family : List.of("headers", "leaves", "time", "position")) {
      RawEntry newest = entries(family).getLast();
      byte[] key = newest.key();
      byte[] value = newest.value();
      // The height stands at the end of a header's and a time's key, and elsewhere in the value.
      switch (family) {
        case "headers", "time" -> key[key.length - 2] ^= 0x40;
        case "leaves" -> value[Long.BYTES - 2] ^= 0x40;
        default -> value[value.length - 2] ^= 0x40;
      }
      RawStore.put(place, family, key, value);
      assertThat(audit()).as(family).hasSize(1);
      if (!Arrays.equals(key, newest.key())) {
        RawStore.delete(place, family, key);
      }
      mend(newest);
    }
    assertThat(audit()).isEmpty();
  }

  @Test
  void findsAnEntryThatShouldNotBeThere() throws Exception {
    for (String family : COMPARED) {
      List<RawEntry> entries = entries(family);
      RawEntry entry = entries.get(entries.size() / 2);
      byte[] forged = keyThatIsNotIn(entries, entry.key());
      RawStore.put(place, family, forged, entry.value());
      assertThat(audit())
          .as(family)
          .singleElement()
          .satisfies(found -> {
            assertThat(found.family()).isEqualTo(family);
            assertThat(found.kind()).isEqualTo(Kind.EXTRA);
            assertThat(found.height()).isNotNegative();
          });
      RawStore.delete(place, family, forged);
    }
    assertThat(audit()).isEmpty();
  }

  private static byte[] keyThatIsNotIn(List<RawEntry> entries, byte[] key) {
    for (int bit = 0; bit < 15; bit++) {
      byte[] forged = Damage.flip(key, key.length - 1 - bit / 8, bit % 8);
      if (entries.stream().noneMatch(entry -> Arrays.equals(entry.key(), forged))) {
        return forged;
      }
    }
    throw new AssertionError("every neighbour is there");
  }

  @Test
  void findsAKeyThatHasNoForm() throws Exception {
    RawStore.put(place, "leaves", new byte[] {1, 2, 3}, new byte[] {4});
    assertThat(audit())
        .singleElement()
        .satisfies(found -> {
          assertThat(found.key()).isEqualTo("key 0x010203");
          assertThat(found.kind()).isEqualTo(Kind.EXTRA);
          assertThat(found.height()).isNotNegative();
        });
  }

  @Test
  void findsALocalEntryThatHasLostItsForm() throws Exception {
    RawStore.put(place, "control", new byte[] {'k'}, new byte[] {1});
    assertThat(audit())
        .singleElement()
        .satisfies(found -> {
          assertThat(found.family()).isEqualTo("control");
          assertThat(found.kind()).isEqualTo(Kind.CHANGED);
          assertThat(found.height()).isEqualTo(tip);
        });
  }

  @Test
  void findsBlocksThatOnlyTheReplayHas() throws Exception {
    expected.commit(ledger.block(2));
    List<Difference> found = audit();
    assertThat(found).isNotEmpty().allSatisfy(d -> assertThat(d.height()).isNotNegative());
    assertThat(found).extracting(Difference::family).contains("headers", "leaves", "ids", "time");
  }

  @Test
  void aReplayOfTheBeginningIsComparedWithWhatItHolds() throws Exception {
    List<Commit> half = ledger.commits().subList(0, ledger.commits().size() / 2);
    long last = half.stream().filter(commit -> commit.block().isPresent()).count() - 1;
    try (RocksStore beginning = replay(half.size())) {
      assertThat(audit(beginning, ReplayScope.BEGINNING)).isEmpty();
      for (String family : List.of("headers", "leaves", "ids", "tree", "state", "links", "time")) {
        // Old enough to be in the replay, and among states one that was not written anew since.
        RawEntry entry =
            entries(family).stream().filter(e -> e.height() <= last).findFirst().orElseThrow();
        damage(entry.value().length == 0 ? Damage.DELETED : Damage.FLIPPED_LAST, entry);
        assertThat(audit(beginning, ReplayScope.BEGINNING))
            .as(family)
            .singleElement()
            .satisfies(found -> assertThat(found.height()).isEqualTo(entry.height()));
        mend(entry);
      }
    }
  }

  @Test
  void refusesAFamilyThatIsNotThere() throws Exception {
    try (StoreAudit actual = StoreAudit.open(place)) {
      assertThatThrownBy(() -> actual.scan("recipes", entry -> {}, AuditTest::refuse))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
