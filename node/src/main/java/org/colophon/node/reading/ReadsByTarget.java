package org.colophon.node.reading;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.colophon.core.RecordId;
import org.colophon.core.WorkId;
import org.colophon.crypto.Hash;

/**
 * Which reads gave out something of a work: a file for each work, a line for each read. It only
 * finds what the journals hold, so its lines need not be flushed: those of open leases are made
 * anew when a node starts.
 */
final class ReadsByTarget {
  private final Path folder;

  /**
   * Where a read stands.
   *
   * @param lease whose journal
   * @param number which of its rows
   */
  record Place(RecordId lease, long number) {
    private String line() {
      return lease.hex() + " " + number;
    }
  }

  ReadsByTarget(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  /** The reads of a work, oldest first. */
  synchronized List<Place> of(WorkId work) throws IOException {
    List<Place> places = new ArrayList<>();
    for (String line : lines(work)) {
      String[] parts = line.split(" ", -1);
      // A torn line is one of an open lease, and made anew.
      if (parts.length == 2 && parts[0].length() == 64 && parts[1].matches("[0-9]{1,15}")) {
        places.add(new Place(RecordId.ofHex(parts[0]), Long.parseLong(parts[1])));
      }
    }
    return places;
  }

  synchronized void add(WorkId work, Place place) throws IOException {
    if (!lines(work).contains(place.line())) {
      Files.writeString(
          file(work),
          place.line() + "\n",
          StandardCharsets.US_ASCII,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }

  private Set<String> lines(WorkId work) throws IOException {
    Path file = file(work);
    return Files.exists(file)
        ? new LinkedHashSet<>(Files.readAllLines(file, StandardCharsets.US_ASCII))
        : Set.of();
  }

  private Path file(WorkId work) {
    return folder.resolve(Hash.sha256(work.hex().getBytes(StandardCharsets.US_ASCII)).hex());
  }
}
