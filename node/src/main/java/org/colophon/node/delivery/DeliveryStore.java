package org.colophon.node.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.delivery.DeliveryIndex;
import org.colophon.crypto.Hash;
import org.colophon.crypto.PrivateFiles;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deliveries on the disk: a folder for each, named by the SHA-256 of its index, with the index and
 * the chunks that came. A name says that what it names is whole: everything is written and flushed
 * under another name first, so that after a crash nothing has to be read to know what is there.
 */
final class DeliveryStore {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryStore.class);
  private static final String INDEX = "index.json";
  private static final String CHUNK = ".chunk";
  private static final String PART = ".part";
  private static final String DAMAGED = ".damaged";

  /** Indexes that are kept read; each takes up to two megabytes. */
  private static final int INDEXES_MAX = 8;

  private final Path folder;
  private final AtomicLong parts = new AtomicLong();
  private final Map<Hash, Held> held = new TreeMap<>();
  private final Map<Hash, Indexed> indexes =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Hash, Indexed> eldest) {
          return size() > INDEXES_MAX;
        }
      };

  /** What is held of one delivery. */
  private static final class Held {
    private final SubjectId sender;
    private final long size;
    private final int chunks;
    private final BitSet here = new BitSet();
    private long hereBytes;
    private Timestamp begun;

    private Held(DeliveryIndex index, Timestamp begun) {
      this.sender = index.sender();
      this.size = index.sealedSize();
      this.chunks = index.chunks().size();
      this.begun = begun;
    }
  }

  /**
   * An index that was read.
   *
   * @param index the index
   * @param places of its chunks
   */
  record Indexed(DeliveryIndex index, List<DeliveryIndex.Place> places) {
    Indexed {
      places = List.copyOf(places);
    }

    private static Indexed of(DeliveryIndex index) {
      return new Indexed(index, index.places());
    }
  }

  /**
   * How much is held.
   *
   * @param count deliveries
   * @param bytes of all their chunks, those that have not come included
   * @param toCome bytes of those that have not come
   */
  record Amount(long count, long bytes, long toCome) {}

  private DeliveryStore(Path folder) {
    this.folder = folder;
  }

  /**
   * Opens the store; what was never finished is deleted, and what is damaged is put aside: it keeps
   * no node from starting.
   */
  static DeliveryStore open(Path folder) throws IOException {
    DeliveryStore store = new DeliveryStore(Files.createDirectories(folder));
    for (Path delivery : list(folder)) {
      String name = String.valueOf(delivery.getFileName());
      if (name.endsWith(PART)) {
        deleteAll(delivery);
      } else if (Hash.isHex(name)) {
        store.loadOrPutAside(Hash.ofHex(name));
      }
    }
    return store;
  }

  private void loadOrPutAside(Hash id) throws IOException {
    try {
      load(id);
    } catch (IOException | IllegalArgumentException e) {
      LOG.error("delivery {} is damaged and was put aside; it must be sent again", id, e);
      Path aside = folder.resolve(id.hex() + DAMAGED);
      if (Files.exists(aside)) {
        deleteAll(aside);
      }
      Files.move(in(id), aside, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private void load(Hash id) throws IOException {
    Indexed indexed = read(id);
    Held found = new Held(indexed.index(), begun(id));
    for (Path file : list(in(id))) {
      String name = String.valueOf(file.getFileName());
      if (name.endsWith(PART)) {
        Files.delete(file);
      } else if (name.endsWith(CHUNK)) {
        found.here.set(Integer.parseInt(name.substring(0, name.length() - CHUNK.length())));
        found.hereBytes += Files.size(file);
      }
    }
    held.put(id, found);
  }

  private Timestamp begun(Hash id) throws IOException {
    return new Timestamp(Files.getLastModifiedTime(in(id).resolve(INDEX)).toMillis());
  }

  private Path in(Hash id) {
    return folder.resolve(id.hex());
  }

  private Path chunk(Hash id, int number) {
    return in(id).resolve(String.format(Locale.ROOT, "%05d", number) + CHUNK);
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  /** Where the deliveries lie. */
  Path folder() {
    return folder;
  }

  /** Begins a delivery, or notes that it goes on; returns when that is on the disk. */
  synchronized void begin(Hash id, byte[] bytes, DeliveryIndex index, Timestamp now)
      throws IOException {
    Held found = held.get(id);
    if (found == null) {
      Path part = folder.resolve(id.hex() + PART);
      if (Files.exists(part)) {
        deleteAll(part);
      }
      Files.createDirectory(part);
      PrivateFiles.create(part.resolve(INDEX), bytes);
      Files.move(part, in(id), StandardCopyOption.ATOMIC_MOVE);
      PrivateFiles.flushFolder(folder);
      found = new Held(index, now);
      held.put(id, found);
    }
    stamp(id, found, now);
  }

  /** The index of a delivery that is held. */
  synchronized Optional<Indexed> index(Hash id) throws IOException {
    if (!held.containsKey(id)) {
      return Optional.empty();
    }
    @Nullable Indexed known = indexes.get(id);
    return Optional.of(known == null ? read(id) : known);
  }

  private Indexed read(Hash id) throws IOException {
    byte[] bytes = Files.readAllBytes(in(id).resolve(INDEX));
    if (!Hash.sha256(bytes).equals(id)) {
      throw new IOException(in(id) + ": the index is not the one that was stored");
    }
    try {
      Indexed indexed = Indexed.of(DeliveryIndex.read(bytes));
      indexes.put(id, indexed);
      return indexed;
    } catch (RefusedException e) {
      throw new IOException(in(id) + ": not an index: " + e.getMessage(), e);
    }
  }

  /** Bytes of an index as they were stored. */
  byte[] indexBytes(Hash id) throws IOException {
    return Files.readAllBytes(in(id).resolve(INDEX));
  }

  /** Stores a chunk that was checked; returns when it is on the disk. */
  void put(Hash id, int number, byte[] bytes) throws IOException {
    if (has(id, number)) {
      return;
    }
    // Written beside the lock: many senders wait for their disks, not for each other.
    Path part = in(id).resolve(parts.incrementAndGet() + PART);
    PrivateFiles.create(part, bytes);
    synchronized (this) {
      @Nullable Held found = held.get(id);
      if (found == null || found.here.get(number)) {
        Files.deleteIfExists(part);
        return;
      }
      Files.move(part, chunk(id, number), StandardCopyOption.ATOMIC_MOVE);
      PrivateFiles.flushFolder(in(id));
      found.here.set(number);
      found.hereBytes += bytes.length;
    }
  }

  private synchronized boolean has(Hash id, int number) {
    @Nullable Held found = held.get(id);
    return found != null && found.here.get(number);
  }

  /** A chunk, when it is here. */
  Optional<byte[]> chunkBytes(Hash id, int number) throws IOException {
    return has(id, number) ? Optional.of(Files.readAllBytes(chunk(id, number))) : Optional.empty();
  }

  /** A chunk is not what it was: its sender has time again to send it. */
  synchronized void discard(Hash id, int number, Timestamp now) throws IOException {
    @Nullable Held found = held.get(id);
    if (found == null || !found.here.get(number)) {
      return;
    }
    found.here.clear(number);
    found.hereBytes -= Files.size(chunk(id, number));
    Files.delete(chunk(id, number));
    PrivateFiles.flushFolder(in(id));
    stamp(id, found, now);
  }

  private void stamp(Hash id, Held found, Timestamp now) throws IOException {
    found.begun = now;
    Files.setLastModifiedTime(in(id).resolve(INDEX), FileTime.fromMillis(now.value()));
  }

  /** Numbers of the chunks that have not come, ascending. */
  synchronized List<Integer> missing(Hash id) {
    List<Integer> missing = new ArrayList<>();
    @Nullable Held found = held.get(id);
    for (int number = 0; found != null && number < found.chunks; number++) {
      if (!found.here.get(number)) {
        missing.add(number);
      }
    }
    return missing;
  }

  /** Whether all of a delivery is here. */
  synchronized boolean isWhole(Hash id) {
    @Nullable Held found = held.get(id);
    return found != null && found.here.cardinality() == found.chunks;
  }

  /** When a delivery was begun, or went on, the last time. */
  synchronized Optional<Timestamp> lastBegun(Hash id) {
    return Optional.ofNullable(held.get(id)).map(found -> found.begun);
  }

  /** The deliveries that are held. */
  synchronized List<Hash> ids() {
    return List.copyOf(held.keySet());
  }

  /** How much is held of one sender. */
  synchronized Amount amount(SubjectId sender) {
    return sum(held.values().stream().filter(one -> one.sender.equals(sender)).toList());
  }

  /** How much is held. */
  synchronized Amount amount() {
    return sum(held.values().stream().toList());
  }

  private static Amount sum(List<Held> deliveries) {
    long bytes = deliveries.stream().mapToLong(one -> one.size).sum();
    long here = deliveries.stream().mapToLong(one -> one.hereBytes).sum();
    return new Amount(deliveries.size(), bytes, bytes - here);
  }

  /** Deletes a delivery; it is gone at once, and its files in a moment or at the next start. */
  synchronized void drop(Hash id) throws IOException {
    held.remove(id);
    indexes.remove(id);
    Path part = folder.resolve(id.hex() + PART);
    Files.move(in(id), part, StandardCopyOption.ATOMIC_MOVE);
    PrivateFiles.flushFolder(folder);
    deleteAll(part);
  }

  /** Of what has no name any more; after a crash the rest goes at the next start. */
  private static void deleteAll(Path delivery) throws IOException {
    for (Path file : list(delivery)) {
      Files.delete(file);
    }
    Files.delete(delivery);
  }
}
