package org.colophon.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.colophon.core.chain.Ledger;
import org.colophon.core.port.StoreException;
import org.colophon.storage.RocksStore;
import org.colophon.storage.archive.Archive;
import org.colophon.storage.archive.ArchivedRange;

/**
 * Copies of the ledger for other nodes. What was taken out of the store goes with it, segment by
 * segment as it lies in the archive: whoever comes new must be able to execute everything.
 */
final class OutgoingCopy {
  private final Ledger ledger;
  private final Path outgoing;
  private final Archive archive;

  OutgoingCopy(Ledger ledger, Path outgoing, Archive archive) {
    this.ledger = ledger;
    this.outgoing = outgoing;
    this.archive = archive;
  }

  /**
   * Makes a copy, which the caller deletes.
   *
   * @throws StoreException also when a segment is missing here: another node may have it
   */
  Path make() throws StoreException {
    Path copy = outgoing.resolve(UUID.randomUUID().toString());
    try {
      Files.createDirectories(outgoing);
    } catch (IOException e) {
      throw new StoreException(outgoing + ": cannot be created", e);
    }
    ledger.store().checkpoint(copy);
    try {
      addSegments(copy);
      return copy;
    } catch (IOException e) {
      try {
        Directories.delete(copy);
      } catch (IOException left) {
        e.addSuppressed(left);
      }
      throw new StoreException("copy: " + e.getMessage(), e);
    }
  }

  private void addSegments(Path copy) throws IOException {
    List<ArchivedRange> ranges;
    try (RocksStore store = RocksStore.openReadOnly(copy)) {
      ranges = store.archived();
    }
    Path segments = RocksStore.segmentsOf(copy);
    for (ArchivedRange range : ranges) {
      Path file = archive.whole(segments, range.segment());
      if (!file.startsWith(segments)) {
        Files.createDirectories(segments);
        // No byte is written: the reader of the copy follows the link.
        Files.createSymbolicLink(segments.resolve(file.getFileName()), file.toAbsolutePath());
      }
    }
  }
}
