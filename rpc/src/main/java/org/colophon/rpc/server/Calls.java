package org.colophon.rpc.server;

import com.google.protobuf.MessageLite;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.colophon.core.Reason;
import org.colophon.core.ReasonCounts;
import org.colophon.core.Refusal;
import org.colophon.core.RefusedException;
import org.colophon.core.port.MissingBodyException;
import org.colophon.core.port.StoreClosedException;
import org.colophon.crypto.token.TokenException;
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
  private final Places reads;
  private final Places submits;
  private final Places subscribers;
  private final Places snapshots;
  private final Places reports = new Places(RpcLimits.REPORTS_MAX);
  private final Places examinations = new Places(RpcLimits.EXAMINATIONS_MAX);
  private final Places parts;
  private final Semaphore making = new Semaphore(RpcLimits.DOCUMENTS_MADE_MAX, true);
  private final Map<String, Semaphore> makingOfOne = new ConcurrentHashMap<>();
  private final Map<String, Places> places;
  private final BytesUnderWay bytes;
  private final ReasonCounts refusals;

  Calls(Callers callers, RpcLimits limits, BytesUnderWay bytes, ReasonCounts refusals) {
    this.callers = callers;
    this.bytes = bytes;
    this.refusals = refusals;
    this.reads = new Places(limits.requests().readsMax());
    this.submits = new Places(limits.requests().submitsMax());
    this.subscribers = new Places(limits.streams().subscribersMax());
    this.snapshots = new Places(limits.streams().snapshotsMax());
    this.parts = new Places(limits.streams().deliveryPartsMax());
    this.places =
        Map.of(
            "reads", reads,
            "submissions", submits,
            "subscriptions", subscribers,
            "snapshots", snapshots,
            "reports", reports,
            "examinations", examinations,
            "deliveries", parts);
  }

  /** How many places are free, by the kind of request. */
  Map<String, Integer> free() {
    Map<String, Integer> free = new TreeMap<>();
    places.forEach((kind, left) -> free.put(kind, left.free()));
    return free;
  }

  /** What kind of caller that is. */
  Access.Who who(ServiceRequestContext context) {
    return callers.who(context);
  }

  /** Whose share a request is of: the caller's organisation, or one name for all of none. */
  String holder(ServiceRequestContext context) {
    return callers.organisationOf(context);
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
    String holder = callers.organisationOf(context);
    return begin(context, access, holder, () -> held(context, holder, work));
  }

  /** What has to be so before a document is made. */
  @FunctionalInterface
  interface Ready {
    void await() throws Exception;
  }

  /**
   * Starts to make a document, as {@link #start}. A document is whole in memory before it is known
   * how large it is, so few are made at one time, and half of these at most for one organisation;
   * who asks for one more waits for its turn.
   *
   * @param ready waited for before that turn is taken
   */
  <T> CompletableFuture<T> make(
      ServiceRequestContext context, Access access, Ready ready, Work<T> work) {
    String holder = callers.organisationOf(context);
    return begin(
        context,
        access,
        holder,
        () -> {
          ready.await();
          Semaphore own =
              makingOfOne.computeIfAbsent(
                  holder, name -> new Semaphore(RpcLimits.DOCUMENTS_MADE_MAX / 2, true));
          return inTurn(own, () -> inTurn(making, () -> made(context, holder, work)));
        });
  }

  private static <T> T inTurn(Semaphore turns, Work<T> work) throws Exception {
    turns.acquire();
    try {
      return work.run();
    } finally {
      turns.release();
    }
  }

  /** Nothing is made for who has gone while waiting. */
  private <T> T made(ServiceRequestContext context, String holder, Work<T> work) throws Exception {
    if (context.isCancelled()) {
      throw new RefusedException(Reason.UNAVAILABLE, "request: its caller waits no more");
    }
    return held(context, holder, work);
  }

  private <T> CompletableFuture<T> begin(
      ServiceRequestContext context, Access access, String holder, Work<T> work) {
    Places places = places(access);
    CompletableFuture<T> result = new CompletableFuture<>();
    try {
      callers.require(access, context);
      bytes.requireRoom(holder);
      places.take(holder, access.name());
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
            places.release(holder);
            result.complete(value);
          } catch (Exception e) {
            places.release(holder);
            result.completeExceptionally(logged(context, access, e));
          } catch (Error e) {
            places.release(holder);
            result.completeExceptionally(logged(context, access, e));
            throw e;
          }
        });
    return result;
  }

  /** An answer is held until it is taken, or its caller has gone; streams have other bounds. */
  private <T> T held(ServiceRequestContext context, String holder, Work<T> work) throws Exception {
    T answer = work.run();
    long length =
        switch (answer) {
          case MessageLite message -> message.getSerializedSize();
          case byte[] body -> body.length;
          case null, default -> 0;
        };
    bytes.takeAnswer(holder, length);
    var _ = context.log().whenComplete().thenRun(() -> bytes.release(holder, length));
    return answer;
  }

  private Places places(Access access) {
    return switch (access) {
      case SUBMIT, STORE_PRIVATE -> submits;
      case STREAM_RECORDS -> subscribers;
      case FETCH_SNAPSHOT -> snapshots;
      case GATHER, MAKE_REPORT -> reports;
      case GET_EXAMINATION -> examinations;
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
    } else if (failure instanceof MissingBodyException missing) {
      refusal = Problems.missing(missing);
      log.warn("{} refused to {}: {}", access, Callers.named(context), missing.getMessage());
    } else if (failure instanceof UncheckedIOException unsigned
        && unsigned.getCause() instanceof TokenException) {
      refusal = Problems.UNSIGNED;
      log.warn("{} refused to {}: {}", access, Callers.named(context), unsigned.getMessage());
    } else if (failure instanceof StoreClosedException) {
      refusal = Problems.NOT_NOW;
      log.info("{} refused to {}: {}", access, Callers.named(context), refusal);
    } else {
      refusal = Problems.FAULT;
      log.error("{} failed for {}", access, Callers.named(context), failure);
    }
    refusals.add(refusal.reason());
    return new RefusedException(refusal);
  }
}
