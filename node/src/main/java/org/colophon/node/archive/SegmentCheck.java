package org.colophon.node.archive;

import java.io.IOException;
import java.nio.file.Path;
import org.colophon.core.Height;
import org.colophon.core.RefusedException;
import org.colophon.core.membership.Genesis;
import org.colophon.core.port.LedgerReader;
import org.colophon.crypto.Hash;
import org.colophon.node.range.RangeCheck;
import org.colophon.storage.archive.Archive;
import org.colophon.storage.archive.ArchivedRange;

/** Reads a segment back, whole, and believes nothing but the validators' seal over it. */
final class SegmentCheck {
  private SegmentCheck() {}

  /**
   * The file must be that segment byte for byte, hold exactly those blocks, and lead from the tree
   * of the ledger before them to a root that a quorum has signed.
   *
   * @throws IOException when it does not; the message names the file
   */
  static void require(Genesis genesis, LedgerReader ledger, Path file, ArchivedRange range)
      throws IOException {
    Hash found = Archive.digest(file);
    if (!found.equals(range.segment())) {
      throw new IOException(
          file + ": damaged: SHA-256 " + found + " (expected: " + range.segment() + ")");
    }
    try {
      Height end = RangeCheck.requireSealed(genesis, file, ledger, range.from());
      if (!end.equals(range.to())) {
        throw new IOException(file + ": to: " + end + " (expected: " + range.to() + ")");
      }
    } catch (RefusedException e) {
      throw new IOException(file + ": not right: " + e.refusal().detail(), e);
    }
  }
}
