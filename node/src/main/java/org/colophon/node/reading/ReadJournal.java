package org.colophon.node.reading;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.content.ReadLease;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.Members;
import org.colophon.core.reading.ReadEntry;
import org.colophon.core.reading.ReadRow;
import org.colophon.core.record.RecordParser;
import org.colophon.core.record.Statement;
import org.colophon.crypto.Hash;
import org.colophon.crypto.PrivateFiles;
import org.colophon.crypto.merkle.InclusionProof;
import org.colophon.crypto.merkle.MemoryTree;
import org.colophon.crypto.merkle.MerkleHash;

/**
 * The reads of one lease: the lease's own record, then an entry a line. The file is there before
 * the lease is sent, and each entry before anything is given out, so that a node that stops at any
 * moment knows afterwards what it took and what it gave. Rows are kept in memory; what was asked
 * and answered, which may be a hundred times as long, in the file. Not safe for several threads.
 */
final class ReadJournal implements Closeable {
  /** What the files of journals are called that were not begun to the end; nothing was sent. */
  static final String PART = ".part";

  private static final JsonLimits LINE = new JsonLimits(256 << 10, 6, 1024);

  private final Path file;
  private final FileChannel channel;
  private final byte[] record;
  private final Statement statement;
  private final ReadLease lease;
  private final List<Line> lines;

  /** A read: its row, and where its line stands in the file. */
  private record Line(ReadRow row, long position, int length) {}

  private ReadJournal(
      Path file,
      FileChannel channel,
      byte[] record,
      Statement statement,
      ReadLease lease,
      List<Line> lines) {
    this.file = file;
    this.channel = channel;
    this.record = record;
    this.statement = statement;
    this.lease = lease;
    this.lines = lines;
  }

