package org.colophon.core.query;

import java.util.function.Predicate;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.TreeSize;
import org.colophon.core.chain.BlockHeader;

/**
 * An instant of the past or the present: what the chain knew then, and the time of which is asked.
 *
 * @param height the newest block that counts
 * @param size leaves that count: all others came later
 * @param time the time of which is asked; of a past instant it lies before the next block's
 */
public record AsOf(Height height, TreeSize size, Timestamp time) {
  /** All that the chain knows, at the time of its newest block. */
  public static AsOf newest(LedgerQuery ledger) {
    return behind(head(ledger));
  }

  /** All that the chain knows, now: a clock that is behind the chain hides nothing of it. */
  public static AsOf now(LedgerQuery ledger, Timestamp clock) {
    AsOf newest = newest(ledger);
    return clock.compareTo(newest.time) > 0 ? new AsOf(newest.height, newest.size, clock) : newest;
  }

  /** Right behind the block of that height. */
  public static AsOf height(LedgerQuery ledger, Height height) throws RefusedException {
    return ledger
        .reader()
        .header(height)
        .map(AsOf::behind)
        .orElseThrow(() -> new RefusedException(Reason.NOT_FOUND, "height: no such block here"));
  }

  /** At that time: behind the last block that is not later; in the future, all that is known. */
  public static AsOf time(LedgerQuery ledger, Timestamp time) throws RefusedException {
    Height next =
        ledger.reader().firstAtOrAfter(time.plus(1)).orElseGet(() -> ledger.asOf().plus(1));
    if (next.value() == 0) {
      throw new RefusedException(Reason.NOT_FOUND, "time: " + time + " is before the chain began");
    }
    BlockHeader header = ledger.reader().header(new Height(next.value() - 1)).orElseThrow();
    return new AsOf(header.height(), header.checkpointSize(), time);
  }

  /** Right before a record, at the time of its block. */
  static AsOf before(RecordAt record) {
    return before(record, record.header().time());
  }

  /** What was known right before a record, at a time that is not before its block's. */
  static AsOf before(RecordAt record, Timestamp time) {
    return new AsOf(record.header().height(), new TreeSize(record.index().value()), time);
  }

  /** Whether a leaf was there. */
  public boolean knows(LeafIndex index) {
    return index.value() < size.value();
  }

  /**
   * The time for which a register is asked that has the ends of things as they are known today. A
   * record that was not known may have ended one of them since, though never before its own block:
   * what was open then is among what was open right before the newest block that counts.
   */
  Timestamp registersTime(LedgerQuery ledger) {
    Timestamp block = ledger.reader().header(height).orElseThrow().time();
    return new Timestamp(Math.max(0, block.value() - 1));
  }

  /** Whether a record was there, asked by its id. */
  public Predicate<RecordId> knowing(LedgerQuery ledger) {
    return id -> ledger.reader().leafOf(id).filter(this::knows).isPresent();
  }

  private static AsOf behind(BlockHeader header) {
    return new AsOf(header.height(), header.checkpointSize(), header.time());
  }

  private static BlockHeader head(LedgerQuery ledger) {
    return ledger
        .reader()
        .head()
        .orElseThrow(() -> new IllegalStateException("ledger: without a genesis block"));
  }
}
