package org.colophon.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.chain.NewBlock;
import org.colophon.core.port.Commit;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.port.MissingBodyException;
import org.colophon.core.port.StoreException;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.MerkleHash;
import org.colophon.storage.archive.Archive;
import org.colophon.storage.archive.ArchivedRange;
import org.colophon.storage.archive.SegmentOutput;
import org.colophon.testkit.Ledgers;
import org.colophon.testkit.SeededLedger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bodies leave a store and are found again; nothing else changes, and nothing is lost. */
class TakenOutTest {
  private static final int BLOCKS = 12;
  private static final int RECORDS = 200;
  private static final Height SEVEN = new Height(7);

  @TempDir private Path directory;
  private final SeededLedger ledger = new SeededLedger(5);
  private final List<String> faults = new ArrayList<>();
  private Path folder;
  private Path place;
  private Archive archive;
  private RocksStore store;

  @BeforeEach
  void fills() throws Exception {
    folder = Files.createDirectory(directory.resolve("archive"));
    place = directory.resolve("store");
    archive =
        new Archive(
            List.of(directory.resolve("not there"), folder),
            new Archive.Faults() {
              @Override
              public void faulty(Hash segment, String what) {
                faults.add(what);
              }

              @Override
              public void readable(Hash segment) {
                faults.clear();
              }
            });
    store = RocksStore.create(place, SeededLedger.GENESIS, StoreSettings.reading(archive));
    store.commit(ledger.block(0));
    for (int i = 0; i < BLOCKS; i++) {
      store.commit(ledger.block(RECORDS));
      store.commit(ledger.seal());
    }
    store.flush();
  }

  @AfterEach
  void closes() throws Exception {
    store.close();
  }

  /** Writes blocks as a range has them, but for its head and seals. */
  private ArchivedRange segment(long from, long to) throws Exception {
    Path draft = folder.resolve("draft");
    try (SegmentOutput out = new SegmentOutput(Files.newOutputStream(draft))) {
      for (NewBlock block : ledger.commits().stream().flatMap(c -> c.block().stream()).toList()) {
        long height = block.header().height().value();
        if (height >= from && height <= to) {
          out.line(block.header().bytes());
          for (NewBlock.Entry entry : block.entries()) {
            out.line(entry.record().bytes());
          }
        }
      }
    }
    Hash digest = Archive.digest(draft);
    Files.move(draft, folder.resolve(Archive.fileName(digest)));
    return new ArchivedRange(digest, new Height(from), new Height(to));
  }

  private Path file(ArchivedRange range) {
    return folder.resolve(Archive.fileName(range.segment()));
  }

  private void reopen() throws Exception {
    store.close();
    store = RocksStore.open(place, SeededLedger.GENESIS, StoreSettings.reading(archive));
  }

  private static long bytesOf(Path directory) throws IOException {
    long bytes = 0;
    for (Path file : Directories.files(directory, ".*\\.sst")) {
      bytes += Files.size(file);
    }
    return bytes;
  }

  /** A fresh reader, so that nothing that was read before stands in for the file. */
  private byte[] read(LeafIndex leaf) throws Exception {
    Archive cold = new Archive(List.of(folder), Archive.Faults.UNHEARD);
    store.close();
    try (RocksStore cool = RocksStore.openReadOnly(place, cold);
        LedgerReader reader = cool.read()) {
      return reader.leaf(leaf).orElseThrow();
    } finally {
      store = RocksStore.open(place, SeededLedger.GENESIS, StoreSettings.reading(archive));
    }
  }

  @Test
  void whatIsTakenOutIsReadAsBeforeAndTheStoreIsSmaller() throws Exception {
    long before = bytesOf(place);
    assertThat(store.firstHeld()).isEqualTo(new Height(1));
    ArchivedRange first = segment(1, 4);
    ArchivedRange second = segment(5, 7);
    assertThat(store.takeOut(first)).isEqualTo(4 * RECORDS);
    assertThat(store.takeOut(second)).isEqualTo(3 * RECORDS);
    assertThat(store.firstHeld()).isEqualTo(new Height(8));
    assertThat(store.archived()).containsExactly(first, second);
    Ledgers.assertHolds(store, ledger);
    assertThat(bytesOf(place)).isLessThan(before * 3 / 4);
    assertThat(store.takeOut(first)).as("again").isZero();
    reopen();
    store.commit(ledger.block(3));
    Ledgers.assertHolds(store, ledger);
    assertThat(store.archived()).containsExactly(first, second);
    assertThat(faults).isEmpty();
  }

