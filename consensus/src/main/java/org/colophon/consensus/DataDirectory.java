package org.colophon.consensus;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.colophon.core.NodeId;
import org.colophon.core.chain.Position;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory of one node of one group: {@code lock} (held while the node runs), {@code identity}
 * (whose it is), {@code raft} (the log), {@code incoming} (a ledger on its way in; emptied at
 * start) and {@code installed} (where the log ended when a ledger was installed).
 */
final class DataDirectory implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DataDirectory.class);
  private static final String FRESH = "fresh";
  private static final String READY = "ready";
  private static final Pattern SEGMENT = Pattern.compile("log_(?:inprogress_)?(\\d+)(?:-(\\d+))?");

  private final Path root;
  private final UUID group;
  private final String owner;
  private final FileChannel lock;

  private DataDirectory(Path root, UUID group, NodeId node, FileChannel lock) {
    this.root = root;
    this.group = group;
    this.owner = "group: " + group + "\nnode: " + node + "\n";
    this.lock = lock;
  }

  /**
   * Opens the directory, or claims it when it is empty.
   *
   * @throws IOException when it belongs to another node or group, is in use, or when a log that was
   *     there is gone: a voter without its log may have forgotten what it promised
   */
  static DataDirectory open(Path root, UUID group, NodeId node, Position applied)
      throws IOException {
    Files.createDirectories(root);
    DataDirectory directory = new DataDirectory(root, group, node, lock(root));
    try {
      directory.check(applied);
      return directory;
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  private static FileChannel lock(Path root) throws IOException {
    FileChannel channel =
        FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock held = channel.tryLock();
      if (held != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      LOG.debug("locked by this process", e);
    }
    channel.close();
    throw new IOException(root + ": in use by another node");
  }

  private void check(Position applied) throws IOException {
    boolean fresh = checkIdentity();
    checkLog(fresh, applied);
    dropSuperseded(applied);
    clearIncoming();
  }

  private boolean checkIdentity() throws IOException {
    Path identity = root.resolve("identity");
    if (!Files.exists(identity)) {
      checkEmpty();
      write(identity, owner + "state: " + FRESH + "\n");
      return true;
    }
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

  private void checkEmpty() throws IOException {
    try (Stream<Path> files = Files.list(root)) {
      // A claim that was cut short leaves the next identity behind.
      if (files.anyMatch(f -> !f.endsWith("identity.next") && !f.endsWith("lock"))) {
        throw new IOException(root + ": files without an identity (expected: an empty directory)");
      }
    }
  }

  private void checkLog(boolean fresh, Position applied) throws IOException {
    if (Files.exists(log())) {
      try (Stream<Path> groups = Files.list(log())) {
        for (Path other : groups.toList()) {
          if (!other.getFileName().toString().equals(group.toString())) {
            throw new IOException(other + ": another group's log (expected: " + group + ")");
          }
        }
      }
    }
    Path meta = current().resolve("raft-meta");
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

  /**
   * A process that died between installing a ledger and telling Raft leaves a log that ends before
   * the ledger. Ratis would load it and then refuse every entry, as there is a gap; so what the
   * ledger covers is dropped. Raft's own vote and term stay.
   */
  private void dropSuperseded(Position applied) throws IOException {
    Path note = root.resolve("installed");
    if (!Files.exists(note)) {
      return;
    }
    long logEnd;
    try {
      logEnd = Long.parseLong(Files.readString(note, StandardCharsets.UTF_8).strip());
    } catch (NumberFormatException e) {
      throw new IOException(note + ": not a number", e);
    }
    // Not beyond the old end: the ledger was not installed, and the log goes on from it.
    if (applied.index() > logEnd) {
      for (Path segment : segmentsUpTo(logEnd)) {
        LOG.info("{}: dropped; the ledger stands at {}", segment, applied);
        Files.delete(segment);
      }
    }
    Files.delete(note);
    sync(root);
  }

  /**
   * Segments that begin at or before an index; what was appended after an installation does not.
   */
  private List<Path> segmentsUpTo(long index) throws IOException {
    try (Stream<Path> files = Files.list(current())) {
      return files.filter(f -> isSegmentUpTo(f, index)).toList();
    }
  }

  private static boolean isSegmentUpTo(Path file, long index) {
    Matcher name = SEGMENT.matcher(file.getFileName().toString());
    return name.matches() && Long.parseLong(name.group(1)) <= index;
  }

  /**
   * Index of the last entry that has to go, with all before it, for the log's files to hold at most
   * this many bytes; -1 when nothing has to. Files that are still written to stay.
   */
  long surplus(long bytesMax) throws IOException {
    NavigableMap<Long, Long> bytesByEnd = new TreeMap<>();
    long bytes = 0;
    try (Stream<Path> files = Files.list(current())) {
      for (Path file : files.toList()) {
        Matcher name = SEGMENT.matcher(file.getFileName().toString());
        if (name.matches()) {
          long size = sizeIfThere(file);
          bytes += size;
          if (name.group(2) != null) {
            bytesByEnd.merge(Long.parseLong(name.group(2)), size, Long::sum);
          }
        }
      }
    }
    long surplus = -1;
    for (Map.Entry<Long, Long> oldest : bytesByEnd.entrySet()) {
      if (bytes <= bytesMax) {
        break;
      }
      surplus = oldest.getKey();
      bytes -= oldest.getValue();
    }
    return surplus;
  }

  /** Ratis purges and renames files on a thread of its own. */
  private static long sizeIfThere(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  /** To be called before a ledger is installed. */
  void noteInstallation(long logEnd) throws IOException {
    write(root.resolve("installed"), logEnd + "\n");
  }

  /** From now on a missing log is a loss. */
  void markReady() throws IOException {
    write(root.resolve("identity"), owner + "state: " + READY + "\n");
  }

  /** Whether there is a log to go on with; formatting would be the end of it. */
  boolean hasLog() {
    return Files.exists(log().resolve(group.toString()));
  }

  Path log() {
    return root.resolve("raft");
  }

  private Path current() {
    return log().resolve(group.toString()).resolve("current");
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

  private void write(Path file, String text) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try (FileChannel out =
        FileChannel.open(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      out.write(StandardCharsets.UTF_8.encode(text));
      out.force(true);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    sync(root);
  }

  /** A name is durable only when its directory is. */
  private static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Lets another process have it. */
  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      LOG.warn("{}: lock not released", root, e);
    }
  }
}
