package org.colophon.node.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.LongStream;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.Tip;
import org.colophon.core.membership.Genesis;
import org.colophon.core.port.LedgerReader;
import org.colophon.crypto.Hash;
import org.colophon.node.range.RangeExport;
import org.colophon.storage.archive.Archive;

/**
 * Writes sealed blocks of a ledger into a folder, one segment after the other: each a range that
 * ends where a seal does, read back and verified before the manifest names it.
 */
final class SegmentExport {
  private static final long SPARE_BYTES = 16L << 20;

  private final Genesis genesis;
  private final LedgerReader ledger;
  private final long textBytes;

  /**
   * Of that ledger.
   *
   * @param textBytes a segment with so much text in it takes no further seal's blocks
   */
  SegmentExport(Genesis genesis, LedgerReader ledger, long textBytes) {
    this.genesis = genesis;
    this.ledger = ledger;
    this.textBytes = textBytes;
  }

  /** Blocks that become one segment, and how much text they are. */
  private record Planned(Height from, Height to, long bytes) {}

  /** Writes the blocks from one height up to the last seal that ends below another. */
  void write(ArchiveFolder folder, Height from, Height below) throws IOException {
    Optional<Planned> next = plan(from, below);
    while (next.isPresent()) {
      folder.add(write(folder, next.get()));
      next = plan(folder.next(), below);
    }
  }

  private Optional<Planned> plan(Height from, Height below) {
    Optional<Planned> planned = Optional.empty();
    Height at = from;
    long bytes = 0;
    while (at.compareTo(below) < 0 && bytes < textBytes) {
      Optional<Height> end = sealedEnd(at).filter(height -> height.compareTo(below) < 0);
      if (end.isEmpty()) {
        return planned;
      }
      bytes += textOf(at, end.get());
      planned = Optional.of(new Planned(from, end.get(), bytes));
      at = end.get().plus(1);
    }
    return planned;
  }

  /** Where the first seal ends that covers a block; empty when none does. */
  private Optional<Height> sealedEnd(Height height) {
    return ledger
        .header(height)
        .flatMap(header -> ledger.firstSealCovering(header.checkpointSize()))
        .map(seal -> Tip.sealed(seal, ledger).height());
  }

  private long textOf(Height from, Height to) {
    BlockHeader first = ledger.header(from).orElseThrow();
    BlockHeader last = ledger.header(to).orElseThrow();
    return LongStream.range(first.firstIndex().value(), last.checkpointSize().value())
        .map(leaf -> ledger.leaf(new LeafIndex(leaf)).orElseThrow().length + 1L)
        .sum();
  }

  private Segment write(ArchiveFolder folder, Planned planned) throws IOException {
    // Text never grows by more than a little when it is compressed, seals included.
    long needed = planned.bytes() + planned.bytes() / 4 + SPARE_BYTES;
    if (folder.freeBytes() < needed) {
      throw new IOException(
          folder.draft().getParent()
              + ": no room: "
              + folder.freeBytes()
              + " bytes free (expected: "
              + needed
              + " for blocks "
              + planned.from()
              + " to "
              + planned.to()
              + ")");
    }
    Path draft = folder.draft();
    Files.deleteIfExists(draft);
    Height _ =
        new RangeExport(genesis, ledger).write(planned.from(), Optional.of(planned.to()), draft);
    ArchiveFolder.flush(draft);
    Hash digest = Archive.digest(draft);
    Segment segment = new Segment(Files.size(draft), planned.from(), digest, planned.to());
    Path file = folder.name(draft, digest);
    SegmentCheck.require(genesis, ledger, file, segment.range());
    return segment;
  }
}