  @Test
  void aStoreWithoutItsBodiesSaysSoToReleasesThatDoNotKnowThem() throws Exception {
    assertThat(Files.readString(place.resolve("STORE.json"))).contains("\"format\":1");
    store.takeOut(segment(1, 2));
    assertThat(Files.readString(place.resolve("STORE.json"))).contains("\"format\":2");
    store.commit(ledger.block(1));
    store.flush();
    assertThat(Files.readString(place.resolve("STORE.json"))).contains("\"format\":2");
  }

  @Test
  void aMissingSegmentIsNamedAndAllElseIsStillRead() throws Exception {
    ArchivedRange range = segment(1, 7);
    store.takeOut(range);
    Path away = directory.resolve("away");
    Files.move(file(range), away);
    try (LedgerReader reader = store.read()) {
      LeafIndex leaf = reader.header(new Height(3)).orElseThrow().firstIndex();
      assertThatThrownBy(() -> reader.leaf(leaf))
          .isInstanceOf(MissingBodyException.class)
          .hasMessageContaining(range.segment() + ": not there")
          .hasMessageContaining(folder.toString());
      assertThat(faults).hasSize(1);
      assertThat(reader.nodes().node(0, leaf.value())).isEqualTo(MerkleHash.leaf(bodyOf(leaf)));
      assertThat(reader.blockOf(leaf)).contains(reader.header(new Height(3)).orElseThrow());
      Files.move(away, file(range));
      assertThat(reader.leaf(leaf)).hasValueSatisfying(b -> assertThat(b).isEqualTo(bodyOf(leaf)));
      assertThat(faults).as("told that it is back").isEmpty();
    }
  }

  private byte[] bodyOf(LeafIndex leaf) {
    for (Commit commit : ledger.commits()) {
      if (commit.block().isPresent() && commit.block().get().header().covers(leaf)) {
        NewBlock block = commit.block().get();
        long at = leaf.value() - block.header().firstIndex().value();
        return block.entries().get((int) at).record().bytes();
      }
    }
    throw new AssertionError("leaf " + leaf);
  }

  @Test
  void whateverIsDoneToASegmentIsRefusedAndASoundCopyIsReadInstead() throws Exception {
    ArchivedRange range = segment(1, 7);
    store.takeOut(range);
    byte[] sound = Files.readAllBytes(file(range));
    LeafIndex leaf = new LeafIndex(1);
    byte[] flipped = sound.clone();
    flipped[40] ^= 1;
    assertRefused(range, flipped, leaf, "damaged at byte 0");
    assertRefused(range, Arrays.copyOf(sound, 20), leaf, "damaged at byte 0: it ends too early");
    assertRefused(range, new byte[0], leaf, "the file ends");
    ArchivedRange other = segment(8, 9);
    assertRefused(range, Files.readAllBytes(file(other)), leaf, "holds another text");
    assertRefused(range, bomb(), leaf, "bytes of text");

    Path copies = Files.createDirectory(RocksStore.segmentsOf(place));
    Files.write(copies.resolve(Archive.fileName(range.segment())), sound);
    Files.write(file(range), flipped);
    assertThat(read(leaf)).isEqualTo(bodyOf(leaf));
  }

  private void assertRefused(ArchivedRange range, byte[] bytes, LeafIndex leaf, String why)
      throws Exception {
    Files.write(file(range), bytes);
    assertThatThrownBy(() -> read(leaf))
        .isInstanceOf(MissingBodyException.class)
        .hasMessageContaining(file(range) + ": ")
        .hasMessageContaining(why);
    assertThatThrownBy(() -> store.segment(range.segment()))
        .hasMessageContaining("damaged: SHA-256");
  }

