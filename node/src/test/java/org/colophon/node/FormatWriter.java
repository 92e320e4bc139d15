package org.colophon.node;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.colophon.consensus.RaftSettings;
import org.colophon.core.Height;
import org.colophon.core.NodeId;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.Tip;
import org.colophon.core.membership.Level;
import org.colophon.core.membership.Suite;
import org.colophon.core.port.LedgerReader;
import org.colophon.crypto.signature.KeyFiles;
import org.colophon.node.archive.Archiving;
import org.colophon.node.backup.Backup;
import org.colophon.node.backup.BackupFolder;
import org.colophon.node.backup.Manifest;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.storage.RocksStore;
import org.colophon.storage.archive.Archive;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestRecords;

/**
 * Writes the data directory of a small chain's one node, stopped in order, for {@link FormatTest}:
 * once for each format that is released, and never again for the same. The chain begins at the
 * first feature level and is raised to the newest, one by one.
 */
final class FormatWriter {
  /** The key of the creator, so that a test can record something more on this chain. */
  static final String CREATOR_KEY = "creator.key.pem";

  /** Folder of the segments of a store of format 2. */
  static final String ARCHIVE = "archive";

  /** Folder of a backup of that store. */
  static final String BACKUPS = "backups";

  private static final String ARCHIVED = "--archived";

  private static final List<String> PARTS =
      List.of("genesis.json", "last-signed.json", "raft", "store", CREATOR_KEY, ARCHIVE, BACKUPS);

  private FormatWriter() {}

  /**
   * Takes the zip to write, which must not exist, and {@code --archived} for a store whose older
   * bodies stand in segments, with a backup; prints what the test expects of it.
   */
  public static void main(String[] arguments) throws Exception {
    Path work = Files.createTempDirectory("format");
    Path zip = Path.of(arguments[0]);
    try (InProcessNetwork network =
        new InProcessNetwork(work.resolve("net"), 1, 0, Suite.STANDARD, Level.FIRST)) {
      network.tune(
          settings -> settings.with(new RaftSettings.Limits(4 << 20, 64 << 10, 64, 8 << 20)));
      network.startAll();
      network.awaitSealed();
      String node = network.nodes().getFirst();
      try (LedgerClient client = network.client("creator")) {
        Actor creator = Registrations.register(network, client, "creator");
        declare(network, client, creator, "first level");
        while (Level.NEWEST.isAbove(network.daemon(node).ledger().tip().level())) {
          new MembershipVotes(network, client, node, List.of()).raise();
          declare(network, client, creator, "raised");
        }
        KeyFiles.write(network.data(node).resolve(CREATOR_KEY), creator.key());
      }
      network.awaitSealed();
      network.stopAll();
      BlockHeader newest = newest(network, node);
      if (arguments.length > 1 && arguments[1].equals(ARCHIVED)) {
        archive(network, node, work);
      }
      write(network.data(node), zip);
      System.out.println("node " + network.config(node).node().id());
      System.out.println("height " + newest.height() + ", root " + newest.root());
    } finally {
      Directories.delete(work);
    }
  }

  private static void declare(
      InProcessNetwork network, LedgerClient client, Actor creator, String what) throws Exception {
    TestRecords records = TestRecords.on(network.genesis().chain(), what);
    for (int i = 0; i < 2; i++) {
      network.accept(client, records.declare(creator, records.hash(what + i)));
      network.awaitSealed(client);
    }
  }

  private static BlockHeader newest(InProcessNetwork network, String node) throws Exception {
    try (RocksStore store = RocksStore.openReadOnly(network.layout(node).store());
        LedgerReader ledger = store.read()) {
      return Tip.read(network.genesis(), ledger).orElseThrow().header();
    }
  }

  /** All bodies but those of the newest seal, in a folder that is moved beside them afterwards. */
  private static void archive(InProcessNetwork network, String node, Path work) throws Exception {
    DataLayout layout = network.layout(node);
    Path segments = Files.createDirectory(work.resolve(ARCHIVE));
    Height below;
    try (RocksStore store = RocksStore.openReadOnly(layout.store());
        LedgerReader ledger = store.read()) {
      below = Tip.sealed(ledger.newestSeal().orElseThrow(), ledger).height();
    }
    Archive archive = new Archive(List.of(segments), Archive.Faults.UNHEARD);
    new Archiving(layout, archive, 1L << 20, System.out::println).run(segments, below);
    NodeId id = new NodeId(network.config(node).node().id());
    try (BackupFolder backups = BackupFolder.create(layout.root().resolve(BACKUPS))) {
      Manifest _ = new Backup(layout, id, System::currentTimeMillis).into(backups, false);
    }
    Files.move(segments, layout.root().resolve(ARCHIVE));
  }

  private static void write(Path data, Path zip) throws Exception {
    try (OutputStream file = Files.newOutputStream(zip);
        ZipOutputStream out = new ZipOutputStream(file);
        Stream<Path> all = Files.walk(data)) {
      for (Path each : all.filter(Files::isRegularFile).sorted().toList()) {
        String name = data.relativize(each).toString();
        if (PARTS.contains(data.relativize(each).getName(0).toString()) && !isPassing(each)) {
          out.putNextEntry(new ZipEntry(name));
          Files.copy(each, out);
          out.closeEntry();
        }
      }
    }
  }

  /** RocksDB's log of what it did, and who held a folder: no part of the format. */
  private static boolean isPassing(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.startsWith("LOG") || name.equals("in_use.lock") || name.equals("lock");
  }
}
