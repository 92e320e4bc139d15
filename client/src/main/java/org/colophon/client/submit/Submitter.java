package org.colophon.client.submit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.colophon.client.net.Network;
import org.colophon.client.net.NetworkException;
import org.colophon.core.Reason;
import org.colophon.core.Refusal;
import org.colophon.rpc.proto.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Delivers records. It holds them in the outbox first, sends the same bytes until every record is
 * answered for, and lets go of them then. Safe for many threads.
 */
public final class Submitter {
  private static final Duration PAUSE_FIRST = Duration.ofMillis(100);
  private static final Duration PAUSE_MAX = Duration.ofSeconds(5);

  private final Network network;
  private final Outbox outbox;
  private final Duration patience;
  private final Pause pause;

  /** Delivers through {@code network}; gives up when {@code patience} was spent on waiting. */
  public Submitter(Network network, Outbox outbox, Duration patience, Pause pause) {
    this.network = network;
    this.outbox = outbox;
    this.patience = patience;
    this.pause = pause;
  }

  /** Delivers one record. */
  public Delivery deliver(byte[] record) throws IOException, InterruptedException {
    return deliver(List.of(record)).getFirst();
  }

  /** Delivers records together; one delivery for each, in their order. */
  public List<Delivery> deliver(List<byte[]> records) throws IOException, InterruptedException {
    Path held = outbox.hold(records);
    List<Delivery> deliveries = send(records);
    if (deliveries.stream().noneMatch(Delivery.Unanswered.class::isInstance)) {
      outbox.release(held);
    }
    return deliveries;
  }

  /**
   * Delivers what an earlier run left behind.
   *
   * @return how many records were still unanswered for before
   */
  public int deliverHeld() throws IOException, InterruptedException {
    int count = 0;
    for (Path held : outbox.held()) {
      List<byte[]> records = outbox.read(held);
      count += records.size();
      boolean answered =
          records.isEmpty()
              || send(records).stream().noneMatch(Delivery.Unanswered.class::isInstance);
      if (!answered) {
        throw new NetworkException("records of an earlier run could not be delivered yet", null);
      }
      outbox.release(held);
    }
    return count;
  }

  /**
   * Delivers records that the caller holds, and lets go of when it has noted what came of them; one
   * delivery for each, in their order.
   */
  public List<Delivery> send(List<byte[]> records) throws InterruptedException {
    List<@Nullable Delivery> known = new ArrayList<>(Collections.nCopies(records.size(), null));
    Duration waited = Duration.ZERO;
    Duration next = PAUSE_FIRST;
    while (true) {
      List<Integer> open = open(known);
      long begun = System.nanoTime();
      String trouble = attempt(records, open, known);
      // An attempt waits too: the client below goes through all nodes before it gives up.
      waited = waited.plusNanos(System.nanoTime() - begun);
      List<Integer> left = open(known);
      if (left.isEmpty() || waited.compareTo(patience) >= 0) {
        return complete(known, trouble);
      }
      if (left.size() < open.size()) {
        // Something moved: the network is there, so it is worth waiting for the rest anew.
        waited = Duration.ZERO;
        next = PAUSE_FIRST;
      }
      pause.pause(next);
      waited = waited.plus(next);
      next = next.multipliedBy(2).compareTo(PAUSE_MAX) < 0 ? next.multipliedBy(2) : PAUSE_MAX;
    }
  }

  /** Sends once what is open and notes what is answered for good; says what went wrong. */
  private String attempt(List<byte[]> records, List<Integer> open, List<@Nullable Delivery> known) {
    List<Outcome> outcomes;
    try {
      outcomes = network.submit(open.stream().map(records::get).toList());
    } catch (NetworkException e) {
      if (!e.isPassing()) {
        Refusal refusal = e.refusal().orElseThrow();
        open.forEach(i -> known.set(i, new Delivery.Refused(refusal)));
      }
      return String.valueOf(e.getMessage());
    }
    if (outcomes.size() != open.size()) {
      return outcomes.size() + " outcomes (expected: " + open.size() + ")";
    }
    String trouble = "";
    for (int i = 0; i < open.size(); i++) {
      Delivery delivery = delivery(outcomes.get(i));
      if (delivery instanceof Delivery.Unanswered(String why)) {
        trouble = why;
      } else {
        known.set(open.get(i), delivery);
      }
    }
    return trouble;
  }

  private static Delivery delivery(Outcome outcome) {
    if (outcome.hasReceipt()) {
      return new Delivery.Accepted(outcome.getReceipt(), outcome.hasRefusal());
    }
    Refusal refusal = refusal(outcome.getRefusal());
    return NetworkException.isPassing(refusal.reason())
        ? new Delivery.Unanswered(refusal.toString())
        : new Delivery.Refused(refusal);
  }

  /** A reason that this version does not know is a newer node's; its name stands in the detail. */
  private static Refusal refusal(org.colophon.rpc.proto.Refusal refusal) {
    try {
      return new Refusal(Reason.valueOf(refusal.getReason()), refusal.getDetail());
    } catch (IllegalArgumentException e) {
      return new Refusal(Reason.MALFORMED, refusal.getReason() + ": " + refusal.getDetail());
    }
  }

  private static List<Integer> open(List<@Nullable Delivery> known) {
    List<Integer> open = new ArrayList<>();
    for (int i = 0; i < known.size(); i++) {
      if (known.get(i) == null) {
        open.add(i);
      }
    }
    return open;
  }

  private static List<Delivery> complete(List<@Nullable Delivery> known, String trouble) {
    List<Delivery> deliveries = new ArrayList<>();
    for (@Nullable Delivery delivery : known) {
      deliveries.add(delivery == null ? new Delivery.Unanswered(trouble) : delivery);
    }
    return deliveries;
  }
}