  /** A few bytes that would become very many. */
  private static byte[] bomb() throws IOException {
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    try (OutputStream out = new java.util.zip.GZIPOutputStream(bytes)) {
      byte[] nothing = new byte[1 << 20];
      for (int i = 0; i < 40; i++) {
        out.write(nothing);
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void nothingGoesThatTheSegmentDoesNotHold() throws Exception {
    ArchivedRange tooShort = segment(1, 4);
    long before = bytesOf(place);
    assertThatThrownBy(
            () -> store.takeOut(new ArchivedRange(tooShort.segment(), tooShort.from(), SEVEN)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("is not in it");
    ArchivedRange later = segment(5, 6);
    assertThatThrownBy(
            () -> store.takeOut(new ArchivedRange(later.segment(), new Height(1), later.to())))
        .hasMessageContaining("leaf 1 is not in it");
    Files.delete(file(later));
    assertThatThrownBy(() -> store.takeOut(later)).hasMessageContaining("not there");
    assertThat(store.firstHeld()).isEqualTo(new Height(1));
    assertThat(bytesOf(place)).isEqualTo(before);
    Files.delete(file(tooShort));
    Ledgers.assertHolds(store, ledger);
  }

  @Test
  void whatACrashLeavesInTheMiddleGoesOn() throws Exception {
    ArchivedRange whole = segment(1, 7);
    // Blocks 1 to 3 had gone when the power failed, out of the same segment.
    store.takeOut(new ArchivedRange(whole.segment(), new Height(1), new Height(3)));
    Path left = Directories.copy(place, directory.resolve("left"));
    store.close();
    place = left;
    store = RocksStore.open(place, SeededLedger.GENESIS, StoreSettings.reading(archive));
    Ledgers.assertHolds(store, ledger);
    assertThat(store.firstHeld()).isEqualTo(new Height(4));
    assertThat(store.takeOut(whole)).isEqualTo(4 * RECORDS);
    assertThat(store.archived()).containsExactly(whole);
    Ledgers.assertHolds(store, ledger);
  }

  @Test
  void aCopyReadsTheSameSegmentsAndTakesAlongThoseOfTheStoreItself() throws Exception {
    ArchivedRange range = segment(1, 7);
    store.takeOut(range);
    Path own = Files.createDirectory(RocksStore.segmentsOf(place));
    Files.move(file(range), own.resolve(Archive.fileName(range.segment())));
    Path copy = directory.resolve("copy");
    store.checkpoint(copy);
    try (RocksStore copied = RocksStore.openReadOnly(copy)) {
      Ledgers.assertHolds(copied, ledger);
    }
  }

  @Test
  void anAuditFindsNothingBesideAReplayWithAllBodiesAndEverythingElse() throws Exception {
    ArchivedRange range = segment(1, 7);
    store.takeOut(range);
    store.close();
    try (RocksStore replay = RocksStore.create(directory.resolve("replay"), SeededLedger.GENESIS)) {
      for (Commit commit : ledger.commits()) {
        replay.commit(commit);
      }
      List<Difference> found = new ArrayList<>();
      try (StoreAudit audit = StoreAudit.open(place, archive)) {
        audit.compare(replay, ReplayScope.WHOLE, found::add);
        audit.verifySegments(found::add);
        assertThat(found).isEmpty();
        Path card = place.resolve("STORE.json");
        String text = Files.readString(card);
        Files.writeString(card, text.replace("\"format\":2", "\"format\":1"));
        audit.compare(replay, ReplayScope.WHOLE, found::add);
        assertThat(found)
            .singleElement()
            .matches(f -> f.detail().equals("format: 1 (expected: 2)"));
        Files.writeString(card, text);
        found.clear();
        byte[] bytes = Files.readAllBytes(file(range));
        bytes[bytes.length / 2] ^= 1;
        Files.write(file(range), bytes);
        audit.verifySegments(found::add);
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().key()).isEqualTo("bodies of blocks 1 to 7");
        assertThat(found.getFirst().detail()).contains("damaged");
      }
    } finally {
      store = RocksStore.open(place, SeededLedger.GENESIS, StoreSettings.reading(archive));
    }
  }
}
