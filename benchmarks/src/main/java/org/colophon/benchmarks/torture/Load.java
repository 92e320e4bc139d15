package org.colophon.benchmarks.torture;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.colophon.benchmarks.Works;
import org.colophon.client.net.Network;
import org.colophon.client.net.NetworkException;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.crypto.note.Checkpoint;
import org.colophon.rpc.proto.CheckRightsRequest;
import org.colophon.rpc.proto.Outcome;
import org.colophon.rpc.proto.RightAnswer;

/** Clients that declare works and read what they were told of before, until they are stopped. */
final class Load {
  private static final int BATCH = 20;
  private static final int AGAIN_MS = 200;
  private static final int READ_EVERY_MS = 15;
  private static final int END_S = 90;

  private final Consortium consortium;
  private final Works works;
  private final History history;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicLong again = new AtomicLong();
  private final AtomicLong reads = new AtomicLong();
  private volatile boolean stopping;

  private Load(Consortium consortium, History history) throws IOException {
    this.consortium = consortium;
    this.history = history;
    this.works = new Works(consortium.profile(), consortium.genesis());
  }

  /** Begins with so many who write and so many who read. */
  static Load begin(Consortium consortium, History history, int writers, int readers, long seed)
      throws IOException {
    Load load = new Load(consortium, history);
    for (int i = 0; i < writers; i++) {
      SplittableRandom random = new SplittableRandom(seed + i);
      load.spawn("writer-" + i, () -> load.write(random));
    }
    for (int i = 0; i < readers; i++) {
      SplittableRandom random = new SplittableRandom(seed - 1 - i);
      load.spawn("reader-" + i, () -> load.read(random));
    }
    return load;
  }

  private interface Work {
    void run() throws IOException;
  }

  private void spawn(String name, Work work) {
    threads.add(
        Thread.ofPlatform()
            .name(name)
            .daemon()
            .start(() -> {
              try {
                work.run();
              } catch (IOException | RuntimeException e) {
                history.found(name + " ended: " + e);
              }
            }));
  }

  private void write(SplittableRandom random) throws IOException {
    try (Network network = consortium.connect(random)) {
      while (!stopping) {
        List<Works.Made> made =
            random.nextInt(10) < 7 ? List.of(works.single()) : works.batch(BATCH);
        submit(network, made.stream().map(Works.Made::record).toList());
      }
    }
  }

  /** As a careful client does: it asks again until it knows of each record. */
  private void submit(Network network, List<byte[]> records) throws IOException {
    long newestBefore = history.newestIndex();
    List<byte[]> open = records;
    long end = 0;
    while (!open.isEmpty()) {
      if (stopping) {
        end = end == 0 ? System.nanoTime() + END_S * 1_000_000_000L : end;
        if (System.nanoTime() > end) {
          history.found("a record is not answered for after " + END_S + " s of calm");
          return;
        }
      }
      try {
        open = unanswered(open, network.submit(open), newestBefore);
      } catch (NetworkException e) {
        if (!e.isPassing()) {
          history.found("a valid call was refused: " + e.getMessage());
          return;
        }
      }
      if (!open.isEmpty()) {
        again.incrementAndGet();
        Pause.ms(AGAIN_MS);
      }
    }
  }

  private List<byte[]> unanswered(List<byte[]> records, List<Outcome> outcomes, long newestBefore) {
    List<byte[]> open = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      Outcome outcome = outcomes.get(i);
      if (outcome.hasReceipt()) {
        history.acknowledged(outcome.getReceipt(), newestBefore);
      } else if (passes(outcome.getRefusal().getReason())) {
        open.add(records.get(i));
      } else {
        history.found("a valid record was refused: " + outcome.getRefusal());
      }
    }
    return open;
  }

  private static boolean passes(String reason) {
    try {
      return NetworkException.isPassing(Reason.valueOf(reason));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** What was acknowledged is there at every node, as it was told, and was not there before. */
  private void read(SplittableRandom random) throws IOException {
    while (!stopping) {
      Optional<History.Told> any = history.any(random);
      int node = random.nextInt(consortium.size());
      if (any.isPresent()) {
        try (Network network = consortium.connect(node)) {
          see(network, node);
          for (int i = 0; i < 20 && !stopping; i++) {
            check(network, node, history.any(random).orElseThrow());
            reads.incrementAndGet();
            Pause.ms(READ_EVERY_MS);
          }
        } catch (NetworkException e) {
          if (!e.isPassing()) {
            history.found(consortium.name(node) + " at " + any.get() + ": " + e.getMessage());
          }
        }
      }
      Pause.ms(READ_EVERY_MS);
    }
  }

  /** The seal that a node shows is a quorum's, and is held against the chain in the end. */
  private void see(Network network, int node) throws NetworkException {
    try {
      Checkpoint sealed = Copy.judged(network.checkpoint(0), consortium.genesis());
      history.sealed(consortium.name(node), sealed.size(), sealed.root());
    } catch (RefusedException | IllegalStateException e) {
      history.found(consortium.name(node) + " shows a seal that does not hold: " + e.getMessage());
    }
  }

  private void check(Network network, int node, History.Told told) throws NetworkException {
    History.Told now = History.Told.of(network.receipt(told.id(), told.height()).getReceipt());
    if (!now.equals(told)) {
      history.found(consortium.name(node) + " says " + now + " (expected: " + told + ")");
    }
    if (!holdsAt(network, told, told.height())) {
      history.found(consortium.name(node) + " does not know the title at its block: " + told);
    }
    if (told.height() > 0 && isKnownBefore(network, told)) {
      history.found(consortium.name(node) + " knows a work before it was declared: " + told);
    }
  }

  private boolean holdsAt(Network network, History.Told told, long height) throws NetworkException {
    return network.rights(asOf(told, height)).getAnswersList().stream()
        .anyMatch(RightAnswer::getGranted);
  }

  private boolean isKnownBefore(Network network, History.Told told) throws NetworkException {
    try {
      return holdsAt(network, told, told.height() - 1);
    } catch (NetworkException e) {
      if (e.isNotFound()) {
        return false;
      }
      throw e;
    }
  }

  private CheckRightsRequest asOf(History.Told told, long height) {
    return CheckRightsRequest.newBuilder()
        .setWork(told.id())
        .setSubject(consortium.profile().subject())
        .setHeight(height)
        .setAtLeastHeight(told.height())
        .build();
  }

  /** Calls that were sent again. */
  long again() {
    return again.get();
  }

  long reads() {
    return reads.get();
  }

  /** Lets each client come to the end of what it has begun. */
  void end() throws IOException {
    stopping = true;
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
