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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.colophon.core.RecordId;
import org.colophon.core.WorkId;
import org.colophon.crypto.Hash;
import org.colophon.crypto.PrivateFiles;

/**
 * Which reads gave out something of a work: a file for each work, a line for each read, flushed.
 * The lines of a lease are written when it is settled, and again when a stop came between; a line
 * that stands twice counts once.
 */
final class ReadsByTarget {
  private final Path folder;

  /**
   * Where a read stands.
   *
   * @param lease whose journal
   * @param number which of its rows
   */
  record Place(RecordId lease, int number) {
    private String line() {
      return lease.hex() + " " + number + "\n";
    }
  }

  ReadsByTarget(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  /** The reads of a work, in the order in which their leases were settled. */
  synchronized List<Place> of(WorkId work) throws IOException {
    Path file = file(work);
    if (!Files.exists(file)) {
      return List.of();
    }
    Set<Place> places = new LinkedHashSet<>();
    for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
      String[] parts = line.split(" ", -1);
      // A torn line is of a lease whose lines were all written again.
      if (parts.length == 2 && Hash.isHex(parts[0]) && parts[1].matches("[0-9]{1,9}")) {
        places.add(new Place(RecordId.ofHex(parts[0]), Integer.parseInt(parts[1])));
      }
    }
    return new ArrayList<>(places);
  }

  /** Adds reads of a work; returns when they are on the disk. */
  synchronized void add(WorkId work, Collection<Place> places) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file(work),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      ByteArrayOutputStream lines = new ByteArrayOutputStream();
      if (endsTorn(channel)) {
        lines.write('\n');
      }
      for (Place place : places) {
        lines.writeBytes(place.line().getBytes(StandardCharsets.US_ASCII));
      }
      ByteBuffer bytes = ByteBuffer.wrap(lines.toByteArray());
      channel.position(channel.size());
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    PrivateFiles.flushFolder(folder);
  }

  private static boolean endsTorn(FileChannel channel) throws IOException {
    ByteBuffer last = ByteBuffer.allocate(1);
    return channel.size() > 0 && channel.read(last, channel.size() - 1) == 1 && last.get(0) != '\n';
  }

  private Path file(WorkId work) {
    return folder.resolve(Hash.sha256(work.hex().getBytes(StandardCharsets.US_ASCII)).hex());
  }
}
