package org.colophon.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.colophon.core.RecordId;
import org.colophon.core.port.Commit;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.port.StoreException;
import org.colophon.storage.Difference.Kind;
import org.colophon.testkit.SeededLedger;
import org.colophon.testkit.Seeds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bits that rot in files: wherever it is, the audit finds it. */
class DamagedFilesTest {
  private static final String TABLES = ".*\\.sst";

  @TempDir private Path directory;
  private final SeededLedger ledger = new SeededLedger(31);
  private Path place = Path.of("actual");
  private RocksStore expected;

  @BeforeEach
  void fillsTwoStores() throws Exception {
    ledger.block(0);
    for (int i = 0; i < 200; i++) {
      ledger.next();
    }
    place = directory.resolve("actual");
    expected = RocksStore.create(directory.resolve("expected"), SeededLedger.GENESIS);
    try (RocksStore actual = RocksStore.create(place, SeededLedger.GENESIS)) {
      for (Commit commit : ledger.commits()) {
        actual.commit(commit);
        expected.commit(commit);
      }
    }
  }

  @AfterEach
  void closesTheReplay() throws Exception {
    expected.close();
  }

  private List<Difference> audit() throws StoreException {
    List<Difference> found = new ArrayList<>();
    try (StoreAudit actual = StoreAudit.open(place)) {
      actual.compare(expected, ReplayScope.WHOLE, found::add);
    }
    return found;
  }

  /** Without its manifest an audit may have nothing to look at; then that is what it says. */
  private void assertNotSound() {
    try {
      assertThat(audit()).isNotEmpty();
    } catch (StoreException e) {
      assertThat(e).hasMessageContaining(place.toString());
    }
  }

