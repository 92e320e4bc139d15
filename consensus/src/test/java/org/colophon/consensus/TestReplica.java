package org.colophon.consensus;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.colophon.core.Reason;
import org.colophon.core.Refusal;
import org.colophon.core.chain.EntryCodec;
import org.colophon.core.chain.Position;
import org.colophon.core.port.Replica;

/** A ledger that is a list; what was not flushed is lost in a crash. */
final class TestReplica implements Replica {
  static final String REFUSED = "refuse me";
  static final String POISON = "poison";

  /** What survives a crash. */
  static final class Disk {
    private final List<Item> items = new ArrayList<>();

    synchronized List<Item> items() {
      return List.copyOf(items);
    }

    synchronized void replace(List<Item> all) {
      items.clear();
      items.addAll(all);
    }

    synchronized Position end() {
      return items.isEmpty() ? Position.NONE : items.getLast().position();
    }

    /** What a transport carries. */
    void copyTo(Path directory) throws IOException {
      List<Item> all = items();
      try (DataOutputStream out =
          new DataOutputStream(Files.newOutputStream(directory.resolve("ledger")))) {
        out.writeInt(all.size());
        for (Item item : all) {
          out.writeLong(item.position().term());
          out.writeLong(item.position().index());
          out.writeLong(item.stamp());
          out.writeUTF(item.text());
        }
      }
    }

    static List<Item> read(Path directory) throws IOException {
      try (DataInputStream in =
          new DataInputStream(Files.newInputStream(directory.resolve("ledger")))) {
        List<Item> all = new ArrayList<>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
          Position position = new Position(in.readLong(), in.readLong());
          all.add(new Item(position, in.readLong(), in.readUTF()));
        }
        return all;
      }
    }
  }

  /**
   * An entry as it was applied.
   *
   * @param position where it stands
   * @param stamp the leader's, in ms
   * @param text its payload
   */
  record Item(Position position, long stamp, String text) {}

  private final Disk disk;
  private final List<Item> items;
  private final boolean poisonable;
  private boolean crashed;
  final AtomicInteger prepared = new AtomicInteger();
  final AtomicInteger installed = new AtomicInteger();
  volatile boolean crashAfterInstall;

  TestReplica(Disk disk, boolean poisonable) {
    this.disk = disk;
    this.items = new ArrayList<>(disk.items());
    this.poisonable = poisonable;
  }

  static byte[] entry(String text) {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    byte[] entry = new byte[EntryCodec.HEADER_BYTES + payload.length];
    System.arraycopy(payload, 0, entry, EntryCodec.HEADER_BYTES, payload.length);
    return entry;
  }

  private static String text(byte[] entry) {
    return new String(
        entry,
        EntryCodec.HEADER_BYTES,
        entry.length - EntryCodec.HEADER_BYTES,
        StandardCharsets.UTF_8);
  }

  private static long stamp(byte[] entry) {
    return ByteBuffer.wrap(entry).getLong(EntryCodec.STAMP_OFFSET);
  }

  synchronized List<Item> items() {
    return List.copyOf(items);
  }

  /** From now on nothing reaches the disk, and nothing is applied. */
  synchronized void crash() {
    crashed = true;
  }

  @Override
  public synchronized Position applied() {
    return items.isEmpty() ? Position.NONE : items.getLast().position();
  }

  @Override
  public Optional<Refusal> admit(byte[] entry) {
    return text(entry).equals(REFUSED)
        ? Optional.of(new Refusal(Reason.UNSEALED, "unsealed: 9 blocks (max: 8)"))
        : Optional.empty();
  }

  @Override
  public void prepare(byte[] entry) {
    prepared.incrementAndGet();
  }

  @Override
  public synchronized byte[] apply(Position position, byte[] entry) throws IOException {
    if (crashed) {
      throw new IOException("crashed");
    }
    if (position.index() <= applied().index()) {
      throw new IllegalStateException("position: " + position + ", applied: " + applied());
    }
    String text = text(entry);
    if (poisonable && text.equals(POISON)) {
      throw new IllegalStateException("height: 7 (expected: 8)");
    }
    items.add(new Item(position, stamp(entry), text));
    return ("done " + (text.length() > 40 ? "long" : text)).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public synchronized Position flush() throws IOException {
    if (crashed) {
      throw new IOException("crashed");
    }
    disk.replace(items);
    return applied();
  }

  @Override
  public synchronized Position install(Path directory) throws IOException {
    if (crashed) {
      throw new IOException("crashed");
    }
    List<Item> all = Disk.read(directory);
    items.clear();
    items.addAll(all);
    disk.replace(all);
    installed.incrementAndGet();
    crashed = crashAfterInstall;
    return applied();
  }

  static String reply(byte[] reply) {
    return new String(reply, StandardCharsets.UTF_8);
  }

  static List<String> texts(List<Item> items) {
    return Arrays.asList(items.stream().map(Item::text).toArray(String[]::new));
  }
}
