package org.colophon.node.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.colophon.consensus.RestoredLog;
import org.colophon.core.NodeId;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.membership.Genesis;
import org.colophon.crypto.Hash;
import org.colophon.crypto.PrivateFiles;
import org.colophon.node.DataLayout;
import org.colophon.node.NodeDaemon;
import org.colophon.node.SealedCopy;
import org.colophon.node.sealing.LastSigned;

/**
 * Puts a node's data directory back from a backup. The ledger comes last: until then the directory
 * is one that no node starts on.
 */
public final class Restore {
  /**
   * What a lost data directory may have left behind, and better than any backup: what was signed,
   * and what proves forks.
   */
  private static final Set<String> KEPT =
      Set.of("last-signed.json", "epoch-proposed.json", "forks");

  private final DataLayout layout;
  private final Genesis genesis;
  private final NodeId node;

  /**
   * What is put back where.
   *
   * @param layout the data directory: empty, or with what survived of it
   * @param genesis the chain that the node belongs to by its settings
   * @param node its name by its settings
   */
  public Restore(DataLayout layout, Genesis genesis, NodeId node) {
    this.layout = layout;
    this.genesis = genesis;
    this.node = node;
  }

  /**
   * Puts a backup back.
   *
   * @throws IOException when it is another chain's or node's, is not whole, or the directory is not
   *     empty; where it stopped half-way, the directory is to be emptied first
   */
  public void from(BackupFolder folder, Manifest manifest) throws IOException {
    requireOwn(manifest);
    requireEmpty();
    requireWhole(folder, manifest);
    Files.createDirectories(layout.root());
    Path store = layout.root().resolve("store.restoring");
    putBack(folder, manifest, store);
    SealedCopy ledger = SealedCopy.look(genesis, store);
    requireSame(manifest, ledger.header());
    eraseAgain(folder.erased());
    RestoredLog.create(
        layout.raft(),
        NodeDaemon.groupOf(genesis.chain(), ledger.epoch()),
        node,
        ledger.position());
    mark(layout.unverified(), "a ledger was put back and is not verified yet\n");
    mark(layout.restored(), "put back from backup " + manifest.number() + "\n");
    Files.move(store, layout.store(), StandardCopyOption.ATOMIC_MOVE);
    PrivateFiles.flushFolder(layout.root());
  }

  private void requireOwn(Manifest manifest) throws IOException {
    if (!manifest.chain().equals(genesis.chain())) {
      throw new IOException(
          "backup: of chain " + manifest.chain() + " (expected: " + genesis.chain() + ")");
    }
    if (!manifest.node().equals(node)) {
      throw new IOException(
          "backup: of node "
              + manifest.node()
              + " (expected: "
              + node
              + "; remedy: start the node empty, it fetches the ledger from the others)");
    }
  }

  private void requireEmpty() throws IOException {
    if (!Files.exists(layout.root())) {
      return;
    }
    try (Stream<Path> entries = Files.list(layout.root())) {
      List<String> left =
          entries
              .map(entry -> entry.getFileName().toString())
              .filter(name -> !KEPT.contains(name))
              .sorted()
              .toList();
      if (!left.isEmpty()) {
        throw new IOException(
            layout.root()
                + ": holds "
                + String.join(", ", left)
                + " (expected: nothing but "
                + String.join(", ", KEPT.stream().sorted().toList())
                + "; remedy: move the rest aside)");
      }
    }
  }

  private static void requireWhole(BackupFolder folder, Manifest manifest) throws IOException {
    List<String> wrong = folder.check(manifest);
    if (!wrong.isEmpty()) {
      throw new IOException(
          "backup "
              + manifest.number()
              + ": "
              + wrong.getFirst()
              + (wrong.size() > 1 ? ", and " + (wrong.size() - 1) + " more" : "")
              + " (remedy: another backup)");
    }
  }

  private void putBack(BackupFolder folder, Manifest manifest, Path store) throws IOException {
    Set<Hash> erased = folder.erased();
    for (BackupFile file : manifest.files()) {
      if (erased.contains(file.digest())) {
        continue;
      }
      Path to = placeOf(file.path(), store);
      if (to.equals(layout.lastSigned()) && Files.exists(to)) {
        keepLarger(folder, file);
      } else if (!Files.exists(to)) {
        folder.take(file, to);
      }
    }
  }

  /** Only what a backup takes is put back, whatever a manifest says. */
  private Path placeOf(String path, Path store) throws IOException {
    if (path.startsWith(Backup.STORE + "/")) {
      return store.resolve(path.substring(Backup.STORE.length() + 1));
    }
    boolean known =
        Backup.KEYS.contains(path)
            || Backup.BESIDE.stream().anyMatch(b -> path.equals(b) || path.startsWith(b + "/"));
    if (!known) {
      throw new IOException("backup: " + path + ": not a file of a data directory");
    }
    return layout.root().resolve(path);
  }

  /** Of what the directory remembers as signed and what the backup does, the later stays. */
  private void keepLarger(BackupFolder folder, BackupFile file) throws IOException {
    Path other = layout.root().resolve("last-signed.restored");
    folder.take(file, other);
    if (LastSigned.isBehind(layout.lastSigned(), other, genesis.chain())) {
      Files.move(other, layout.lastSigned(), StandardCopyOption.REPLACE_EXISTING);
    } else {
      Files.delete(other);
    }
  }

  private static void requireSame(Manifest manifest, BlockHeader header) throws IOException {
    if (!header.root().equals(manifest.root()) || !header.height().equals(manifest.height())) {
      throw new IOException(
          "backup: the ledger stands at height "
              + header.height()
              + " with root "
              + header.root()
              + " (expected: "
              + manifest.height()
              + ", "
              + manifest.root()
              + ")");
    }
  }

  /** The list comes back whole, so that what was destroyed is not taken again either. */
  private void eraseAgain(Set<Hash> erased) throws IOException {
    if (erased.isEmpty()) {
      return;
    }
    StringBuilder lines = new StringBuilder();
    erased.stream().sorted().forEach(digest -> lines.append(digest.hex()).append('\n'));
    Files.createDirectories(layout.privateMatter());
    mark(layout.privateMatter().resolve("erased"), lines.toString());
  }

  private static void mark(Path file, String text) throws IOException {
    PrivateFiles.create(file, text.getBytes(StandardCharsets.US_ASCII));
  }
}