  /** Begins the journal of a lease that was not sent yet: whole, or not there. */
  static ReadJournal create(Path folder, byte[] record, RecordParser parser) throws IOException {
    Statement statement = statement(record, parser);
    Path file = folder.resolve(statement.id().hex() + ".ndjson");
    Path part = folder.resolve(statement.id().hex() + PART);
    FileChannel channel =
        FileChannel.open(
            part, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    ReadJournal journal =
        new ReadJournal(file, channel, record, statement, lease(statement), new ArrayList<>());
    journal.write(Json.object().put("lease", new String(record, StandardCharsets.UTF_8)).build());
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    PrivateFiles.flushFolder(folder);
    return journal;
  }

  /** Opens a journal; a last line that was not written whole was not given out, and goes. */
  static ReadJournal open(Path file, RecordParser parser) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      List<byte[]> texts = wholeLines(file);
      if (texts.isEmpty()) {
        throw new IOException(file + ": names no lease");
      }
      byte[] record = readRecord(file, texts.getFirst());
      Statement statement = statement(record, parser);
      List<Line> lines = readLines(file, statement.id(), texts);
      long whole = texts.stream().mapToLong(text -> text.length + 1L).sum();
      channel.truncate(whole);
      channel.position(whole);
      return new ReadJournal(file, channel, record, statement, lease(statement), lines);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static List<byte[]> wholeLines(Path file) throws IOException {
    List<byte[]> texts = new ArrayList<>();
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (byte next : Files.readAllBytes(file)) {
      if (next == '\n') {
        texts.add(text.toByteArray());
        text.reset();
      } else {
        text.write(next);
      }
    }
    return texts;
  }

  private static byte[] readRecord(Path file, byte[] line) throws IOException {
    try {
      Members members = Members.of("", JsonParser.parseObject(line, LINE));
      byte[] record = members.text("lease", 64 << 10).getBytes(StandardCharsets.UTF_8);
      members.end();
      return record;
    } catch (RefusedException e) {
      throw new IOException(file + ": line 1: " + e.getMessage(), e);
    }
  }

  private static List<Line> readLines(Path file, RecordId lease, List<byte[]> texts)
      throws IOException {
    List<Line> lines = new ArrayList<>();
    Hash previous = ReadRow.beginning(lease);
    long position = texts.getFirst().length + 1L;
    for (byte[] text : texts.subList(1, texts.size())) {
      String place = file + ": line " + (lines.size() + 2) + ": ";
      ReadRow row = read(text, place).row();
      boolean follows =
          row.number() == lines.size()
              && row.lease().equals(lease)
              && row.previous().equals(previous);
      if (!follows) {
        throw new IOException(place + "does not follow from the one before");
      }
      lines.add(new Line(row, position, text.length));
      previous = row.hash();
      position += text.length + 1L;
    }
    return lines;
  }

  private static ReadEntry read(byte[] text, String place) throws IOException {
    try {
      return ReadEntry.read(Members.of("", JsonParser.parseObject(text, LINE)));
    } catch (RefusedException e) {
      throw new IOException(place + e.getMessage(), e);
    }
  }

  private static Statement statement(byte[] record, RecordParser parser) throws IOException {
    try {
      return parser.parse(record).statement();
    } catch (RefusedException e) {
      throw new IOException("a journal's lease: " + e.getMessage(), e);
    }
  }

  private static ReadLease lease(Statement statement) throws IOException {
    if (statement.content() instanceof ReadLease lease) {
      return lease;
    }
    throw new IOException("record " + statement.id() + ": leases nothing");
  }

  /** The record that the lease is. */
  byte[] record() {
    return record;
  }

  /** Its id. */
  RecordId id() {
    return statement.id();
  }

  /** What it leases. */
  ReadLease lease() {
    return lease;
  }

  /** How many reads stand in it. */
  int size() {
    return lines.size();
  }

  /** Its rows, oldest first. */
  List<ReadRow> rows() {
    return lines.stream().map(Line::row).toList();
  }

  /** A read, with what was asked and answered. */
  ReadEntry entry(int number) throws IOException {
    Line line = lines.get(number);
    ByteBuffer text = ByteBuffer.allocate(line.length());
    while (text.hasRemaining()) {
      if (channel.read(text, line.position() + text.position()) < 0) {
        throw new IOException(file + ": shorter than it was");
      }
    }
    ReadEntry entry = read(text.array(), file + ": line " + (number + 2) + ": ");
    if (!entry.row().equals(line.row())) {
      throw new IOException(file + ": line " + (number + 2) + ": is another one than it was");
    }
    return entry;
  }

  /** Whether no read is left. */
  boolean isFull() {
    return lines.size() >= lease.reads();
  }

  /** What the next row names. */
  Hash previous() {
    return lines.isEmpty() ? ReadRow.beginning(id()) : lines.getLast().row().hash();
  }

  /** Adds a read; returns when it is on the disk. */
  void add(ReadEntry entry) throws IOException {
    long position = channel.position();
    int length = write(entry.json());
    lines.add(new Line(entry.row(), position, length));
  }

  /** Appends a line; gives its length without its end. */
  private int write(Json.Obj line) throws IOException {
    long before = channel.position();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(line.bytes());
    bytes.write('\n');
    ByteBuffer buffer = ByteBuffer.wrap(bytes.toByteArray());
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
      return bytes.size() - 1;
    } catch (IOException e) {
      // What is not known to be on the disk was not given out.
      channel.truncate(before);
      throw e;
    }
  }

  /** Root of the tree over its rows. */
  Hash root() {
    return lines.isEmpty() ? MerkleHash.EMPTY_ROOT : tree().root();
  }

  /** A row's path in that tree. */
  InclusionProof path(long number) {
    return tree().inclusion(number);
  }

  private MemoryTree tree() {
    return MemoryTree.of(lines.stream().map(line -> line.row().leaf()).toList());
  }

  /** Puts it where the journals of settled leases lie, and closes it. */
  void moveTo(Path folder) throws IOException {
    Files.move(
        file, folder.resolve(String.valueOf(file.getFileName())), StandardCopyOption.ATOMIC_MOVE);
    PrivateFiles.flushFolder(folder);
    channel.close();
  }

  /** Forgets a lease that never came to stand. */
  void discard() throws IOException {
    channel.close();
    Files.delete(file);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
