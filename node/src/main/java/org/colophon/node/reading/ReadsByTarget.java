package org.colophon.node.reading;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.colophon.core.RecordId;
import org.colophon.core.WorkId;
import org.colophon.crypto.Hash;
import org.colophon.crypto.PrivateFiles;

/**
 * Which reads gave out something of a work: a folder for each work, in it a file for each case
 * under which it was read, in that a line for each read, flushed. A case opens to the holder as a
 * whole, and lines are of one length, so a page of what is open is found without the rest.
 */
final class ReadsByTarget {
  private static final int NUMBER_DIGITS = 9;
  private static final int LINE_BYTES = 2 * Hash.LENGTH + 1 + NUMBER_DIGITS + 1;

  private final Path folder;

  /**
   * Where a read stands.
   *
   * @param lease whose journal
   * @param number which of its rows
   */
  record Place(RecordId lease, int number) {
    private byte[] line() {
      String digits = Integer.toString(number);
      return (lease.hex() + " " + "0".repeat(NUMBER_DIGITS - digits.length()) + digits + "\n")
          .getBytes(StandardCharsets.US_ASCII);
    }

    private static Place of(String line) throws IOException {
      if (!line.matches("[0-9a-f]{64} [0-9]{9}\n")) {
        throw new IOException("the reads of a work: a line that names none");
      }
      return new Place(
          RecordId.ofHex(line.substring(0, 2 * Hash.LENGTH)),
          Integer.parseInt(line.substring(2 * Hash.LENGTH + 1, LINE_BYTES - 1)));
    }
  }

  ReadsByTarget(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  /** The cases under which a work was read, in no order. */
  synchronized List<RecordId> cases(WorkId work) throws IOException {
    Path reads = folder(work);
    if (!Files.exists(reads)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(reads)) {
      return files.map(file -> RecordId.ofHex(String.valueOf(file.getFileName()))).toList();
    }
  }

  /** How many reads of a work there were under a case. */
  synchronized long count(WorkId work, RecordId opened) throws IOException {
    return Files.size(file(work, opened)) / LINE_BYTES;
  }

  /** Up to so many of them, in the order in which their leases were settled, from one on. */
  synchronized List<Place> of(WorkId work, RecordId opened, long from, int most)
      throws IOException {
    try (FileChannel channel = FileChannel.open(file(work, opened), StandardOpenOption.READ)) {
      long lines = Math.clamp(channel.size() / LINE_BYTES - from, 0, most);
      ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(lines * LINE_BYTES));
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, from * LINE_BYTES + bytes.position()) < 0) {
          throw new IOException("the reads of a work: fewer than there were");
        }
      }
      List<Place> places = new ArrayList<>();
      for (int line = 0; line < lines; line++) {
        places.add(
            Place.of(
                new String(
                    bytes.array(), line * LINE_BYTES, LINE_BYTES, StandardCharsets.US_ASCII)));
      }
      return places;
    }
  }

  /**
   * Adds reads of a work under a case; returns when they are on the disk.
   *
   * @param again whether some of them may stand there, since a stop came between
   */
  synchronized void add(WorkId work, RecordId opened, Collection<Place> places, boolean again)
      throws IOException {
    Path reads = Files.createDirectories(folder(work));
    Path file = file(work, opened);
    Set<Place> standing =
        again && Files.exists(file)
            ? new HashSet<>(of(work, opened, 0, Integer.MAX_VALUE / LINE_BYTES))
            : Set.of();
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    places.stream()
        .filter(place -> !standing.contains(place))
        .forEach(place -> lines.writeBytes(place.line()));
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      // A torn line is of a lease whose lines are written again.
      channel.position(channel.size() / LINE_BYTES * LINE_BYTES);
      ByteBuffer bytes = ByteBuffer.wrap(lines.toByteArray());
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.truncate(channel.position());
      channel.force(true);
    }
    PrivateFiles.flushFolder(reads);
    PrivateFiles.flushFolder(folder);
  }

  private Path folder(WorkId work) {
    return folder.resolve(Hash.sha256(work.hex().getBytes(StandardCharsets.US_ASCII)).hex());
  }

  private Path file(WorkId work, RecordId opened) {
    return folder(work).resolve(opened.hex());
  }
}
