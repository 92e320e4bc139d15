package org.colophon.rpc.client;

import io.grpc.StatusRuntimeException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.colophon.core.Reason;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries nodes one after another, from the one that answered last, until one gives an answer that
 * stands or the time is over. After each round through all of them it waits, longer from round to
 * round and never as long as the others that wait with it.
 */
final class Retry {
  private static final Logger log = LoggerFactory.getLogger(Retry.class);

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
    @Nullable RpcException told = null;
    for (int tries = 0; ; tries++) {
      int at = (start + tries) % nodes.size();
      RpcException failure;
      try {
        T answer = attempt.run(nodes.get(at), shorter(deadline.left(), attemptTimeout));
        preferred = at;
        return answer;
      } catch (StatusRuntimeException e) {
        failure = RpcException.of(e, nodes.get(at));
        log.debug("try {}: {}", tries, failure.getMessage());
      }
      if (!failure.mayRetry()) {
        preferred = at;
        throw failure;
      }
      // What a node said is worth more in the end than that the last try came to nothing.
      told = failure.isNamed() ? failure : told;
      boolean roundEnds = (tries + 1) % nodes.size() == 0;
      if (roundEnds) {
        pause(tries / nodes.size(), deadline, nodes.get(at));
      }
      if (deadline.isOver()) {
        throw told != null ? told : failure;
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
