package org.colophon.node.archive;

import java.io.IOException;
import org.colophon.core.membership.Genesis;
import org.colophon.core.port.LedgerReader;
import org.colophon.storage.RocksStore;
import org.colophon.storage.archive.ArchivedRange;

/** Takes bodies out of a store, after a last look at the segment that holds them. */
final class BodyRemover {
  private BodyRemover() {}

  /**
   * Verifies the segment as this process finds it in its own archive, then takes its bodies out.
   *
   * @return how many went
   * @throws IOException when the segment is missing or not right: then nothing went
   */
  static int remove(Genesis genesis, RocksStore store, ArchivedRange range) throws IOException {
    // Closed before anything goes: an open reader keeps all that it sees on the disk.
    try (LedgerReader ledger = store.read()) {
      SegmentCheck.require(genesis, ledger, store.segment(range.segment()), range);
    }
    return store.takeOut(range);
  }
}
