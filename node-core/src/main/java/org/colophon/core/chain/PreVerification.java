package org.colophon.core.chain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.colophon.core.record.Checked;
import org.colophon.core.record.RecordVerifier;
import org.colophon.core.record.VerifiedRecord;
import org.colophon.crypto.Digests;
import org.colophon.crypto.Hash;

/**
 * Checks the records of entries ahead of their turn, on several threads. A result belongs to the
 * bytes of the records, never to a position, since an entry that has arrived may still give way to
 * another one.
 */
final class PreVerification implements Chain.EntryVerifier {
  private static final int RECORDS_PER_TASK = 64;
  private static final int ENTRIES_REMEMBERED_MAX = 64;
  private static final long BYTES_REMEMBERED_MAX = 16L << 20;

  private final RecordVerifier verifier;
  private final Executor executor;
  private final int recordsMax;
  private final Map<Hash, Started> started = new LinkedHashMap<>();
  private long startedBytes;

  /** How many entries have had their turn. */
  private long turn;

  /**
   * Work on one entry.
   *
   * @param tasks give its records, in their order
   * @param bytes of the entry; what was read from it takes a few times as much
   * @param since the turn in which it was begun
   */
  private record Started(List<CompletableFuture<List<Checked>>> tasks, int bytes, long since) {}

  PreVerification(RecordVerifier verifier, Executor executor, int recordsMax) {
    this.verifier = verifier;
    this.executor = executor;
    this.recordsMax = recordsMax;
  }

  /** Starts to check an entry; returns at once. What finds no room is checked in its turn. */
  void start(byte[] entry) {
    if (!hasRoomFor(entry.length)) {
      return;
    }
    Optional<EntryCodec.Ordered> ordered = EntryCodec.decode(entry, recordsMax);
    if (ordered.isPresent() && ordered.get() instanceof EntryCodec.Ordered.RecordsOrdered records) {
      tasksOf(keyOf(entry), entry.length, records.records());
    }
  }

  private boolean hasRoomFor(int bytes) {
    synchronized (started) {
      return started.isEmpty()
          || (started.size() < ENTRIES_REMEMBERED_MAX
              && startedBytes + bytes <= BYTES_REMEMBERED_MAX);
    }
  }

  @Override
  public Optional<List<VerifiedRecord>> verified(byte[] entry, List<byte[]> records) {
    Hash key = keyOf(entry);
    List<VerifiedRecord> verified = new ArrayList<>(records.size());
    try {
      for (CompletableFuture<List<Checked>> task : tasksOf(key, entry.length, records)) {
        for (Checked checked : task.join()) {
          if (!(checked instanceof Checked.Verified(VerifiedRecord record))) {
            return Optional.empty();
          }
          verified.add(record);
        }
      }
      return Optional.of(verified);
    } finally {
      synchronized (started) {
        forget(key);
        turn++;
        forgetWhatWasPassedOver();
      }
    }
  }

  private List<CompletableFuture<List<Checked>>> tasksOf(
      Hash key, int bytes, List<byte[]> records) {
    synchronized (started) {
      Started known = started.get(key);
      if (known != null) {
        return known.tasks();
      }
      List<CompletableFuture<List<Checked>>> tasks = startTasks(records);
      started.put(key, new Started(tasks, bytes, turn));
      startedBytes += bytes;
      return tasks;
    }
  }

  /** An entry that gave way to another one never has its turn. */
  private void forgetWhatWasPassedOver() {
    while (!started.isEmpty()) {
      Map.Entry<Hash, Started> oldest = started.entrySet().iterator().next();
      if (oldest.getValue().since() + ENTRIES_REMEMBERED_MAX > turn) {
        return;
      }
      forget(oldest.getKey());
    }
  }

  private void forget(Hash key) {
    Started gone = started.remove(key);
    if (gone != null) {
      startedBytes -= gone.bytes();
    }
  }

  private List<CompletableFuture<List<Checked>>> startTasks(List<byte[]> records) {
    List<CompletableFuture<List<Checked>>> tasks = new ArrayList<>();
    for (int from = 0; from < records.size(); from += RECORDS_PER_TASK) {
      List<byte[]> part = records.subList(from, Math.min(from + RECORDS_PER_TASK, records.size()));
      tasks.add(CompletableFuture.supplyAsync(() -> checkAll(part), executor));
    }
    return tasks;
  }

  private List<Checked> checkAll(List<byte[]> records) {
    return records.stream().map(verifier::check).toList();
  }

  /** All but the stamp, which the leader writes after it has begun to check. */
  private static Hash keyOf(byte[] entry) {
    var digest = Digests.sha256();
    digest.update(entry, EntryCodec.HEADER_BYTES, entry.length - EntryCodec.HEADER_BYTES);
    return Hash.finish(digest);
  }
}
