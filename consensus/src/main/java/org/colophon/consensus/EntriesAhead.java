package org.colophon.consensus;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.server.protocol.TermIndex;
import org.jspecify.annotations.Nullable;

/**
 * The entries that come next on a node which follows: held in memory and checked ahead, in their
 * order, up to a bound. However far a slow ledger is behind its log, the rest stays on the disk
 * alone and is read again when its turn comes near.
 */
final class EntriesAhead {
  /** A node's log as it stands on its disk. */
  interface Log {
    /** The entry of that index; null when the log does not reach so far. */
    @Nullable LogEntryProto read(long index) throws java.io.IOException;
  }

  private static final class Held {
    final long term;
    final byte[] entry;

    Held(long term, byte[] entry) {
      this.term = term;
      this.entry = entry;
    }
  }

  private final int entriesMax;
  private final long bytesMax;
  private final Consumer<byte[]> prepare;
  private final NavigableMap<Long, Held> held = new TreeMap<>();
  private long heldBytes;

  /** Index of the first entry that was not looked at. */
  private long next;

  /** Some entry of the log from {@link #next} on was not held when it arrived, or none is known. */
  private boolean behind = true;

  /**
   * Nothing is held yet.
   *
   * @param entriesMax entries held at most
   * @param bytesMax their bytes, but room for one entry of any size
   * @param prepare begins to check an entry that is held
   */
  EntriesAhead(int entriesMax, long bytesMax, Consumer<byte[]> prepare) {
    this.entriesMax = entriesMax;
    this.bytesMax = bytesMax;
    this.prepare = prepare;
  }

  /** An entry comes to the end of the log. It may take the place of others that were cut off. */
  synchronized void arrived(LogEntryProto entry) {
    dropWhatWasCutOff(entry);
    if (!behind && entry.getIndex() >= next) {
      behind = !hold(entry);
    }
  }

  /** Terms never fall along a log: what is behind a newer entry and older than it is gone. */
  private void dropWhatWasCutOff(LogEntryProto entry) {
    Map<Long, Held> tail = held.tailMap(entry.getIndex(), true);
    long before = heldBytes;
    tail.values()
        .removeIf(old -> {
          boolean gone = old.term < entry.getTerm();
          heldBytes -= gone ? old.entry.length : 0;
          return gone;
        });
    if (heldBytes < before) {
      next = Math.min(next, entry.getIndex());
    }
  }

  /** Whether there was room. */
  private boolean hold(LogEntryProto entry) {
    int size = entry.getStateMachineLogEntry().getLogData().size();
    if (!held.isEmpty() && (held.size() >= entriesMax || heldBytes + size > bytesMax)) {
      next = entry.getIndex();
      return false;
    }
    byte[] bytes = entry.getStateMachineLogEntry().getLogData().toByteArray();
    held.put(entry.getIndex(), new Held(entry.getTerm(), bytes));
    heldBytes += size;
    next = entry.getIndex() + 1;
    prepare.accept(bytes);
    return true;
  }

  /** The bytes of the entry whose turn has come; null when they are not held. */
  synchronized byte @Nullable [] take(TermIndex at) {
    Held found = held.get(at.getIndex());
    Map<Long, Held> done = held.headMap(at.getIndex(), true);
    done.values().forEach(one -> heldBytes -= one.entry.length);
    done.clear();
    next = Math.max(next, at.getIndex() + 1);
    return found != null && found.term == at.getTerm() ? found.entry : null;
  }

  /**
   * Reads on from the log, as far as there is room. Not to be called with a lock that somebody
   * needs who writes to the log.
   */
  void readOn(Log log) throws java.io.IOException {
    long index = wanted();
    while (index >= 0) {
      LogEntryProto entry = log.read(index);
      index = take(index, entry) ? wanted() : -1;
    }
  }

  /** The index to be read; below 0 when nothing is missing. */
  private synchronized long wanted() {
    return behind ? next : -1;
  }

  /** Whether to read on. */
  private synchronized boolean take(long index, @Nullable LogEntryProto entry) {
    if (entry == null) {
      behind = false;
      return false;
    }
    if (index != next) {
      return true; // another one arrived or was applied meanwhile
    }
    if (!entry.hasStateMachineLogEntry()) {
      next++;
      return true;
    }
    return hold(entry);
  }

  /** Bytes of the entries that are held. */
  synchronized long bytes() {
    return heldBytes;
  }

  /** Another ledger was installed: what was held is behind it. */
  synchronized void clear(long nextIndex) {
    held.clear();
    heldBytes = 0;
    next = nextIndex;
    behind = true;
  }
}
