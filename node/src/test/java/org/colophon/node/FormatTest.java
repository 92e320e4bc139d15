package org.colophon.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.colophon.consensus.RaftNode;
import org.colophon.consensus.RaftSettings;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.NodeId;
import org.colophon.core.RecordId;
import org.colophon.core.SubjectId;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.EntryCodec;
import org.colophon.core.chain.Ledger;
import org.colophon.core.chain.Reply;
import org.colophon.core.evidence.EvidenceAssembler;
import org.colophon.core.evidence.EvidenceVerifier;
import org.colophon.core.membership.Genesis;
import org.colophon.core.membership.Level;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.port.StoreException;
import org.colophon.core.record.RecordParser;
import org.colophon.crypto.Hash;
import org.colophon.crypto.signature.KeyFiles;
import org.colophon.node.backup.BackupFolder;
import org.colophon.node.backup.Manifest;
import org.colophon.node.backup.Restore;
import org.colophon.node.sealing.LastSigned;
import org.colophon.storage.RocksStore;
import org.colophon.storage.StoreSettings;
import org.colophon.storage.archive.Archive;
import org.colophon.testkit.Actor;
import org.colophon.testkit.PortRun;
import org.colophon.testkit.TestRecords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data directories of each released format, as {@link FormatWriter} wrote them then. */
final class FormatTest {
  // What the writer of that directory printed.
  private static final long LEVEL_2_HEIGHT = 7;
  private static final String LEVEL_2_ROOT =
      "3300636e5c3c99e4792dbf28ff027fb6889f5cec354fca9733015f6561556a2c";

  private static final long ARCHIVED_HEIGHT = 7;
  private static final String ARCHIVED_ROOT =
      "9606dd99d0e2f2aa80fdaba54e217f3c0b1ed7f017dee2f51db22da105423e01";

  @TempDir private Path directory;

