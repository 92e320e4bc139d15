package org.colophon.node.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.colophon.core.Height;
import org.colophon.core.NodeId;
import org.colophon.core.port.LedgerReader;
import org.colophon.crypto.Hash;
import org.colophon.node.DataLayout;
import org.colophon.node.Fsck;
import org.colophon.node.backup.Backup;
import org.colophon.node.backup.BackupFolder;
import org.colophon.node.backup.Manifest;
import org.colophon.node.backup.Restore;
import org.colophon.node.range.RangeExport;
import org.colophon.node.range.RangeImport;
import org.colophon.storage.RocksStore;
import org.colophon.storage.StoreAudit;
import org.colophon.storage.archive.Archive;
import org.colophon.storage.archive.SegmentOutput;
import org.colophon.testkit.Actor;
import org.colophon.testkit.MemoryStore;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestLedger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that stands archives its records; whatever happens on the way, none is lost. */
final class ArchivingTest {
  private static final int SEALS = 6;
  private static final int RECORDS = 80;

  /** Makes a segment of about two seals' blocks. */
  private static final long TEXT_BYTES = 120_000;

  @TempDir private Path directory;
  private final TestConsortium consortium = TestConsortium.ofSeed(9);
  private DataLayout layout;
  private Path folder;
  private Path before;
  private Archive archive;
  private Height sealed;

  @BeforeEach
  void makesALedger() throws Exception {
    layout = new DataLayout(directory.resolve("data"));
    layout.bind(consortium.genesis());
    folder = Files.createDirectory(directory.resolve("archive"));
    archive = new Archive(List.of(folder), Archive.Faults.UNHEARD);
    sealed = fill(SEALS, RECORDS);
    before = copy(layout.store(), directory.resolve("before"));
  }

  /** So many seals, each behind a block of so many works; returns where the last one ends. */
  private Height fill(int seals, int works) throws Exception {
    Actor alice = consortium.actor("alice");
    try (RocksStore store = RocksStore.create(layout.store(), consortium.genesis().hash())) {
      TestLedger ledger = consortium.open(store);
      ledger.accept(consortium.records().register(consortium.actor(TestConsortium.NOTARY), alice));
      for (int i = 0; i < seals; i++) {
        List<byte[]> some = new ArrayList<>();
        for (int j = 0; j < works; j++) {
          some.add(consortium.records().declare(alice, consortium.hash(i + "/" + j)).bytes());
        }
        ledger.orderAll(ledger.nextStamp(), some);
        ledger.seal();
      }
      Height end = ledger.ledger().tip().sealed().height();
      ledger.accept(consortium.records().deposit(alice, consortium.hash("not sealed")));
      store.flush();
      return end;
    }
  }

  private static Path copy(Path from, Path to) throws IOException {
    delete(to);
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return to;
  }

