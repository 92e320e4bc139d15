package org.colophon.consensus;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.colophon.core.NodeId;
import org.colophon.core.chain.Position;

/**
 * The directory of one node of one group: {@code identity} (whose it is), {@code raft} (the log)
 * and {@code incoming} (a ledger on its way in; emptied at start).
 */
final class DataDirectory {
  private static final String FRESH = "fresh";
  private static final String READY = "ready";

  private final Path root;
  private final String owner;
  private final boolean fresh;

  private DataDirectory(Path root, String owner, boolean fresh) {
    this.root = root;
    this.owner = owner;
    this.fresh = fresh;
  }

  /**
   * Opens the directory, or claims it when it is empty.
   *
   * @throws IOException when it belongs to another node or group, or when a log that was there is
   *     gone: a voter without its log may have forgotten what it promised
   */
  static DataDirectory open(Path root, UUID group, NodeId node, Position applied)
      throws IOException {
    Files.createDirectories(root);
    String owner = "group: " + group + "\nnode: " + node + "\n";
    Path identity = root.resolve("identity");
    boolean fresh;
    if (Files.exists(identity)) {
      fresh = checkIdentity(identity, owner);
    } else {
      checkEmpty(root);
      write(root, owner + "state: " + FRESH + "\n");
      fresh = true;
    }
    DataDirectory directory = new DataDirectory(root, owner, fresh);
    directory.checkLog(group, applied);
    directory.clearIncoming();
    return directory;
  }

  private static boolean checkIdentity(Path identity, String owner) throws IOException {
    String found = Files.readString(identity, StandardCharsets.UTF_8);
    for (String state : List.of(FRESH, READY)) {
      if (found.equals(owner + "state: " + state + "\n")) {
        return state.equals(FRESH);
      }
    }
    throw new IOException(identity + ": " + oneLine(found) + " (expected: " + oneLine(owner) + ")");
  }

  private static String oneLine(String text) {
    return text.strip().replace("\n", ", ");
  }

  private static void checkEmpty(Path root) throws IOException {
    try (Stream<Path> files = Files.list(root)) {
      // A claim that was cut short leaves the next identity behind.
      if (files.anyMatch(f -> !f.endsWith("identity.next"))) {
        throw new IOException(
            root + ": holds files but no identity (expected: an empty directory)");
      }
    }
  }

  private void checkLog(UUID group, Position applied) throws IOException {
    Path log = log();
    if (Files.exists(log)) {
      try (Stream<Path> groups = Files.list(log)) {
        for (Path other : groups.toList()) {
          if (!other.getFileName().toString().equals(group.toString())) {
            throw new IOException(other + ": another group's log (expected: " + group + ")");
          }
        }
      }
    }
    Path meta = log.resolve(group.toString()).resolve("current").resolve("raft-meta");
    if (Files.exists(meta)) {
      return;
    }
    if (!fresh) {
      throw new IOException(meta + ": the log is gone");
    }
    if (applied.index() >= 0) {
      throw new IOException(
          root + ": no log, but the ledger stands at " + applied + " (expected: both or neither)");
    }
  }

  /** From now on a missing log is a loss. */
  void markReady() throws IOException {
    if (fresh) {
      write(root, owner + "state: " + READY + "\n");
    }
  }

  /** Whether there is a log to go on with; formatting would be the end of it. */
  boolean hasLog(UUID group) {
    return Files.exists(log().resolve(group.toString()));
  }

  Path log() {
    return root.resolve("raft");
  }

  /** An empty directory for a ledger. */
  Path newIncoming() throws IOException {
    clearIncoming();
    return Files.createDirectories(incoming());
  }

  void clearIncoming() throws IOException {
    if (!Files.exists(incoming())) {
      return;
    }
    try (Stream<Path> files = Files.walk(incoming())) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private Path incoming() {
    return root.resolve("incoming");
  }

  private static void write(Path root, String text) throws IOException {
    Path next = root.resolve("identity.next");
    try (FileChannel out =
        FileChannel.open(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      out.write(StandardCharsets.UTF_8.encode(text));
      out.force(true);
    }
    Files.move(next, root.resolve("identity"), StandardCopyOption.ATOMIC_MOVE);
    // The new name is durable only when the directory is.
    try (FileChannel directory = FileChannel.open(root, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }
}
