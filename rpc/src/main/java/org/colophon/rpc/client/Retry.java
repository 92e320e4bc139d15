package org.colophon.rpc.client;

import io.grpc.StatusRuntimeException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.colophon.core.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Tries nodes one after another, from the one that answered last, until one gives an answer that
 * stands or the time is over. After each round through all of them it waits, longer from round to
 * round and never as long as the others that wait with it.
 */
final class Retry {
  private static final long BACKOFF_FIRST_MS = 50;
  private static final long BACKOFF_MAX_MS = 2000;

  private final List<URI> nodes;
  private final Duration timeout;
  private final Duration attemptTimeout;
  private volatile int preferred;

  Retry(ClientSettings settings) {
    this.nodes = settings.nodes();
    this.timeout = settings.timeout();
    this.attemptTimeout = settings.attemptTimeout();
  }

  /** One try at one node, within the given time. */
  @FunctionalInterface
  interface Attempt<T> {
    T run(URI node, Duration left) throws StatusRuntimeException;
  }

  /** When a call must be over. */
  record Deadline(long nanos) {
    static Deadline in(Duration duration) {
      return new Deadline(System.nanoTime() + duration.toNanos());
    }

    Duration left() {
      return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
    }

    boolean isOver() {
      return left().isZero();
    }
  }

  Deadline deadline() {
    return Deadline.in(timeout);
  }

  /** The node that answered last; the first of all before any did. */
  URI lastAnswered() {
    return nodes.get(preferred);
  }

  <T> T call(Deadline deadline, Attempt<T> attempt) throws RpcException {
    int start = preferred;
    @Nullable RpcException named = null;
    for (int tries = 0; ; tries++) {
      int at = (start + tries) % nodes.size();
      RpcException failure;
      try {
        T answer = attempt.run(nodes.get(at), shorter(deadline.left(), attemptTimeout));
        preferred = at;
        return answer;
      } catch (StatusRuntimeException e) {
        failure = RpcException.of(e, nodes.get(at));
      }
      if (!failure.mayRetry()) {
        preferred = at;
        throw failure;
      }
      if (failure.reason() != Reason.UNAVAILABLE) {
        named = failure;
      }
      boolean roundEnds = (tries + 1) % nodes.size() == 0;
      if (roundEnds) {
        pause(tries / nodes.size(), deadline, nodes.get(at));
      }
      if (deadline.isOver()) {
        // The last attempt was cut short; what a node answered before says more.
        throw named == null ? failure : named;
      }
    }
  }

  /** Waits before another round: between half and the whole of a time that doubles. */
  void pause(int round, Deadline deadline, URI node) throws RpcException {
    long most = Math.min(BACKOFF_MAX_MS, BACKOFF_FIRST_MS << Math.min(round, 10));
    long chosen = ThreadLocalRandom.current().nextLong(most / 2, most + 1);
    try {
      TimeUnit.MILLISECONDS.sleep(Math.min(chosen, deadline.left().toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RpcException(Reason.UNAVAILABLE, "interrupted", node, e);
    }
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
