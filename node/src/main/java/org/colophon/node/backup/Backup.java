package org.colophon.node.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.colophon.core.NodeId;
import org.colophon.core.Timestamp;
import org.colophon.core.membership.Genesis;
import org.colophon.crypto.Hash;
import org.colophon.node.DataLayout;
import org.colophon.node.SealedCopy;

/**
 * Makes backups of a node, running or not. In order: a copy of the ledger at one instant, a look
 * whether it is what its newest header and seal say, then what lies beside it, so that all that the
 * ledger names is there; at last the manifest.
 */
public final class Backup {
  /** The key files of a data directory: taken only when asked for. */
  static final List<String> KEYS = List.of("reader.key.pem", "recipient.pem");

  /**
   * What is taken of a data directory, the ledger aside. What waits in {@code private} comes before
   * what was named, for that is the way that it goes.
   */
  static final List<String> BESIDE =
      List.of(
          "genesis.json",
          "last-signed.json",
          "epoch-proposed.json",
          "forks",
          "private/waiting",
          "private/named",
          "reads",
          "deliveries",
          "webhook");

  static final String STORE = "store";
  private static final String PART = ".part";

  private final DataLayout layout;
  private final Genesis genesis;
  private final NodeId node;
  private final LongSupplier clockMs;

  /**
   * What backups are made of.
   *
   * @param layout the node's data directory
   * @param node the node's name
   */
  public Backup(DataLayout layout, NodeId node, LongSupplier clockMs) throws IOException {
    this.layout = layout;
    this.genesis = layout.read();
    this.node = node;
    this.clockMs = clockMs;
  }

  /**
   * Makes a backup in a folder that may hold earlier ones of the same node.
   *
   * @param keys whether the data directory's keys are taken, too
   * @throws IOException when none was made; the folder's backups are as they were
   */
  public Manifest into(BackupFolder folder, boolean keys) throws IOException {
    int number = nextNumber(folder);
    try (HeldCopy copy = HeldCopy.of(layout, genesis)) {
      SealedCopy ledger = SealedCopy.look(genesis, copy.directory());
      List<BackupFile> files = new ArrayList<>();
      take(folder, copy.directory(), STORE, files);
      for (String beside : BESIDE) {
        take(folder, layout.root().resolve(beside), beside, files);
      }
      for (String key : keys ? KEYS : List.<String>of()) {
        take(folder, layout.root().resolve(key), key, files);
      }
      folder.erase(erased());
      Manifest manifest =
          new Manifest(
              number,
              genesis.chain(),
              node,
              new Timestamp(clockMs.getAsLong()),
              ledger.header().height(),
              ledger.header().root(),
              keys,
              files);
      folder.add(manifest);
      return manifest;
    }
  }

  private int nextNumber(BackupFolder folder) throws IOException {
    List<Integer> numbers = folder.numbers();
    if (numbers.isEmpty()) {
      return 1;
    }
    Manifest newest = folder.manifest(numbers.getLast());
    if (!newest.chain().equals(genesis.chain()) || !newest.node().equals(node)) {
      throw new IOException(
          "backup: the folder's backups are of "
              + newest.node()
              + " on "
              + newest.chain()
              + " (expected: "
              + node
              + " on "
              + genesis.chain()
              + "; remedy: a folder for each node)");
    }
    return newest.number() + 1;
  }

  private void take(BackupFolder folder, Path from, String path, List<BackupFile> files)
      throws IOException {
    for (Path file : filesOf(from)) {
      Path below = from.relativize(file);
      String name = below.toString().isEmpty() ? path : path + "/" + below;
      if (!BackupFile.isPath(name)) {
        throw new IOException(file + ": not a name that a node gives its files");
      }
      try {
        files.add(folder.put(name, file));
      } catch (NoSuchFileException e) {
        // The running node has dropped or moved it since.
      }
    }
  }

  /** Files that are whole; parts of files on their way are not. */
  private static List<Path> filesOf(Path from) throws IOException {
    if (!Files.exists(from)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(from)) {
      return files
          .filter(file -> Files.isRegularFile(file) && !file.toString().endsWith(PART))
          .sorted()
          .toList();
    }
  }

  /** Digests of what this node destroyed. */
  private Set<Hash> erased() throws IOException {
    Path list = layout.privateMatter().resolve("erased");
    Set<Hash> digests = new HashSet<>();
    if (Files.exists(list)) {
      // A line that was not written whole is of something that was not destroyed yet.
      for (String line : Files.readString(list, StandardCharsets.US_ASCII).split("\n", -1)) {
        if (Hash.isHex(line)) {
          digests.add(Hash.ofHex(line));
        }
      }
    }
    return digests;
  }
}
