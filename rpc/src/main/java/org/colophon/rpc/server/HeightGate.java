package org.colophon.rpc.server;

import java.util.concurrent.Semaphore;
import org.colophon.core.Height;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.port.NodePort;

/** Lets a request wait until this node has come to a height, for a bounded time. */
final class HeightGate implements AutoCloseable {
  private final NodePort node;
  private final RpcLimits.Requests limits;
  private final Semaphore waiters;
  private final Signal committed = new Signal();
  private final NodePort.Registration registration;

  HeightGate(NodePort node, RpcLimits.Requests limits) {
    this.node = node;
    this.limits = limits;
    this.waiters = new Semaphore(limits.heightWaitersMax());
    this.registration = node.onCommit(committed::raise);
  }

  /** Returns when the block stands here; UNAVAILABLE when it does not in time. */
  void require(long height) throws RefusedException, InterruptedException {
    if (height < 0) {
      throw new RefusedException(Reason.MALFORMED, "at_least_height: over 2^63 - 1");
    }
    if (height == 0 || has(height)) {
      return;
    }
    if (!waiters.tryAcquire()) {
      throw new RefusedException(Reason.OVERLOADED, "at_least_height: too many wait");
    }
    try {
      if (!committed.await(() -> has(height), limits.heightWaitMax())) {
        throw new RefusedException(
            Reason.UNAVAILABLE, "height: " + here() + " (expected: at least " + height + ")");
      }
    } finally {
      waiters.release();
    }
  }

  private boolean has(long height) {
    return here().value() >= height;
  }

  private Height here() {
    try (LedgerReader reader = node.read()) {
      return reader.head().map(BlockHeader::height).orElse(new Height(0));
    }
  }

  @Override
  public void close() {
    registration.close();
  }
}
