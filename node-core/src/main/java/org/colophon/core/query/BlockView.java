package org.colophon.core.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.Results;
import org.colophon.core.chain.Seal;
import org.colophon.core.contract.Disputes;

/**
 * A block, and one page of the ids of its records.
 *
 * @param header its header
 * @param records ids of this page, in the order of the log
 * @param next cursor of the next page; empty in the last
 * @param refused what was ordered and refused; in the first page only
 * @param seal a seal that covers it
 * @param disputes who disputes its time
 */
public record BlockView(
    BlockHeader header,
    List<RecordId> records,
    Optional<String> next,
    List<Results.Refused> refused,
    Optional<Seal> seal,
    Disputes disputes) {
  /** Most ids of a page. */
  public static final int PAGE_MAX = 1000;

  /** Copies the lists. */
  public BlockView {
    records = List.copyOf(records);
    refused = List.copyOf(refused);
  }

  /** A page of the block of that height; empty when there is no such block. */
  public static Optional<BlockView> page(LedgerQuery ledger, Height height, int size, String cursor)
      throws RefusedException {
    Optional<BlockHeader> found = ledger.reader().header(height);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    BlockHeader header = found.get();
    String list = "block/" + height;
    Optional<LeafIndex> at = Cursor.parse(list, cursor);
    long begin = Math.max(at.orElse(header.firstIndex()).value(), header.firstIndex().value());
    long end = Math.min(header.treeSize().value(), begin + size);
    List<RecordId> ids = new ArrayList<>();
    for (long index = begin; index < end; index++) {
      ids.add(ledger.recordAt(new LeafIndex(index)).id());
    }
    Optional<String> next =
        end < header.treeSize().value()
            ? Optional.of(Cursor.of(list, new LeafIndex(end)))
            : Optional.empty();
    List<Results.Refused> refused = at.isEmpty() ? refusals(ledger, height) : List.of();
    return Optional.of(
        new BlockView(
            header,
            ids,
            next,
            refused,
            RecordProof.sealOf(header, ledger.reader()),
            Times.disputes(height, ledger.reader())));
  }

  private static List<Results.Refused> refusals(LedgerQuery ledger, Height height) {
    Optional<byte[]> stored = ledger.reader().refusals(height);
    if (stored.isEmpty()) {
      return List.of();
    }
    try {
      return Results.parse(stored.get());
    } catch (RefusedException e) {
      throw new IllegalStateException("refusals of block " + height + ": not readable", e);
    }
  }
}
