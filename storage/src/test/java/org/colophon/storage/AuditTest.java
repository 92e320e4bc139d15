package org.colophon.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.colophon.core.port.Commit;
import org.colophon.core.port.StoreException;
import org.colophon.storage.Difference.Kind;
import org.colophon.testkit.SeededLedger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTest {
  @TempDir private Path directory;
  private final SeededLedger ledger = new SeededLedger(21);
  private Path place = Path.of("actual");
  private RocksStore expected;

  @BeforeEach
  void fillsTwoStores() throws Exception {
    ledger.block(0);
    for (int i = 0; i < 60; i++) {
      ledger.next();
    }
    ledger.control();
    ledger.seal();
    ledger.block(3);
    place = directory.resolve("actual");
    try (RocksStore actual = RocksStore.create(place, SeededLedger.GENESIS)) {
      for (Commit commit : ledger.commits()) {
        actual.commit(commit);
      }
    }
    // A replay knows neither the ordering's positions nor what sealing kept on its way.
    expected = RocksStore.create(directory.resolve("expected"), SeededLedger.GENESIS);
    for (Commit commit : ledger.commits()) {
      expected.commit(new Commit(commit.position(), commit.block(), commit.seal(), List.of()));
    }
  }

  @AfterEach
  void closesTheReplay() throws Exception {
    expected.close();
  }

  private List<Difference> audit() throws Exception {
    List<Difference> found = new ArrayList<>();
    try (RocksStore actual = RocksStore.openReadOnly(place)) {
      RocksStore.compare(actual, expected, found::add);
    }
    return found;
  }

  private List<RawEntry> entries(String family) throws Exception {
    List<RawEntry> entries = new ArrayList<>();
    expected.scan(
        family,
        entries::add,
        damage -> {
          throw new AssertionError(damage);
        });
    return entries;
  }

  private static byte[] changed(byte[] bytes, int at) {
    byte[] changed = bytes.clone();
    changed[at] ^= 1;
    return changed;
  }

  @Test
  void twoStoresOfOneChainDoNotDiffer() throws Exception {
    assertThat(audit()).isEmpty();
    assertThat(RocksStore.localFamilies()).containsExactly("position", "control");
  }

  @Test
  void everyEntryOfEveryFamilyNamesItsHeight() throws Exception {
    for (String family : RocksStore.families()) {
      List<RawEntry> entries = new ArrayList<>();
      try (RocksStore actual = RocksStore.openReadOnly(place)) {
        actual.scan(
            family,
            entry -> {
              entries.add(entry);
              assertThat(entry.family()).isEqualTo(family);
              assertThat(entry.height()).as(entry.describe()).isNotNegative();
              assertThat(entry.describe()).doesNotContain("0x");
            },
            damage -> {
              throw new AssertionError(damage);
            });
      }
      assertThat(entries).as(family).isNotEmpty();
      assertThat(entries.stream().map(RawEntry::key).toList())
          .isSortedAccordingTo(Arrays::compareUnsigned);
    }
  }

  @Test
  void findsOneChangedBitInAnyEntryOfAnyComparedFamilyAndNamesTheHeight() throws Exception {
    Set<String> compared = new HashSet<>(RocksStore.families());
    compared.removeAll(RocksStore.localFamilies());
    // A store whose meta entries differ does not open; see RocksStoreOpenTest.
    compared.remove("meta");
    for (String family : compared) {
      List<RawEntry> entries = entries(family);
      for (int pick : List.of(0, entries.size() / 2, entries.size() - 1)) {
        RawEntry entry = entries.get(pick);
        if (entry.value().length == 0) {
          continue;
        }
        byte[] wrong = changed(entry.value(), entry.value().length - 1);
        RawStore.put(place, family, entry.key(), wrong);
        assertFindsTheChange(entry);
        RawStore.put(place, family, entry.key(), entry.value());
      }
    }
    assertThat(audit()).isEmpty();
  }

  private void assertFindsTheChange(RawEntry entry) throws Exception {
    List<Difference> differences;
    try {
      differences = audit();
    } catch (StoreException e) {
      // The newest header and the newest seal are read at once: without them nothing opens.
      assertThat(e).hasMessageContaining(entry.describe());
      return;
    }
    assertThat(differences)
        .as("%s %s", entry.family(), entry.describe())
        .singleElement()
        .satisfies(found -> {
          assertThat(found.family()).isEqualTo(entry.family());
          assertThat(found.key()).isEqualTo(entry.describe());
          assertThat(found.height()).isEqualTo(entry.height()).isNotNegative();
          assertThat(found.kind()).isEqualTo(Kind.CHANGED);
          assertThat(found.detail()).contains("expected");
        });
  }

  @Test
  void doesNotOpenWithoutTheNewestHeaderAndSaysWhichItIs() throws Exception {
    RawEntry newest = entries("headers").getLast();
    RawStore.put(place, "headers", newest.key(), changed(newest.value(), 5));
    assertThatThrownBy(this::audit)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("header " + newest.height());
  }

  @Test
  void findsAChangedHeightInFrontOfAState() throws Exception {
    RawEntry entry = entries("state").getFirst();
    RawStore.put(place, "state", entry.key(), changed(entry.value(), 7));
    assertThat(audit())
        .singleElement()
        .satisfies(found -> assertThat(found.height()).isEqualTo(entry.height()));
  }

  @Test
  void findsAnEntryThatIsGone() throws Exception {
    for (String family : List.of("headers", "leaves", "ids", "tree", "state", "links", "time")) {
      List<RawEntry> entries = entries(family);
      RawEntry entry = entries.get(entries.size() / 2);
      RawStore.delete(place, family, entry.key());
      assertThat(audit())
          .as(family)
          .singleElement()
          .satisfies(found -> {
            assertThat(found.kind()).isEqualTo(Kind.MISSING);
            assertThat(found.key()).isEqualTo(entry.describe());
            assertThat(found.height()).isEqualTo(entry.height());
          });
      RawStore.put(place, family, entry.key(), entry.value());
    }
  }

  @Test
  void findsAnEntryThatShouldNotBeThere() throws Exception {
    for (String family : List.of("ids", "links", "state", "tree", "time", "leaves")) {
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
      byte[] forged = key.clone();
      forged[key.length - 1 - bit / 8] ^= (byte) (1 << bit % 8);
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
  void refusesAFamilyThatIsNotThere() {
    assertThatThrownBy(() -> expected.scan("recipes", entry -> {}, damage -> {}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
