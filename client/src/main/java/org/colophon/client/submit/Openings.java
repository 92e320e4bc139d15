package org.colophon.client.submit;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.client.file.AtomicFiles;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.crypto.Hash;
import org.colophon.crypto.PrivateFiles;
import org.colophon.verifier.Opening;

/**
 * The openings of a profile, one file each with mode 0600, named {@code <digest>.<record>.json} so
 * that both a file and a record find theirs without reading the others.
 */
public final class Openings {
  private static final long BYTES_MAX = 1 << 20;

  private final Path folder;

  /** The openings in a folder, which is made when it is needed. */
  public Openings(Path folder) {
    this.folder = folder;
  }

  /** The folder. */
  public Path folder() {
    return folder;
  }

  /** Keeps an opening; returns when it is on the disk. It must be, before its record is sent. */
  public void keep(Opening opening) throws IOException {
    PrivateFolders.create(folder);
    Path file = folder.resolve(opening.digest().hex() + "." + opening.record().hex() + ".json");
    Path part = folder.resolve(file.getFileName() + ".part");
    Files.deleteIfExists(part);
    PrivateFiles.create(part, opening.bytes());
    if (Files.exists(file)) {
      throw new FileAlreadyExistsException(file + ": an opening is never overwritten");
    }
    AtomicFiles.move(part, file);
  }

  /** The openings of a content. */
  public List<Opening> ofDigest(Hash digest) throws IOException {
    return matching(digest.hex() + ".*.json");
  }

  /** The opening of a record. */
  public Optional<Opening> ofRecord(RecordId record) throws IOException {
    return matching("*." + record.hex() + ".json").stream().findFirst();
  }

  /** Deletes the openings of a record; returns how many there were. */
  public int delete(RecordId record) throws IOException {
    List<Path> files = files("*." + record.hex() + ".json");
    for (Path file : files) {
      Files.delete(file);
    }
    if (!files.isEmpty()) {
      AtomicFiles.flushFolder(files.getFirst());
    }
    return files.size();
  }

  private List<Opening> matching(String glob) throws IOException {
    List<Opening> openings = new ArrayList<>();
    for (Path file : files(glob)) {
      openings.add(read(file));
    }
    return openings;
  }

  private List<Path> files(String glob) throws IOException {
    List<Path> files = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return files;
    }
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, glob)) {
      found.forEach(files::add);
    }
    return files.stream().sorted().toList();
  }

  private static Opening read(Path file) throws IOException {
    if (Files.size(file) > BYTES_MAX) {
      throw new IOException(file + ": larger than " + BYTES_MAX + " bytes");
    }
    try {
      return Opening.read(Files.readAllBytes(file));
    } catch (RefusedException e) {
      throw new IOException(file + ": not an opening: " + e.getMessage(), e);
    }
  }
}
