package org.colophon.node.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.colophon.core.RefusedException;
import org.colophon.crypto.Digests;
import org.colophon.crypto.Hash;
import org.colophon.crypto.PrivateFiles;
import org.colophon.node.FolderLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of backups of one node:
 *
 * <ul>
 *   <li>{@code files/ab/abcd…}: contents, each once, under its SHA-256. What did not change since
 *       an earlier backup is not written again;
 *   <li>{@code backups/000001.json}: what stood where, written last; with {@code
 *       backups/000001.sha256}, as sha256sum checks it;
 *   <li>{@code erased}: digests of what was destroyed, which is in no backup any more;
 *   <li>{@code lock}: held by who writes or reads here.
 * </ul>
 */
public final class BackupFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BackupFolder.class);
  private static final Pattern MANIFEST = Pattern.compile("([0-9]{6})\\.json");
  private static final int MANIFEST_BYTES_MAX = 512 << 20;
  private static final FileAttribute<?> FOLDER_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<?> FILE_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path root;
  private final FolderLock lock;
  private final Set<Hash> erased = new TreeSet<>();

  private BackupFolder(Path root, FolderLock lock) {
    this.root = root;
    this.lock = lock;
  }

  /** Opens a folder of backups, or begins one in an empty or new directory. */
  public static BackupFolder create(Path root) throws IOException {
    if (!Files.exists(root.resolve("backups"))) {
      if (Files.exists(root)) {
        requireEmpty(root);
      }
      Files.createDirectories(root.resolve("files"), FOLDER_MODE);
      Files.createDirectories(root.resolve("backups"), FOLDER_MODE);
    }
    return open(root);
  }

  private static void requireEmpty(Path root) throws IOException {
    try (Stream<Path> entries = Files.list(root)) {
      // A folder that was only begun holds this one.
      if (entries.anyMatch(entry -> !entry.endsWith("files"))) {
        throw new IOException(root + ": (expected: a folder of backups, or an empty one)");
      }
    }
  }

  /** Opens a folder of backups. */
  public static BackupFolder open(Path root) throws IOException {
    if (!Files.isDirectory(root.resolve("backups"))) {
      throw new IOException(root + ": (expected: a folder of backups)");
    }
    BackupFolder folder = new BackupFolder(root, FolderLock.take(root, "backup or restore"));
    try {
      folder.readErased();
      return folder;
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  private void readErased() throws IOException {
    Path list = root.resolve("erased");
    if (Files.exists(list)) {
      for (String line : Files.readAllLines(list, StandardCharsets.US_ASCII)) {
        if (!Hash.isHex(line)) {
          throw new IOException(list + ": damaged: " + line + " (expected: a SHA-256 a line)");
        }
        erased.add(Hash.ofHex(line));
      }
    }
  }

  /** Digests of what was destroyed. */
  Set<Hash> erased() {
    return Set.copyOf(erased);
  }

  /** Destroys contents in all backups, for good. */
  void erase(Set<Hash> digests) throws IOException {
    if (erased.addAll(digests)) {
      StringBuilder lines = new StringBuilder();
      erased.forEach(digest -> lines.append(digest.hex()).append('\n'));
      replace(root, "erased", lines.toString().getBytes(StandardCharsets.US_ASCII));
    }
    for (Hash digest : erased) {
      Files.deleteIfExists(place(digest));
    }
  }

  /** Numbers of the backups that are whole, ascending. */
  public List<Integer> numbers() throws IOException {
    try (Stream<Path> files = Files.list(manifests())) {
      return files
          .map(file -> MANIFEST.matcher(file.getFileName().toString()))
          .filter(Matcher::matches)
          .map(name -> Integer.parseInt(name.group(1)))
          .sorted()
          .toList();
    }
  }

  /** Reads what a backup holds; refuses it when a byte of it has changed. */
  public Manifest manifest(int number) throws IOException {
    Path file = manifestFile(number);
    if (!Files.exists(file)) {
      throw new IOException(root + ": backup: " + number + " (expected: one of " + numbers() + ")");
    }
    if (Files.size(file) > MANIFEST_BYTES_MAX) {
      throw new IOException(file + ": larger than " + MANIFEST_BYTES_MAX + " bytes");
    }
    byte[] text = Files.readAllBytes(file);
    String sum = Files.readString(sumFile(number), StandardCharsets.US_ASCII);
    if (!sum.equals(sumLine(number, text))) {
      throw new IOException(file + ": damaged: not the SHA-256 that stands beside it");
    }
    try {
      Manifest manifest = Manifest.parse(text);
      if (manifest.number() != number) {
        throw new IOException(file + ": number: " + manifest.number());
      }
      return manifest;
    } catch (RefusedException e) {
      throw new IOException(file + ": damaged: " + e.refusal().detail(), e);
    }
  }

  private Path manifestFile(int number) {
    return manifests().resolve(name(number) + ".json");
  }

  private Path sumFile(int number) {
    return manifests().resolve(name(number) + ".sha256");
  }

  private static String name(int number) {
    return String.format(Locale.ROOT, "%06d", number);
  }

  private static String sumLine(int number, byte[] text) {
    return Hash.sha256(text).hex() + "  " + name(number) + ".json\n";
  }

  /** Notes a backup whose contents are all here; from now on it is one. */
  void add(Manifest manifest) throws IOException {
    byte[] text = manifest.bytes();
    int number = manifest.number();
    byte[] sum = sumLine(number, text).getBytes(StandardCharsets.US_ASCII);
    replace(manifests(), name(number) + ".sha256", sum);
    replace(manifests(), name(number) + ".json", text);
  }

  /**
   * Keeps a file's content. One that is here already is read as well, and written again when it is
   * damaged: no other backup has it, for all of them share it.
   *
   * @return its digest and size under that path
   * @throws NoSuchFileException when it is gone
   */
  BackupFile put(String path, Path file) throws IOException {
    Hash digest = digestOf(file);
    Path place = place(digest);
    if (Files.exists(place)) {
      if (isSound(place, digest)) {
        return new BackupFile(path, digest, Files.size(place));
      }
      LOG.warn("{}: damaged; it is written again from {}", place, path);
    }
    Path folder = Files.createDirectories(folderOf(digest), FOLDER_MODE);
    Path part = folder.resolve(digest.hex() + ".part");
    Files.deleteIfExists(part);
    Hash copied = copy(file, part);
    // A journal may have grown in between: it is kept under what it is now.
    Path name = place(copied);
    Files.createDirectories(folderOf(copied), FOLDER_MODE);
    Files.move(part, name, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    PrivateFiles.flushFolder(folderOf(copied));
    return new BackupFile(path, copied, Files.size(name));
  }

  private static boolean isSound(Path place, Hash digest) {
    try {
      return digestOf(place).equals(digest);
    } catch (IOException e) {
      return false;
    }
  }

  private static Hash digestOf(Path file) throws IOException {
    return pour(file, OutputStream.nullOutputStream());
  }

  /** Copies into a new file of the owner's; returns the digest when it is on the disk. */
  private static Hash copy(Path from, Path to) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            to, EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), FILE_MODE)) {
      Hash digest = pour(from, Channels.newOutputStream(channel));
      channel.force(true);
      return digest;
    }
  }

  private static Hash pour(Path from, OutputStream to) throws IOException {
    MessageDigest digest = Digests.sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(from), digest)) {
      in.transferTo(to);
    }
    return Hash.finish(digest);
  }

  /**
   * Puts a content back into a new file.
   *
   * @throws IOException when the content is not there, or not what its name says
   */
  void take(BackupFile file, Path to) throws IOException {
    Path place = place(file.digest());
    if (!Files.exists(place)) {
      throw new IOException(place + ": missing (" + file.path() + ")");
    }
    Files.createDirectories(to.toAbsolutePath().getParent(), FOLDER_MODE);
    Hash found = copy(place, to);
    if (!found.equals(file.digest()) || Files.size(to) != file.size()) {
      throw new IOException(place + ": damaged: SHA-256 " + found + " (" + file.path() + ")");
    }
  }

  /** Reads every byte of a backup; returns what is wrong, in words. */
  public List<String> check(Manifest manifest) throws IOException {
    TreeSet<String> wrong = new TreeSet<>();
    for (BackupFile file : manifest.files()) {
      Path place = place(file.digest());
      if (erased.contains(file.digest())) {
        continue;
      }
      if (!Files.exists(place)) {
        wrong.add(file.path() + ": " + place + ": missing");
      } else if (!digestOf(place).equals(file.digest())) {
        wrong.add(file.path() + ": " + place + ": damaged");
      }
    }
    return List.copyOf(wrong);
  }

  /** Drops all but the newest backups, and the contents that none of those has. */
  public void keep(int newest) throws IOException {
    List<Integer> numbers = numbers();
    for (int number : numbers.subList(0, Math.max(0, numbers.size() - newest))) {
      Files.delete(manifestFile(number));
      Files.deleteIfExists(sumFile(number));
    }
    Set<String> used = new HashSet<>();
    for (int number : numbers()) {
      manifest(number).files().forEach(file -> used.add(file.digest().hex()));
    }
    List<Path> all;
    try (Stream<Path> files = Files.walk(root.resolve("files"))) {
      all = files.filter(Files::isRegularFile).toList();
    }
    for (Path file : all) {
      if (!used.contains(file.getFileName().toString())) {
        Files.delete(file);
      }
    }
  }

  private Path place(Hash digest) {
    return folderOf(digest).resolve(digest.hex());
  }

  private Path folderOf(Hash digest) {
    return root.resolve("files").resolve(digest.hex().substring(0, 2));
  }

  private Path manifests() {
    return root.resolve("backups");
  }

  private static void replace(Path folder, String name, byte[] bytes) throws IOException {
    Path next = folder.resolve(name + ".next");
    Files.deleteIfExists(next);
    PrivateFiles.create(next, bytes);
    Files.move(
        next,
        folder.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    PrivateFiles.flushFolder(folder);
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
