package org.colophon.node.range;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.Epochs;
import org.colophon.core.chain.Results;
import org.colophon.core.chain.Seal;
import org.colophon.core.chain.SignedEpoch;
import org.colophon.core.chain.Tip;
import org.colophon.core.evidence.ChangePart;
import org.colophon.core.membership.Genesis;
import org.colophon.core.port.LedgerReader;

/**
 * Writes the blocks of a ledger from one height to the first sealed one at or behind another into a
 * file that needs nothing but the genesis, and the blocks before, to be verified.
 */
public final class RangeExport {
  private final Genesis genesis;
  private final LedgerReader ledger;

  /** Exports from that ledger. */
  public RangeExport(Genesis genesis, LedgerReader ledger) {
    this.genesis = genesis;
    this.ledger = ledger;
  }

  /**
   * Writes a range.
   *
   * @param from first block, 1 at least
   * @param to a block up to the newest sealed one, which is taken when it is not given
   * @return the height that the range ends at
   * @throws IOException when there is no such range, or it cannot be written; then no file is left
   */
  public Height write(Height from, Optional<Height> to, Path file) throws IOException {
    Seal seal = sealOver(to);
    Height last = Tip.sealed(seal, ledger).height();
    if (from.value() < 1 || from.compareTo(last) > 0) {
      throw new IOException("from: " + from + " (expected: 1 to " + last + ")");
    }
    RangeHead head =
        new RangeHead(
            genesis.chain(),
            from,
            last,
            ChangePart.before(ledger, seal),
            seal.note(),
            epochs(from, last));
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.deleteIfExists(part);
    if (Files.exists(file)) {
      throw new IOException(file + ": is there already");
    }
    try (RangeFile.Writer writer = new RangeFile.Writer(part, head)) {
      this.<IOException>each(from, last, writer::write);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(part);
      throw e;
    }
    Files.move(part, file);
    return last;
  }

  /** Takes blocks one by one. */
  interface Sink<E extends Exception> {
    void take(RangeBlock block) throws IOException, E;
  }

  /** Gives the blocks from one height to another, each with the seals ordered before it. */
  <E extends Exception> void each(Height from, Height last, Sink<E> sink) throws IOException, E {
    long number = firstOrderedFrom(from.value() - 1);
    for (long height = from.value(); height <= last.value(); height++) {
      RangeBlock block = block(new Height(height), number);
      number += block.seals().size();
      sink.take(block);
    }
  }

  /** One that begins behind the last block belongs to the range that follows. */
  private List<SignedEpoch> epochs(Height from, Height last) {
    return Epochs.all(ledger).stream()
        .filter(begun -> begun.epoch().height().value() >= from.value() - 1)
        .filter(begun -> begun.epoch().height().compareTo(last) < 0)
        .toList();
  }

  private Seal sealOver(Optional<Height> to) throws IOException {
    if (to.isEmpty()) {
      return ledger.newestSeal().orElseThrow(() -> new IOException("the ledger has no seal yet"));
    }
    BlockHeader header =
        ledger
            .header(to.get())
            .orElseThrow(() -> new IOException("to: " + to.get() + ": there is no such block"));
    return ledger
        .firstSealCovering(header.checkpointSize())
        .orElseThrow(() -> new IOException("to: " + to.get() + ": not sealed yet"));
  }

  /** Number of the first seal that was ordered behind a block of that height, or a later one. */
  private long firstOrderedFrom(long height) {
    long low = 1;
    long high = ledger.newestSeal().orElseThrow().number() + 1;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (ledger.seal(middle).orElseThrow().orderedAfter().value() < height) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private RangeBlock block(Height height, long firstSeal) throws IOException {
    List<Seal> seals = new ArrayList<>();
    Optional<Seal> seal = ledger.seal(firstSeal);
    while (seal.isPresent() && seal.get().orderedAfter().value() == height.value() - 1) {
      seals.add(seal.get());
      seal = ledger.seal(firstSeal + seals.size());
    }
    BlockHeader header = ledger.header(height).orElseThrow();
    List<byte[]> records =
        LongStream.range(header.firstIndex().value(), header.treeSize().value())
            .mapToObj(index -> ledger.leaf(new LeafIndex(index)).orElseThrow())
            .toList();
    return new RangeBlock(seals, header, refused(height), records);
  }

  private List<Results.Refused> refused(Height height) throws IOException {
    try {
      Optional<byte[]> stored = ledger.refusals(height);
      return stored.isEmpty() ? List.of() : Results.parse(stored.get());
    } catch (RefusedException e) {
      throw new IOException("height " + height + ": its refusals are damaged", e);
    }
  }
}
