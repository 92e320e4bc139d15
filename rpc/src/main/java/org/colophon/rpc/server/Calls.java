package org.colophon.rpc.server;

import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.colophon.core.Reason;
import org.colophon.core.ReasonCounts;
import org.colophon.core.Refusal;
import org.colophon.core.RefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Runs every request: checks who calls, takes a place among the concurrent ones or refuses, and
 * does the work on a virtual thread, since reading the ledger may wait for the disk.
 */
final class Calls {
  private static final Logger log = LoggerFactory.getLogger(Calls.class);

  private final Callers callers;
  private final Semaphore reads;
  private final Semaphore submits;
  private final Semaphore subscribers;
  private final Semaphore snapshots;
  private final Semaphore reports = new Semaphore(RpcLimits.REPORTS_MAX);
  private final Semaphore parts;
  private final Map<String, Semaphore> places;
  private final ReasonCounts refusals = new ReasonCounts();

  Calls(Callers callers, RpcLimits limits) {
    this.callers = callers;
    this.reads = new Semaphore(limits.requests().readsMax());
    this.submits = new Semaphore(limits.requests().submitsMax());
    this.subscribers = new Semaphore(limits.streams().subscribersMax());
    this.snapshots = new Semaphore(limits.streams().snapshotsMax());
    this.parts = new Semaphore(limits.streams().deliveryPartsMax());
    this.places =
        Map.of(
            "reads", reads,
            "submissions", submits,
            "subscriptions", subscribers,
            "snapshots", snapshots,
            "reports", reports,
            "deliveries", parts);
  }

  /** How many places are free, by the kind of request. */
  Map<String, Integer> free() {
    Map<String, Integer> free = new TreeMap<>();
    places.forEach((kind, left) -> free.put(kind, left.availablePermits()));
    return free;
  }

  /** What was refused as a whole since the start. */
  ReasonCounts refusals() {
    return refusals;
  }

  /** The work of a request. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws Exception;
  }

  /**
   * Starts the work. The future completes with its result, or exceptionally with a {@link
   * RefusedException} and nothing else; a failure has left its line in the log by then.
   */
  <T> CompletableFuture<T> start(ServiceRequestContext context, Access access, Work<T> work) {
    Semaphore places = places(access);
    CompletableFuture<T> result = new CompletableFuture<>();
    try {
      access.require(callers.who(context));
      if (!places.tryAcquire()) {
        throw new RefusedException(Reason.OVERLOADED, access + ": too many at once");
      }
    } catch (RefusedException e) {
      try (MDC.MDCCloseable _ = MDC.putCloseable(RequestIds.LOGGED_AS, RequestIds.of(context))) {
        result.completeExceptionally(logged(context, access, e));
      }
      return result;
    }
    Thread.ofVirtual()
        .name("rpc-" + access)
        .start(() -> {
          // The thread ends with the request, so its log context needs no clearing.
          MDC.put(RequestIds.LOGGED_AS, RequestIds.of(context));
          try {
            T value = work.run();
            // The place is free before the caller hears, so that one call after another fits.
            places.release();
            result.complete(value);
          } catch (Exception e) {
            places.release();
            result.completeExceptionally(logged(context, access, e));
          } catch (Error e) {
            places.release();
            result.completeExceptionally(logged(context, access, e));
            throw e;
          }
        });
    return result;
  }

  private Semaphore places(Access access) {
    return switch (access) {
      case SUBMIT, STORE_PRIVATE -> submits;
      case STREAM_RECORDS -> subscribers;
      case FETCH_SNAPSHOT -> snapshots;
      case MAKE_REPORT -> reports;
      case BEGIN_DELIVERY, STORE_DELIVERY_CHUNK, FETCH_DELIVERY -> parts;
      default -> reads;
    };
  }

  /** One line for each failure, without anything that the caller sent. */
  private RefusedException logged(ServiceRequestContext context, Access access, Throwable failure) {
    Refusal refusal;
    if (failure instanceof RefusedException refused) {
      refusal = refused.refusal();
      log.info("{} refused to {}: {}", access, Callers.named(context), refusal);
    } else {
      refusal = Problems.FAULT;
      log.error("{} failed for {}", access, Callers.named(context), failure);
    }
    refusals.add(refusal.reason());
    return new RefusedException(refusal);
  }
}
