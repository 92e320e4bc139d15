package org.colophon.node.archive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.colophon.core.ChainId;
import org.colophon.core.Height;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;
import org.colophon.crypto.PrivateFiles;
import org.colophon.node.FolderLock;
import org.colophon.storage.archive.Archive;

/**
 * A folder of segments of one chain: {@code <sha256>.ndjson.gz} each, and {@code manifest.json},
 * which names them in the order of their blocks, without a gap. A segment counts once the manifest
 * names it. The folder is locked while it is open.
 */
public final class ArchiveFolder implements AutoCloseable {
  private static final String MANIFEST = "manifest.json";
  private static final Pattern OWN =
      Pattern.compile(
          "lock|manifest\\.json(\\.part)?|segment(\\.part)*|[0-9a-f]{64}\\.ndjson\\.gz");
  private static final int FORMAT = 1;
  private static final int MANIFEST_BYTES_MAX = 64 << 20;
  private static final int SEGMENTS_MAX = 200_000;
  private static final JsonLimits LIMITS = new JsonLimits(MANIFEST_BYTES_MAX, 6, SEGMENTS_MAX);

  private final Path root;
  private final ChainId chain;
  private final FolderLock lock;
  private final List<Segment> segments = new ArrayList<>();

  private ArchiveFolder(Path root, ChainId chain, FolderLock lock) {
    this.root = root;
    this.chain = chain;
    this.lock = lock;
  }

  /**
   * Opens a folder that is there: empty, or of that chain.
   *
   * @throws IOException when it is missing, holds something else, or is in use
   */
  public static ArchiveFolder open(Path root, ChainId chain) throws IOException {
    if (!Files.isDirectory(root)) {
      throw new IOException(root + ": there is no such folder (remedy: make it, or mount it)");
    }
    try (Stream<Path> entries = Files.list(root)) {
      List<String> others =
          entries
              .map(entry -> String.valueOf(entry.getFileName()))
              .filter(name -> !OWN.matcher(name).matches())
              .sorted()
              .toList();
      if (!others.isEmpty()) {
        throw new IOException(
            root + ": holds " + others.getFirst() + " (expected: an archive, or nothing)");
      }
    }
    ArchiveFolder folder = new ArchiveFolder(root, chain, FolderLock.take(root, "archive command"));
    try {
      folder.read();
      return folder;
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  private void read() throws IOException {
    Path file = root.resolve(MANIFEST);
    if (!Files.exists(file)) {
      return;
    }
    if (Files.size(file) > MANIFEST_BYTES_MAX) {
      throw new IOException(file + ": larger than " + MANIFEST_BYTES_MAX + " bytes");
    }
    try {
      Members outer = Members.of("", JsonParser.parseObject(Files.readAllBytes(file), LIMITS));
      Members archive = outer.object("archive");
      outer.end();
      archive.integer("format", FORMAT, FORMAT);
      ChainId found = archive.parsed("chain", 128, ChainId::new);
      if (!found.equals(chain)) {
        throw new IOException(file + ": of chain " + found + " (expected: " + chain + ")");
      }
      for (Segment segment : archive.objects("segments", 0, SEGMENTS_MAX, Segment::of)) {
        requireNext(segment);
        segments.add(segment);
      }
      archive.end();
    } catch (RefusedException e) {
      throw new IOException(file + ": damaged: " + e.refusal().detail(), e);
    }
  }

  private void requireNext(Segment segment) throws IOException {
    if (!segments.isEmpty() && segment.from().value() != next().value()) {
      throw new IOException(
          root.resolve(MANIFEST)
              + ": from: "
              + segment.from()
              + " (expected: "
              + next()
              + ", behind the segment before)");
    }
  }

  /** What the manifest names, in the order of the blocks. */
  public List<Segment> segments() {
    return List.copyOf(segments);
  }

  /** The block behind the last one that is here; nothing can be said of an empty folder. */
  Height next() {
    return new Height(segments.getLast().to().value() + 1);
  }

  /** Where a segment is written before it has a name. */
  Path draft() {
    return root.resolve("segment");
  }

  /** Where a segment stands. */
  Path file(Hash segment) {
    return root.resolve(Archive.fileName(segment));
  }

  /** Bytes that may still be written here. */
  long freeBytes() throws IOException {
    return Files.getFileStore(root).getUsableSpace();
  }

  /** Gives a segment that is on the disk its name, durably. */
  Path name(Path draft, Hash segment) throws IOException {
    Path file = file(segment);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    PrivateFiles.flushFolder(root);
    return file;
  }

  /** Notes a segment, whole or not at all, and on the disk when it returns. */
  void add(Segment segment) throws IOException {
    requireNext(segment);
    segments.add(segment);
    Json.Obj archive =
        Json.object()
            .put("chain", chain.text())
            .put("format", FORMAT)
            .put("segments", Json.array(segments.stream().<Json>map(Segment::json).toList()))
            .build();
    Path part = root.resolve(MANIFEST + ".part");
    Files.write(part, Json.object().put("archive", archive).build().bytes());
    flush(part);
    Files.move(
        part,
        root.resolve(MANIFEST),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    PrivateFiles.flushFolder(root);
  }

  /** Returns when a file's bytes are on the disk. */
  static void flush(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
