package org.colophon.node.custody;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.colophon.core.Timestamp;
import org.colophon.crypto.Hash;
import org.colophon.crypto.PrivateFiles;

/**
 * Ciphertexts on the disk, each under its SHA-256: in {@code waiting} while no record names it, in
 * {@code named} from then on. What was destroyed stands in the list {@code erased}, which comes
 * first: whoever puts back a copy of the folder has it destroyed again when the node starts.
 */
final class CiphertextStore {
  private static final String SUFFIX = ".json";

  private final Path folder;
  private final Path waiting;
  private final Path named;
  private final Path list;
  private final Set<Hash> erased = new HashSet<>();
  private Amount ofWaiting = Amount.NONE;
  private Amount ofNamed = Amount.NONE;

  /**
   * How much lies in a folder.
   *
   * @param count files
   * @param bytes of all of them
   */
  record Amount(long count, long bytes) {
    static final Amount NONE = new Amount(0, 0);

    private Amount plus(long more) {
      return new Amount(count + 1, bytes + more);
    }

    private Amount minus(long less) {
      return new Amount(count - 1, bytes - less);
    }
  }

  private CiphertextStore(Path folder) throws IOException {
    this.folder = folder;
    this.waiting = Files.createDirectories(folder.resolve("waiting"));
    this.named = Files.createDirectories(folder.resolve("named"));
    this.list = folder.resolve("erased");
  }

  /** Opens the store in a folder, and destroys what its list says was destroyed. */
  static CiphertextStore open(Path folder) throws IOException {
    CiphertextStore store = new CiphertextStore(folder);
    store.readList();
    store.ofWaiting = store.tidied(store.waiting);
    store.ofNamed = store.tidied(store.named);
    return store;
  }

  /** A last line that was not written whole is of something that was not destroyed yet. */
  private void readList() throws IOException {
    if (!Files.exists(list)) {
      return;
    }
    String text = Files.readString(list, StandardCharsets.US_ASCII);
    for (String line : text.split("\n", -1)) {
      if (Hash.isHex(line)) {
        erased.add(Hash.ofHex(line));
      }
    }
  }

  private Amount tidied(Path folder) throws IOException {
    Amount amount = Amount.NONE;
    for (Path file : files(folder)) {
      Optional<Hash> digest = digestOf(file);
      if (digest.isEmpty() || erased.contains(digest.get())) {
        Files.delete(file);
      } else {
        amount = amount.plus(Files.size(file));
      }
    }
    PrivateFiles.flushFolder(folder);
    return amount;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static Optional<Hash> digestOf(Path file) {
    String name = String.valueOf(file.getFileName());
    String hex = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : "";
    return Hash.isHex(hex) ? Optional.of(Hash.ofHex(hex)) : Optional.empty();
  }

  private static Path in(Path folder, Hash digest) {
    return folder.resolve(digest.hex() + SUFFIX);
  }

  /** Stores a ciphertext, or notes that it came again; returns when it is on the disk. */
  synchronized void put(Hash digest, byte[] bytes, Timestamp now) throws IOException {
    if (Files.exists(in(named, digest))) {
      return;
    }
    Path file = in(waiting, digest);
    if (!Files.exists(file)) {
      Path part = waiting.resolve(digest.hex() + ".part");
      Files.deleteIfExists(part);
      PrivateFiles.create(part, bytes);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      ofWaiting = ofWaiting.plus(bytes.length);
    }
    stamp(file, now);
    PrivateFiles.flushFolder(waiting);
  }

  private static void stamp(Path file, Timestamp now) throws IOException {
    Files.setLastModifiedTime(file, FileTime.fromMillis(now.value()));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** A ciphertext. */
  synchronized Optional<byte[]> get(Hash digest) throws IOException {
    for (Path folder : List.of(named, waiting)) {
      Path file = in(folder, digest);
      if (Files.exists(file)) {
        return Optional.of(Files.readAllBytes(file));
      }
    }
    return Optional.empty();
  }

  /**
   * A ciphertext that no record named when it came.
   *
   * @param digest its SHA-256
   * @param came when it came last
   */
  record Waiting(Hash digest, Timestamp came) {}

  /** Those that no record named when they came. */
  synchronized List<Waiting> waiting() throws IOException {
    List<Waiting> found = new ArrayList<>();
    for (Path file : files(waiting)) {
      Optional<Hash> digest = digestOf(file);
      if (digest.isPresent()) {
        found.add(
            new Waiting(digest.get(), new Timestamp(Files.getLastModifiedTime(file).toMillis())));
      }
    }
    return found;
  }

  /** A record names it: it stays. */
  synchronized void name(Hash digest) throws IOException {
    Path file = in(waiting, digest);
    if (!Files.exists(file)) {
      return;
    }
    long size = Files.size(file);
    Files.move(file, in(named, digest), StandardCopyOption.ATOMIC_MOVE);
    PrivateFiles.flushFolder(named);
    PrivateFiles.flushFolder(waiting);
    ofWaiting = ofWaiting.minus(size);
    ofNamed = ofNamed.plus(size);
  }

  /** No record named it in time. */
  synchronized void drop(Hash digest) throws IOException {
    ofWaiting = deleted(waiting, digest, ofWaiting);
  }

  /** Destroys it for good, here or not; returns when that is on the disk. */
  synchronized void erase(Hash digest) throws IOException {
    if (!erased.contains(digest)) {
      note(digest);
      erased.add(digest);
    }
    ofWaiting = deleted(waiting, digest, ofWaiting);
    ofNamed = deleted(named, digest, ofNamed);
  }

  private void note(Hash digest) throws IOException {
    boolean isTorn = Files.exists(list) && Files.size(list) % LINE_LENGTH != 0;
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    if (isTorn) {
      line.write('\n');
    }
    line.writeBytes((digest.hex() + "\n").getBytes(StandardCharsets.US_ASCII));
    try (FileChannel channel =
        FileChannel.open(
            list, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      ByteBuffer bytes = ByteBuffer.wrap(line.toByteArray());
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    PrivateFiles.flushFolder(folder);
  }

  private static final int LINE_LENGTH = 2 * Hash.LENGTH + 1;

  private static Amount deleted(Path folder, Hash digest, Amount before) throws IOException {
    Path file = in(folder, digest);
    if (!Files.exists(file)) {
      return before;
    }
    long size = Files.size(file);
    Files.delete(file);
    PrivateFiles.flushFolder(folder);
    return before.minus(size);
  }

  /** Whether it was destroyed. */
  synchronized boolean isErased(Hash digest) {
    return erased.contains(digest);
  }

  synchronized long erasedCount() {
    return erased.size();
  }

  synchronized Amount amountWaiting() {
    return ofWaiting;
  }

  synchronized Amount amountNamed() {
    return ofNamed;
  }
}
