package org.colophon.rpc.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.colophon.core.LeafIndex;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.port.NodePort;
import org.colophon.core.query.LedgerQuery;
import org.colophon.rpc.proto.RecordView;
import org.colophon.rpc.proto.StreamRecordsRequest;

/**
 * Streams of records: what stands already, then each commit as it comes. A reader that stops taking
 * costs one batch of memory and no ledger reader; after a while its stream is ended, and it may
 * resume at the next index.
 */
final class RecordStreams {
  /** Leaves looked at with one reader of the ledger. */
  private static final int BATCH_LEAVES = 64;

  private final NodePort node;
  private final LedgerApi api;
  private final RpcLimits.Streams limits;
  private final Set<Signal> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  RecordStreams(NodePort node, LedgerApi api, RpcLimits.Streams limits) {
    this.node = node;
    this.api = api;
    this.limits = limits;
  }

  /** Ends all streams. */
  void close() {
    closed = true;
    running.forEach(Signal::raise);
  }

  /**
   * Streams until the limit is reached or the reader has gone. What the reader may not have is left
   * out.
   *
   * @return how many records were sent
   */
  long run(StreamRecordsRequest request, Sink<RecordView> sink, Access.Who caller)
      throws RefusedException, InterruptedException {
    if (request.getFromIndex() < 0 || request.getLimit() < 0) {
      throw new RefusedException(
          Reason.MALFORMED, "from_index, limit: (expected: at most 2^63 - 1)");
    }
    long limit = request.getLimit() == 0 ? Long.MAX_VALUE : request.getLimit();
    long next = request.getFromIndex();
    long sent = 0;
    running.add(sink.signal());
    try (NodePort.Registration _ = node.onCommit(sink.signal()::raise)) {
      while (sent < limit) {
        Batch batch = awaitBatch(next, sink, caller);
        for (RecordView record : batch.records) {
          if (sent == limit || !takes(sink)) {
            return sent;
          }
          sink.send(record);
          sent++;
        }
        if (sink.isClosed()) {
          return sent;
        }
        next = batch.next;
      }
    } finally {
      running.remove(sink.signal());
    }
    return sent;
  }

  /** Whether the reader is there and has room; a reader that stalls is refused. */
  private boolean takes(Sink<RecordView> sink) throws RefusedException, InterruptedException {
    if (!sink.awaitReady(limits.stallMax())) {
      throw new RefusedException(
          Reason.OVERLOADED, "stream: nothing taken in " + limits.stallMax().toSeconds() + " s");
    }
    return !sink.isClosed();
  }

  /**
   * Leaves that were read at once.
   *
   * @param records those that are records
   * @param next the leaf behind them
   */
  private record Batch(List<RecordView> records, long next) {}

  /** Waits for leaves behind {@code next}; an empty batch once the reader has gone. */
  private Batch awaitBatch(long next, Sink<RecordView> sink, Access.Who caller)
      throws RefusedException, InterruptedException {
    while (true) {
      boolean _ =
          sink.signal().await(() -> closed || sink.isClosed() || size() > next, limits.stallMax());
      if (closed) {
        throw new RefusedException(Reason.UNAVAILABLE, "stream: this node is stopping");
      }
      if (sink.isClosed()) {
        return new Batch(List.of(), next);
      }
      Batch batch = api.query(ledger -> read(ledger, next, caller));
      if (batch.next > next) {
        return batch;
      }
    }
  }

  private long size() {
    try (var reader = node.read()) {
      return reader.size().value();
    }
  }

  private static Batch read(LedgerQuery ledger, long from, Access.Who caller) {
    long left = ledger.reader().size().value() - from;
    long end = from + Math.clamp(left, 0, BATCH_LEAVES);
    List<RecordView> records = new ArrayList<>();
    for (long index = from; index < end; index++) {
      ledger
          .record(new LeafIndex(index))
          .filter(record -> Access.mayHave(record, ledger, caller))
          .map(Views::bare)
          .ifPresent(records::add);
    }
    return new Batch(records, end);
  }
}
