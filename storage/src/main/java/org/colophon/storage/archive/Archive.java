package org.colophon.storage.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.colophon.core.port.StoreException;
import org.colophon.crypto.Digests;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.MerkleHash;

/**
 * The folders in which a store finds the bodies that were taken out of it. Nothing in them is
 * believed: a body counts only when it has the hash that the store kept. Any number of threads may
 * share it.
 */
public final class Archive {
  /** No folders: only what lies in a store's own directory is found. */
  public static final Archive NONE = new Archive(List.of(), Faults.UNHEARD);

  private static final String ENDING = ".ndjson.gz";
  private static final int CACHED_MEMBERS_MAX = 64;
  private static final long CACHED_MEMBER_BYTES_MAX = 256L << 10;

  private final List<Path> folders;
  private final Faults faults;
  private final Set<Hash> faulty = ConcurrentHashMap.newKeySet();
  private final Map<Place, Map<Hash, byte[]>> cached = new LastUsed();

  /** Is told which segments cannot be read. */
  public interface Faults {
    /** Tells nobody. */
    Faults UNHEARD =
        new Faults() {
          @Override
          public void faulty(Hash segment, String what) {}

          @Override
          public void readable(Hash segment) {}
        };

    /** A body was asked for that cannot be read; told again each time. */
    void faulty(Hash segment, String what);

    /** A segment that was faulty has been read. */
    void readable(Hash segment);
  }

  /** An archive in those folders; none needs to be there now. */
  public Archive(List<Path> folders, Faults faults) {
    this.folders = List.copyOf(folders);
    this.faults = faults;
  }

  /** Name of a segment's file. */
  public static String fileName(Hash segment) {
    return segment.hex() + ENDING;
  }

  /**
   * The line with that leaf hash.
   *
   * @param own folder of segments in the store's own directory
   * @param place where the store says that it stands
   * @param leaf its hash in the tree
   * @throws StoreException when no folder has it; the message names the segment and the files
   */
  public byte[] body(Path own, Place place, Hash leaf) throws StoreException {
    Map<Hash, byte[]> lines = cached(place).orElse(Map.of());
    List<String> wrong = new ArrayList<>();
    for (Path file : lines.containsKey(leaf) ? List.<Path>of() : files(own, place.segment())) {
      try {
        lines = read(file, place);
        if (lines.containsKey(leaf)) {
          break;
        }
        wrong.add(file + ": damaged: holds another text at byte " + place.offset());
      } catch (IOException e) {
        wrong.add(file + ": " + (e instanceof FileSystemException ? e : e.getMessage()));
      }
    }
    byte[] body = lines.get(leaf);
    if (body == null) {
      throw fault(own, place.segment(), wrong);
    }
    noteReadable(place.segment());
    return body.clone();
  }

  private void noteReadable(Hash segment) {
    if (faulty.remove(segment)) {
      faults.readable(segment);
    }
  }

  private Map<Hash, byte[]> read(Path file, Place place) throws IOException {
    SegmentInput.Member member;
    try (SegmentInput segment = SegmentInput.open(file)) {
      member = segment.member(place.offset());
    }
    Map<Hash, byte[]> lines = new HashMap<>();
    long bytes = 0;
    for (byte[] line : member.lines()) {
      lines.put(MerkleHash.leaf(line), line);
      bytes += line.length;
    }
    if (bytes <= CACHED_MEMBER_BYTES_MAX) {
      synchronized (cached) {
        cached.put(place, lines);
      }
    }
    return lines;
  }

  private Optional<Map<Hash, byte[]>> cached(Place place) {
    synchronized (cached) {
      return Optional.ofNullable(cached.get(place));
    }
  }

  private StoreException fault(Path own, Hash segment, List<String> wrong) {
    String what =
        wrong.isEmpty() ? "not there (looked in " + places(own) + ")" : String.join("; ", wrong);
    faulty.add(segment);
    faults.faulty(segment, what);
    return new StoreException("archive: segment " + segment + ": " + what);
  }

  private List<Path> places(Path own) {
    List<Path> places = new ArrayList<>(List.of(own));
    places.addAll(folders);
    return places;
  }

  /** Files that bear the segment's name. */
  private List<Path> files(Path own, Hash segment) {
    return places(own).stream()
        .map(folder -> folder.resolve(fileName(segment)))
        .filter(Files::isRegularFile)
        .toList();
  }

  /**
   * A file that is the segment, byte for byte.
   *
   * @throws StoreException when there is none; the message names what was looked at
   */
  public Path whole(Path own, Hash segment) throws StoreException {
    List<String> wrong = new ArrayList<>();
    for (Path file : files(own, segment)) {
      try {
        Hash found = digest(file);
        if (found.equals(segment)) {
          noteReadable(segment);
          return file;
        }
        wrong.add(file + ": damaged: SHA-256 " + found);
      } catch (IOException e) {
        wrong.add(file + ": cannot be read: " + e);
      }
    }
    throw fault(own, segment, wrong);
  }

  /** SHA-256 of a file. */
  public static Hash digest(Path file) throws IOException {
    MessageDigest digest = Digests.sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return Hash.finish(digest);
  }

  /** Keeps what was used last: 64 members of at most 256 KiB. */
  private static final class LastUsed extends LinkedHashMap<Place, Map<Hash, byte[]>> {
    private static final long serialVersionUID = 1L;

    LastUsed() {
      super(CACHED_MEMBERS_MAX, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Place, Map<Hash, byte[]>> eldest) {
      return size() > CACHED_MEMBERS_MAX;
    }
  }
}