  private static void delete(Path tree) throws IOException {
    if (Files.exists(tree)) {
      try (Stream<Path> files = Files.walk(tree)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private void run(Height below) throws IOException {
    new Archiving(layout, archive, TEXT_BYTES, line -> {}).run(folder, below);
  }

  private Height all() {
    return sealed.plus(1);
  }

  private Height held() throws IOException {
    try (RocksStore store = RocksStore.openReadOnly(layout.store())) {
      return store.firstHeld();
    }
  }

  private List<String> segments() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".ndjson.gz"))
          .sorted()
          .toList();
    }
  }

  private void assertSound() throws IOException {
    assertThat(held()).isEqualTo(all());
    Fsck.Report report = Fsck.check(layout, archive, height -> {});
    assertThat(report.findings()).isEmpty();
    assertThat(report.height()).isEqualTo(sealed.plus(1));
  }

  @Test
  void aRunThatWasKilledAnywhereGoesOnAndLosesNothing() throws Exception {
    Files.writeString(folder.resolve("segment"), "half of a");
    Files.writeString(folder.resolve("segment.part"), "half of a");
    run(all());
    assertSound();
    List<String> made = segments();
    assertThat(made).hasSizeGreaterThan(1);
    byte[] manifest = Files.readAllBytes(folder.resolve("manifest.json"));

    // Killed before the manifest named anything: the same files are written again.
    copy(before, layout.store());
    Files.delete(folder.resolve("manifest.json"));
    Files.writeString(folder.resolve("manifest.json.part"), "{\"archive\":");
    run(all());
    assertSound();
    assertThat(segments()).isEqualTo(made);
    assertThat(folder.resolve("manifest.json")).hasBinaryContent(manifest);

    // Killed when all was written, and nothing had been taken out.
    copy(before, layout.store());
    run(all());
    assertSound();
    assertThat(segments()).isEqualTo(made);

    // Killed when some blocks of the first segment had gone.
    copy(before, layout.store());
    try (ArchiveFolder open = ArchiveFolder.open(folder, consortium.chain());
        RocksStore store = opened()) {
      var whole = open.segments().getFirst().range();
      store.takeOut(
          new org.colophon.storage.archive.ArchivedRange(
              whole.segment(), whole.from(), new Height(2)));
    }
    assertThat(held()).isEqualTo(new Height(3));
    run(all());
    assertSound();
  }

  private RocksStore opened() throws IOException {
    return RocksStore.open(
        layout.store(),
        consortium.genesis().hash(),
        org.colophon.storage.StoreSettings.reading(archive));
  }

  /** On a disk of 8 MiB, for which the test needs the right to mount one. */
  @Test
  void withoutRoomNoSegmentIsBegunAndTheStoreKeepsAll() throws Exception {
    assumeTrue(
        runs("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", folder.toString()),
        "no right to mount a disk");
    try {
      assertThatThrownBy(() -> run(all()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("no room");
      assertThat(segments()).isEmpty();
      assertThat(folder.resolve("segment")).doesNotExist();
      assertThat(held()).isEqualTo(new Height(1));
    } finally {
      assertThat(runs("umount", folder.toString())).isTrue();
    }
    run(all());
    assertSound();
  }

  private static boolean runs(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor() == 0;
  }

  @Test
  void whatIsNotRightWhenItIsReadBackKeepsItsBodiesInTheStore() throws Exception {
    run(all());
    copy(before, layout.store());
    Path segment = folder.resolve(segments().getFirst());
    byte[] sound = Files.readAllBytes(segment);
    byte[] flipped = sound.clone();
    flipped[sound.length / 2] ^= 4;
    Files.write(segment, flipped);
    assertThatThrownBy(() -> run(all())).hasMessageContaining("damaged: SHA-256");
    Files.delete(segment);
    assertThatThrownBy(() -> run(all())).hasMessageContaining("not there");
    Files.write(segment, sound);
    run(all());
    assertSound();
  }

  @Test
  void aSegmentThatTheValidatorsDidNotSealTakesNothingOut() throws Exception {
    Height first = new Height(2);
    run(first.plus(1));
    copy(before, layout.store());
    Path segment = folder.resolve(segments().getFirst());
    String text;
    try (var in = new GZIPInputStream(Files.newInputStream(segment))) {
      text = new String(in.readAllBytes(), UTF_8);
    }
    Path forged = folder.resolve("segment");
    try (SegmentOutput out = new SegmentOutput(Files.newOutputStream(forged))) {
      // Every record is in it, and a header that is another one.
      for (String line : text.lines().toList()) {
        out.line(line.replaceFirst("\"term\":1,", "\"term\":2,").getBytes(UTF_8));
      }
    }
    Hash digest = Archive.digest(forged);
    long bytes = Files.size(forged);
    Files.move(forged, folder.resolve(Archive.fileName(digest)));
    Path manifest = folder.resolve("manifest.json");
    Files.writeString(
        manifest,
        Files.readString(manifest)
            .replaceAll("\"sha256\":\"[0-9a-f]+\"", "\"sha256\":\"" + digest + "\"")
            .replaceAll("\"bytes\":[0-9]+", "\"bytes\":" + bytes));
    assertThatThrownBy(() -> run(first.plus(1)))
        .hasMessageContaining(digest.hex())
        .hasMessageContaining("which the validators signed");
    assertThat(held()).isEqualTo(new Height(1));
  }

  @Test
  void anExportOfWhatIsArchivedIsTheSameAndSegmentsAreRangesThemselves() throws Exception {
    byte[] whole = export("whole");
    run(all());
    assertThat(export("archived")).isEqualTo(whole);
    RangeImport range = new RangeImport(consortium.genesis(), new MemoryStore());
    try (ArchiveFolder open = ArchiveFolder.open(folder, consortium.chain())) {
      for (Segment segment : open.segments()) {
        range.take(open.file(segment.sha256()));
      }
    }
    assertThat(range.newest().height()).isEqualTo(sealed);
  }

  private byte[] export(String name) throws IOException {
    Path file = directory.resolve(name);
    try (RocksStore store = RocksStore.openReadOnly(layout.store(), archive);
        LedgerReader ledger = store.read()) {
      Height _ =
          new RangeExport(consortium.genesis(), ledger)
              .write(new Height(1), Optional.empty(), file);
    }
    return Files.readAllBytes(file);
  }

  @Test
  void oneFolderHoldsBlocksWithoutAGapAndOneCommandAtATime() throws Exception {
    run(new Height(3));
    Path second = Files.createDirectory(directory.resolve("second"));
    Archive both = new Archive(List.of(folder, second), Archive.Faults.UNHEARD);
    new Archiving(layout, both, TEXT_BYTES, line -> {}).run(second, all());
    assertThat(held()).isEqualTo(all());
    Fsck.Report report = Fsck.check(layout, both, height -> {});
    assertThat(report.findings()).isEmpty();
    assertThatThrownBy(() -> new Archiving(layout, both, 1, line -> {}).run(folder, all()))
        .hasMessageContaining("remedy: an empty one");
    try (ArchiveFolder _ = ArchiveFolder.open(second, consortium.chain())) {
      assertThatThrownBy(() -> new Archiving(layout, both, 1, line -> {}).run(second, all()))
          .hasMessageContaining("another archive command");
    }
    assertThatThrownBy(() -> run(all().plus(1))).hasMessageContaining("not sealed yet");
  }

  @Test
  void aBackupNamesTheSegmentsAndARestoredNodeReadsThem() throws Exception {
    run(all());
    NodeId node = new NodeId("node-1");
    DataLayout restored = new DataLayout(directory.resolve("restored"));
    try (BackupFolder backups = BackupFolder.create(directory.resolve("backups"))) {
      Manifest made = new Backup(layout, node, () -> 1L).into(backups, false);
      assertThat(made.files()).noneMatch(file -> file.path().endsWith(".ndjson.gz"));
      new Restore(restored, consortium.genesis(), node).from(backups, made);
    }
    restored.bind(consortium.genesis());
    assertThat(Fsck.check(restored, archive, height -> {}).findings()).isEmpty();
    assertThat(Fsck.check(restored, height -> {}).findings())
        .anySatisfy(finding -> assertThat(finding.what()).contains("not there"));
  }

  /** Says how much a store shrinks: docs/operations-first-steps.md has what came out. */
  @Test
  @Tag("long")
  void aStoreOfOrdinaryRecordsShrinks() throws Exception {
    delete(layout.store());
    sealed = fill(100, 1_000);
    long whole = bytesOf(layout.store());
    long bodies = leafBytes();
    new Archiving(layout, archive, 64L << 20, line -> {}).run(folder, all());
    long left = bytesOf(layout.store());
    System.out.println(
        "tables: "
            + whole
            + " bytes, then "
            + left
            + "; leaves before compression: "
            + bodies
            + ", then "
            + leafBytes()
            + "; segments: "
            + bytesOf(folder));
    assertThat(left).isLessThan(whole * 9 / 10);
    assertSound();
  }

  /** Bytes of all leaves as they stand in the store, before compression. */
  private long leafBytes() throws IOException {
    AtomicLong bytes = new AtomicLong();
    try (StoreAudit audit = StoreAudit.open(layout.store())) {
      audit.scan("leaves", entry -> bytes.addAndGet(entry.value().length), damage -> {});
    }
    return bytes.get();
  }

  private static long bytesOf(Path folder) throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        bytes += name.endsWith(".sst") || name.endsWith(".gz") ? Files.size(file) : 0;
      }
    }
    return bytes;
  }
}
