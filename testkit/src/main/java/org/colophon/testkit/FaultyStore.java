package org.colophon.testkit;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.colophon.core.chain.Position;
import org.colophon.core.port.BlockStore;
import org.colophon.core.port.Commit;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.port.StoreException;

/**
 * A store that breaks when told to: before a call took effect, or after it did, which is the fault
 * that a careless caller repeats.
 */
public final class FaultyStore implements BlockStore {
  private final BlockStore store;
  private final Map<Call, Fault> faults = new EnumMap<>(Call.class);

  /** A call that can break. */
  public enum Call {
    /** {@link BlockStore#commit}. */
    COMMIT,
    /** {@link BlockStore#flush}. */
    FLUSH,
    /** {@link BlockStore#checkpoint}. */
    CHECKPOINT
  }

  /** When a call breaks. */
  public enum Moment {
    /** Nothing was done. */
    BEFORE,
    /** All was done, and reported as failed. */
    AFTER
  }

  private record Fault(int callsLeft, Moment moment) {}

  /** A store that works until told otherwise. */
  public FaultyStore(BlockStore store) {
    this.store = store;
  }

  /**
   * Breaks one call.
   *
   * @param nth which one from now on; 1 is the next
   */
  public synchronized void fail(Call call, int nth, Moment moment) {
    if (nth < 1) {
      throw new IllegalArgumentException("nth: " + nth + " (expected: 1 or more)");
    }
    faults.put(call, new Fault(nth, moment));
  }

  @Override
  public LedgerReader read() {
    return store.read();
  }

  @Override
  public void commit(Commit commit) throws StoreException {
    run(
        Call.COMMIT,
        () -> {
          store.commit(commit);
          return commit.position();
        });
  }

  @Override
  public Position applied() {
    return store.applied();
  }

  @Override
  public Position flush() throws StoreException {
    return run(Call.FLUSH, store::flush);
  }

  @Override
  public Position checkpoint(Path directory) throws StoreException {
    return run(Call.CHECKPOINT, () -> store.checkpoint(directory));
  }

  @Override
  public void close() throws StoreException {
    store.close();
  }

  @FunctionalInterface
  private interface Action {
    Position run() throws StoreException;
  }

  private synchronized Position run(Call call, Action action) throws StoreException {
    Fault fault = faults.remove(call);
    if (fault == null) {
      return action.run();
    }
    if (fault.callsLeft > 1) {
      faults.put(call, new Fault(fault.callsLeft - 1, fault.moment));
      return action.run();
    }
    if (fault.moment == Moment.AFTER) {
      action.run();
    }
    throw new StoreException(call + " was told to fail " + fault.moment + " it took effect");
  }
}