  private DataLayout unpack(String name) throws Exception {
    Path data = directory.resolve("data");
    try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream(name));
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = data.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        Files.copy(zip, file);
        // An archive of this kind knows no modes, and keys are read from private files alone.
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      }
    }
    return new DataLayout(data);
  }

  @Test
  void oneOfTheFirstLevelIsExecutedAgainAndGoneOnWith() throws Exception {
    try (Opened opened =
        opened(
            "/formats/1.zip",
            5,
            "dd36521488715a51848ab7cadc42c9412b8413f7c8ed6c8b747729d9b2c3d284")) {
      opened.everyRecordIsProven();
      try (RaftNode raft = alone(opened, "court-1-node")) {
        byte[] reply = raft.submit(EntryCodec.candidate()).get(30, TimeUnit.SECONDS);
        assertThat(Reply.parse(reply)).isInstanceOf(Reply.Proposed.class);
      }
    }
  }

  @Test
  void oneWhoseLevelWasRaisedTakesNewRecords() throws Exception {
    try (Opened opened = opened("/formats/1-level-2.zip", LEVEL_2_HEIGHT, LEVEL_2_ROOT)) {
      opened.everyRecordIsProven();
      assertThat(opened.versions()).isSorted().contains(1, 2);
      long before = opened.ledger().tip().header().height().value();
      try (RaftNode raft = alone(opened, "court-1-node")) {
        byte[] entry = EntryCodec.records(List.of(opened.declared("gone on with")));
        Reply reply = Reply.parse(raft.submit(entry).get(30, TimeUnit.SECONDS));
        assertThat(reply).isInstanceOf(Reply.Ordered.class);
      }
      assertThat(opened.ledger().tip().header().height().value()).isEqualTo(before + 1);
      assertThat(opened.ledger().tip().header().version()).isEqualTo(new Level(2));
    }
  }

  @Test
  void oneWithAnArchiveIsReadOutOfItsSegmentsAndItsBackupRestored() throws Exception {
    try (Opened opened = opened("/formats/2.zip", ARCHIVED_HEIGHT, ARCHIVED_ROOT)) {
      opened.everyRecordIsProven();
      RocksStore store = (RocksStore) opened.ledger().store();
      assertThat(store.firstHeld()).isGreaterThan(new Height(1));
      DataLayout restored = new DataLayout(directory.resolve("restored"));
      NodeId node = new NodeId("court-1-node");
      try (BackupFolder backups =
          BackupFolder.open(opened.layout().root().resolve(FormatWriter.BACKUPS))) {
        Manifest made = backups.manifest(backups.numbers().getLast());
        assertThat(backups.check(made)).isEmpty();
        new Restore(restored, opened.genesis(), node).from(backups, made);
      }
      Fsck.Report report = Fsck.check(restored, archiveOf(opened.layout()), at -> {});
      assertThat(report.findings()).isEmpty();
      assertThat(report.height().value()).isEqualTo(ARCHIVED_HEIGHT);
    }
  }

  @Test
  void oneOfAFormatThatIsNotKnownIsRefusedByNameAndLeftAsItIs() throws Exception {
    DataLayout layout = unpack("/formats/1.zip");
    Path card = layout.store().resolve("STORE.json");
    String later = Files.readString(card).replace("\"format\":1,", "\"format\":9,");
    Files.writeString(card, later);
    Map<String, Hash> before = contents(layout.root());
    Genesis genesis = layout.read();
    assertThatThrownBy(() -> new Stores(genesis, layout, StoreSettings.DEFAULT).open())
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("format: 9 (expected: 1 or 2)");
    assertThat(contents(layout.root())).isEqualTo(before);
  }

  private static Map<String, Hash> contents(Path root) throws Exception {
    Map<String, Hash> contents = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        contents.put(root.relativize(file).toString(), Hash.sha256(Files.readAllBytes(file)));
      }
    }
    return contents;
  }

  /** A directory that was executed again and is open. */
  private record Opened(DataLayout layout, Genesis genesis, Ledger ledger)
      implements AutoCloseable {
    /** Each sealed record with its whole bundle, by the verifier that knows nothing of stores. */
    void everyRecordIsProven() throws Exception {
      RecordParser parser = new RecordParser(genesis.limits().recordBytesMax());
      int proven = 0;
      try (LedgerReader reader = ledger.read()) {
        for (BlockHeader header : sealedHeaders(reader)) {
          for (long i = header.firstIndex().value(); i < header.treeSize().value(); i++) {
            byte[] leaf = reader.leaf(new LeafIndex(i)).orElseThrow();
            RecordId id = parser.parse(leaf).statement().id();
            byte[] bundle = new EvidenceAssembler(genesis).assemble(reader, id);
            assertThat(
                    EvidenceVerifier.verify(
                            bundle,
                            EvidenceVerifier.Options.of(
                                Optional.of(genesis), Optional.empty(), header.time()))
                        .failure())
                .as("%s", id)
                .isEmpty();
            proven++;
          }
        }
      }
      assertThat(proven).isGreaterThan(2);
    }

    private List<BlockHeader> sealedHeaders(LedgerReader reader) {
      List<BlockHeader> headers = new ArrayList<>();
      for (long h = 1; h <= ledger.tip().sealed().height().value(); h++) {
        headers.add(reader.header(new Height(h)).orElseThrow());
      }
      return headers;
    }

    List<Integer> versions() {
      try (LedgerReader reader = ledger.read()) {
        return sealedHeaders(reader).stream().map(header -> header.version().number()).toList();
      }
    }

    /** A declaration by the creator whose key lies beside the directory's files. */
    byte[] declared(String content) throws Exception {
      Actor creator =
          new Actor(
              new SubjectId("creator"),
              KeyFiles.read(layout.root().resolve(FormatWriter.CREATOR_KEY)));
      TestRecords records = TestRecords.on(genesis.chain(), content);
      return records.declare(creator, records.hash(content)).bytes();
    }

    @Override
    public void close() throws IOException {
      ledger.store().close();
    }
  }

  private static Archive archiveOf(DataLayout layout) {
    Path folder = layout.root().resolve(FormatWriter.ARCHIVE);
    return Files.exists(folder)
        ? new Archive(List.of(folder), Archive.Faults.UNHEARD)
        : Archive.NONE;
  }

  private Opened opened(String name, long height, String root) throws Exception {
    DataLayout layout = unpack(name);
    Archive archive = archiveOf(layout);
    Fsck.Report report = Fsck.check(layout, archive, at -> {});
    assertThat(report.findings()).isEmpty();
    assertThat(report.height().value()).isEqualTo(height);
    Genesis genesis = layout.read();
    assertThat(LastSigned.sizeIn(layout.lastSigned(), genesis.chain())).contains(report.size());
    Stores stores = new Stores(genesis, layout, StoreSettings.reading(archive));
    Ledger ledger =
        Ledger.open(
            genesis,
            stores.open(),
            (present, copy) -> {
              throw new AssertionError("nothing is installed");
            },
            Runnable::run);
    assertThat(ledger.tip().header().root().hex()).isEqualTo(root);
    return new Opened(layout, genesis, ledger);
  }

  /**
   * The group of one goes on with its log, over a port that nobody else uses, a second after its
   * newest block: later, a seal would have to come before records do.
   */
  private static RaftNode alone(Opened opened, String name) throws Exception {
    NodeId node = new NodeId(name);
    int port = PortRun.of(1);
    long now = opened.ledger().tip().header().time().value() + 1000;
    return RaftNode.start(
        RaftSettings.of(
                node,
                NodeDaemon.groupOf(opened.genesis().chain(), 0),
                new RaftSettings.Bind("127.0.0.1", port),
                opened.layout().raft(),
                List.of(new RaftSettings.Member(node, "127.0.0.1", port, true)),
                new RaftSettings.Security.Unprotected())
            .withClock(() -> now),
        opened.ledger(),
        (leader, into) -> {
          throw new AssertionError("nothing is fetched");
        },
        (position, cause) -> {
          throw new AssertionError("halted at " + position, cause);
        });
  }
}
