package org.colophon.storage.impl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.port.StoreException;
import org.colophon.crypto.Hash;
import org.colophon.storage.archive.ArchivedRange;

/**
 * The blocks whose bodies were taken out. They are the first ones behind the genesis block, without
 * a gap, and each segment holds neighbours; so a few looks tell where they end.
 */
public final class ArchivedBlocks {
  private final Database db;
  private final View view;

  private ArchivedBlocks(Database db, View view) {
    this.db = db;
    this.view = view;
  }

  /** Of one view, which the caller keeps in use. */
  public static ArchivedBlocks of(Database db, View view) {
    return new ArchivedBlocks(db, view);
  }

  /** The first block behind the genesis block that has a body; one behind the newest if none. */
  public Height firstHeld() throws StoreException {
    return new Height(end(1, view.tip().height() + 1, height -> segment(height).isPresent()));
  }

  /** What stands where, in the order of the blocks. */
  public List<ArchivedRange> ranges() throws StoreException {
    List<ArchivedRange> ranges = new ArrayList<>();
    long held = firstHeld().value();
    long from = 1;
    while (from < held) {
      Hash segment = segment(from).orElseThrow();
      long end = end(from, held, height -> segment(height).equals(Optional.of(segment)));
      ranges.add(new ArchivedRange(segment, new Height(from), new Height(end - 1)));
      from = end;
    }
    return ranges;
  }

  private interface Test {
    boolean holds(long height) throws StoreException;
  }

  /** The first height from {@code low} on for which the test no longer holds; at most high. */
  private static long end(long low, long high, Test test) throws StoreException {
    long from = low;
    long to = high;
    while (from < to) {
      long middle = (from + to) >>> 1;
      if (test.holds(middle)) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  /** Where the last body of a block went; empty when it is in the store. */
  private Optional<Hash> segment(long height) throws StoreException {
    Height at = new Height(height);
    StoredHeader stored =
        db.get(view.options(), Families.HEADERS, at)
            .orElseThrow(
                () -> new StoreException(db.directory() + ": header " + at + " is not there"));
    BlockHeader header = Tip.header(db, at, stored);
    LeafIndex last = new LeafIndex(header.treeSize().value() - 1);
    return db.get(view.options(), Families.LEAVES, last)
        .flatMap(leaf ->
            leaf instanceof StoredLeaf.TakenOut out
                ? Optional.of(out.place().segment())
                : Optional.empty());
  }
}