  private static void flip(Path file, SplittableRandom random) throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    Files.write(file, bytes);
  }

  @Test
  void findsAnyFlippedBitInAnyTableAndNamesTheHeight() {
    Seeds.check(
        4,
        60,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          List<Path> tables = Directories.files(place, TABLES);
          Path table = tables.get(random.nextInt(tables.size()));
          byte[] good = Files.readAllBytes(table);
          flip(table, random);
          assertFindsUnreadable(table);
          Files.write(table, good);
        });
  }

  /** Or a record that stands would be taken a second time. */
  @Test
  void whatCannotBeReadIsNeverTakenForAbsent() throws Exception {
    List<RecordId> ids =
        ledger.commits().stream()
            .flatMap(commit -> commit.block().stream())
            .flatMap(block -> block.entries().stream())
            .map(entry -> entry.record().id())
            .toList();
    int unreadable = 0;
    for (Path table : Directories.files(place, TABLES)) {
      byte[] good = Files.readAllBytes(table);
      byte[] bad = good.clone();
      bad[good.length / 3] ^= 1;
      Files.write(table, bad);
      try (RocksStore damaged = RocksStore.openReadOnly(place);
          LedgerReader reader = damaged.read()) {
        assertThat(reader.leavesOf(ids)).doesNotContain(Optional.empty());
      } catch (UncheckedIOException e) {
        assertThat(e).hasMessageContaining(place.toString());
        unreadable++;
      } catch (StoreException e) {
        assertThat(e).hasMessageContaining("does not open");
      }
      Files.write(table, good);
    }
    assertThat(unreadable).as("tables whose damage shows only when they are read").isPositive();
  }

  @Test
  void findsATableThatIsCutShortOrGone() throws Exception {
    for (Path table : Directories.files(place, TABLES)) {
      byte[] good = Files.readAllBytes(table);
      Files.write(table, java.util.Arrays.copyOf(good, good.length / 2));
      assertFindsUnreadable(table);
      Files.delete(table);
      assertFindsUnreadable(table);
      Files.write(table, good);
    }
    assertThat(audit()).isEmpty();
  }

  private void assertFindsUnreadable(Path table) throws StoreException {
    assertThat(audit())
        .as(table.toString())
        .isNotEmpty()
        .allSatisfy(d -> assertThat(d.height()).isNotNegative())
        .allSatisfy(d -> assertThat(d.kind()).isEqualTo(Kind.UNREADABLE))
        .anySatisfy(d -> assertThat(d.key()).startsWith("file " + table.getFileName()));
  }

  @Test
  void goesOnBehindADamagedBlockAndNamesWhatStoodInIt() throws Exception {
    Path leaves =
        Directories.files(place, TABLES).stream()
            .max(java.util.Comparator.comparingLong(file -> file.toFile().length()))
            .orElseThrow();
    byte[] good = Files.readAllBytes(leaves);
    byte[] bad = good.clone();
    bad[good.length / 3] ^= 1;
    Files.write(leaves, bad);
    List<Difference> found = audit();
    assertThat(found)
        .anySatisfy(d -> {
          assertThat(d.family()).isEqualTo("leaves");
          assertThat(d.key()).matches("leaf \\d+ to leaf \\d+");
          assertThat(d.height()).isPositive();
        })
        .anySatisfy(d -> assertThat(d.key()).startsWith("file " + leaves.getFileName()));
    assertThat(found).hasSize(2);
    List<Difference> scanned = new ArrayList<>();
    List<RawEntry> entries = new ArrayList<>();
    try (StoreAudit actual = StoreAudit.open(place)) {
      actual.scan("leaves", entries::add, scanned::add);
      assertThat(scanned).singleElement().satisfies(d -> assertThat(d.height()).isNotNegative());
      actual.verifyFiles(scanned::add);
    }
    assertThat(entries).isNotEmpty();
    assertThat(scanned).hasSize(2);
  }

  @Test
  void doesNotOpenOnADamagedManifest() {
    Seeds.check(
        5,
        80,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          Path manifest = Directories.files(place, "MANIFEST-.*").getFirst();
          byte[] good = Files.readAllBytes(manifest);
          flip(manifest, random);
          assertThatThrownBy(() -> RocksStore.openReadOnly(place))
              .isInstanceOf(StoreException.class)
              .hasMessageContaining(place.toString());
          assertNotSound();
          Files.write(manifest, good);
        });
  }

  /** RocksDB looped for ever on a record whose type FULL, 1, had become RECYCLABLE_FULL, 5. */
  @Test
  void doesNotOpenOnAManifestWithARecordOfAnotherType() throws Exception {
    Path manifest = Directories.files(place, "MANIFEST-.*").getFirst();
    byte[] good = Files.readAllBytes(manifest);
    int records = 0;
    for (int at = 0; at + 7 <= good.length; at += 7 + length(good, at)) {
      byte[] damaged = good.clone();
      damaged[at + 6] ^= 4;
      Files.write(manifest, damaged);
      assertThatThrownBy(() -> RocksStore.openReadOnly(place))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("is damaged at byte " + at);
      records++;
    }
    assertThat(records).isGreaterThan(10);
    Files.write(manifest, good);
    RocksStore.openReadOnly(place).close();
  }

  private static int length(byte[] manifest, int at) {
    return Byte.toUnsignedInt(manifest[at + 4]) | Byte.toUnsignedInt(manifest[at + 5]) << 8;
  }

  @Test
  void doesNotOpenOnAManifestThatEndsTooEarly() throws Exception {
    Path manifest = Directories.files(place, "MANIFEST-.*").getFirst();
    byte[] good = Files.readAllBytes(manifest);
    for (int length = 0; length < good.length; length += 7) {
      Files.write(manifest, java.util.Arrays.copyOf(good, length));
      assertThatThrownBy(() -> RocksStore.openReadOnly(place))
          .as("%s of %s bytes", length, good.length)
          .isInstanceOf(StoreException.class);
      if (length % 5 == 0) {
        assertNotSound();
      }
    }
  }

  @Test
  void doesNotOpenOnADamagedPointerToTheManifest() throws Exception {
    Path current = place.resolve("CURRENT");
    byte[] good = Files.readAllBytes(current);
    for (int at = 0; at < good.length; at++) {
      byte[] bad = good.clone();
      bad[at] ^= 1;
      Files.write(current, bad);
      assertThatThrownBy(() -> RocksStore.openReadOnly(place))
          .as("byte %s", at)
          .isInstanceOf(StoreException.class);
      assertThatThrownBy(() -> RocksStore.open(place, SeededLedger.GENESIS))
          .isInstanceOf(StoreException.class);
      assertThat(Files.readAllBytes(current)).isEqualTo(bad);
    }
    Files.write(current, good);
    assertThat(audit()).isEmpty();
  }

  @Test
  void doesNotOpenOnADamagedCard() throws Exception {
    Path card = place.resolve("STORE.json");
    byte[] good = Files.readAllBytes(card);
    for (int at = 0; at < good.length; at++) {
      byte[] bad = good.clone();
      bad[at] ^= (byte) 0x80;
      Files.write(card, bad);
      assertThatThrownBy(() -> RocksStore.openReadOnly(place)).isInstanceOf(StoreException.class);
    }
  }
}
