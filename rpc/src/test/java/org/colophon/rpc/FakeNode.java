package org.colophon.rpc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.colophon.core.LeafIndex;
import org.colophon.core.Reason;
import org.colophon.core.Refusal;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.TreeSize;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.Outcome;
import org.colophon.core.chain.Seal;
import org.colophon.core.membership.Genesis;
import org.colophon.core.membership.Level;
import org.colophon.core.membership.Membership;
import org.colophon.core.port.Custody;
import org.colophon.core.port.Deliveries;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.port.NoCustody;
import org.colophon.core.port.NoDeliveries;
import org.colophon.core.port.NoSearch;
import org.colophon.core.port.NodePort;
import org.colophon.core.port.Ordering;
import org.colophon.core.port.Reading;
import org.colophon.core.port.StoreClosedException;
import org.colophon.core.port.StoreException;
import org.colophon.core.port.WorkSearch;
import org.colophon.core.reading.GivenOut;
import org.colophon.core.record.Checked;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestLedger;

/** A node without consensus: it orders what is submitted at once, on a ledger in memory. */
final class FakeNode implements NodePort {
  private final TestLedger ledger;
  private final Path outgoing;
  volatile Optional<Refusal> blocked = Optional.empty();
  volatile List<String> alarms = List.of();
  volatile Optional<CountDownLatch> hold = Optional.empty();
  final CountDownLatch held = new CountDownLatch(1);
  volatile int transientFailures;

  /** As while an installed copy takes the place of the store. */
  volatile boolean storeClosed;

  /** Gives nothing out unless a test has it do so. */
  volatile Reading reading =
      new Reading() {
        @Override
        public GivenOut readInScope(byte[] request, byte[] signature) throws RefusedException {
          throw new RefusedException(Reason.UNAVAILABLE, "no lease");
        }

        @Override
        public Page readsOf(byte[] request, byte[] signature) {
          return new Page(List.of(), Optional.empty());
        }
      };

  /** Keeps nothing unless a test has it do so. */
  volatile Custody custody = new NoCustody();

  /** Keeps no index unless a test has it do so. */
  volatile WorkSearch search = new NoSearch();

  /** Takes no deliveries unless a test has it do so. */
  volatile Deliveries deliveries = new NoDeliveries();

  volatile int submissions;

  FakeNode(TestLedger ledger, Path outgoing) {
    this.ledger = ledger;
    this.outgoing = outgoing;
  }

  TestLedger ledger() {
    return ledger;
  }

  synchronized Seal seal() throws Exception {
    return ledger.seal();
  }

  @Override
  public Membership membership() {
    return ledger.membership();
  }

  @Override
  public Genesis genesis() {
    return ledger.ledger().genesis();
  }

  @Override
  public CompletableFuture<List<Outcome>> submit(List<byte[]> records) {
    return CompletableFuture.supplyAsync(
        () -> {
          hold.ifPresent(latch -> {
            held.countDown();
            await(latch);
          });
          return order(records);
        },
        task -> Thread.ofVirtual().start(task));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized List<Outcome> order(List<byte[]> records) {
    submissions++;
    if (transientFailures > 0) {
      transientFailures--;
      return records.stream().map(r -> refused(new Refusal(Reason.OVERLOADED, "full"))).toList();
    }
    List<Optional<Refusal>> refusals = new ArrayList<>();
    List<byte[]> good = new ArrayList<>();
    for (byte[] record : records) {
      switch (ledger.ledger().verifier().check(record)) {
        case Checked.Refused(Refusal refusal) -> refusals.add(Optional.of(refusal));
        case Checked.Verified verified -> {
          refusals.add(Optional.empty());
          good.add(record);
        }
      }
    }
    List<Outcome> ordered = new ArrayList<>();
    if (!good.isEmpty()) {
      try {
        ordered.addAll(ledger.orderAll(ledger.nextStamp(), good));
      } catch (IOException | RefusedException e) {
        throw new AssertionError(e);
      }
    }
    return refusals.stream()
        .map(refusal -> refusal.map(FakeNode::refused).orElseGet(ordered::removeFirst))
        .toList();
  }

  private static Outcome refused(Refusal refusal) {
    return new Outcome.Refused(refusal, Optional.empty());
  }

  @Override
  public Optional<Refusal> submissionBlocked() {
    return blocked;
  }

  @Override
  public LedgerReader read() {
    if (storeClosed) {
      throw new StoreClosedException();
    }
    return ledger.read();
  }

  @Override
  public Registration onCommit(Runnable listener) {
    ledger.ledger().onCommit(listener);
    return () -> ledger.ledger().removeOnCommit(listener);
  }

  @Override
  public Reading reading() {
    return reading;
  }

  @Override
  public Custody custody() {
    return custody;
  }

  @Override
  public WorkSearch search() {
    return search;
  }

  @Override
  public Deliveries deliveries() {
    return deliveries;
  }

  @Override
  public Status status() {
    try (LedgerReader reader = read()) {
      BlockHeader head = reader.head().orElseThrow();
      return new Status(
          TestConsortium.node(TestConsortium.COURT_NORTH),
          TestConsortium.COURT_NORTH,
          Ordering.Role.LEADER,
          Optional.of(TestConsortium.node(TestConsortium.COURT_NORTH)),
          1,
          head.height(),
          reader.size(),
          reader.newestSeal().map(Seal::size).orElse(new TreeSize(0)),
          alarms,
          List.of(new Ordering.Peer(TestConsortium.node(TestConsortium.COURT_SOUTH), true, 7)),
          new Stamping(
              Optional.of(new Timestamp(5)),
              2,
              List.of(
                  new Authority("notary", Optional.of(new Timestamp(9)), Optional.empty()),
                  new Authority("court", Optional.empty(), Optional.of("SLOW: no answer")))),
          List.of(new Validity("TLS", new Timestamp(11), true)),
          custody.figures(),
          new Timestamp(11),
          new Levels(Level.FIRST, Level.NEWEST));
    }
  }

  @Override
  public Path snapshot() throws StoreException {
    try {
      Path copy = Files.createTempDirectory(outgoing, "copy");
      Files.writeString(copy.resolve("CURRENT"), "memory\n");
      Files.write(copy.resolve("empty.sst"), new byte[0]);
      Files.createDirectory(copy.resolve("sub"));
      Files.write(copy.resolve("sub").resolve("000007.sst"), new byte[2_500_000]);
      return copy;
    } catch (IOException e) {
      throw new StoreException("no copy", e);
    }
  }

  /** The leaf index behind the log. */
  LeafIndex end() {
    try (LedgerReader reader = read()) {
      return new LeafIndex(reader.size().value());
    }
  }
}
