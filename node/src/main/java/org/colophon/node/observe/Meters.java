package org.colophon.node.observe;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.colophon.core.Reason;
import org.colophon.core.ReasonCounts;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.Ledger;
import org.colophon.core.chain.Tip;
import org.colophon.core.port.NodePort;
import org.colophon.core.port.Ordering;
import org.colophon.core.port.StoreClosedException;
import org.colophon.core.port.StoreException;
import org.colophon.node.delivery.DeliveryInbox;
import org.colophon.node.sealing.Alarms;
import org.colophon.storage.RocksStore;
import org.colophon.storage.StoreMemory;
import org.jspecify.annotations.Nullable;

/**
 * The node's meters, in Prometheus' format. What happens often is counted where it happens, without
 * a lock; everything else is read from the node's parts when somebody scrapes. docs/observing.md
 * has the table.
 */
public final class Meters implements AutoCloseable {
  private static final Duration[] WAITS = {
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(2),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30)
  };
  private static final double MS_PER_SECOND = 1000.0;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final Timer commits =
      timer("colophon.commit", "From a record's coming in to its outcome, the first of each entry");
  private final Timer seals =
      timer("colophon.seal", "From applying a block to its seal, the first block of each seal");
  private final List<Runnable> rows = new ArrayList<>();

  /** What one scrape reads many figures from. */
  private volatile NodePort.@Nullable Status status;

  /** Meters of the process; those of the node come with {@link #observe}. */
  public Meters() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    collections.bindTo(registry);
  }

  private Timer timer(String name, String description) {
    return Timer.builder(name)
        .description(description)
        .serviceLevelObjectives(WAITS)
        .register(registry);
  }

  /** An entry was ordered whose first record had waited so long. */
  public void committed(long nanos) {
    commits.record(nanos, TimeUnit.NANOSECONDS);
  }

  /** Measures seals from now on. */
  public void follow(Ledger ledger) {
    SealWatch.follow(ledger, nanos -> seals.record(nanos, TimeUnit.NANOSECONDS));
  }

  /** Shows the parts of a node from now on. */
  public void observe(Parts parts) {
    status = parts.service().status();
    aboutTheNode(parts);
    aboutTheChain(parts);
    aboutTheOrder(parts);
    aboutRequests(parts);
    aboutOtherNodes(parts);
    aboutWhatEnds(parts);
    aboutTheMachine(parts);
    aboutWhatIsKept(parts);
  }

  /** All meters as text. */
  public synchronized byte[] scrape() {
    rows.forEach(Runnable::run);
    return registry.scrape("text/plain; version=0.0.4").getBytes(StandardCharsets.UTF_8);
  }

  private NodePort.Status status() {
    NodePort.Status known = status;
    if (known == null) {
      throw new IllegalStateException("status: none (expected: a node that is observed)");
    }
    return known;
  }

  private void aboutTheNode(Parts parts) {
    rows.add(() -> status = parts.service().status());
    Tags who =
        Tags.of(
            "version", parts.version(),
            "node", status().node().text(),
            "organisation", status().organisation().text(),
            "chain", parts.ledger().genesis().chain().text());
    Gauge.builder("colophon.identity", () -> 1)
        .description("1; its labels say which node this is")
        .tags(who)
        .register(registry);
    gauge(
        "colophon.ready",
        "1 while the node takes records",
        () ->
            bit(
                Readiness.of(
                        status(), parts.service().submissionBlocked(), parts.alarms().hindering())
                    .isEmpty()));
    for (String alarm : Alarms.ALL) {
      Gauge.builder("colophon.alarm", () -> bit(parts.alarms().isRaised(alarm)))
          .description("1 while the alarm of that name stands")
          .tag("name", alarm)
          .register(registry);
    }
    gauge(
        "colophon.unsealed",
        "1 while records are refused because too much stands unsealed",
        () ->
            bit(
                parts
                    .ledger()
                    .chain()
                    .unsealed(parts.ledger().tip(), new Timestamp(parts.clockMs().getAsLong()))
                    .isPresent()));
  }

  private void aboutTheChain(Parts parts) {
    Supplier<Tip> tip = () -> parts.ledger().tip();
    gauge("colophon.block.height", "Newest block", () -> tip.get().header().height().value());
    gauge(
        "colophon.sealed.height",
        "Newest block that is sealed",
        () -> tip.get().sealed().height().value());
    gauge("colophon.tree.size", "Leaves in the log", () -> tip.get().tree().size());
    gauge(
        "colophon.level",
        "Feature level by whose rules blocks are made",
        () -> tip.get().level().number());
    gauge(
        "colophon.level.known",
        "Newest feature level that this release knows",
        () -> parts.ledger().chain().known().number());
    gauge(
        "colophon.membership.changes.used.percent",
        "How much of the changes of the membership that a chain takes is used up",
        () -> ChangesRoom.usedPercent(parts.ledger()));
    gauge(
        "colophon.unsealed.blocks",
        "Blocks behind the newest seal",
        () -> tip.get().unsealedBlocks());
    seconds(
        "colophon.seal.age",
        "Since the attested time of the newest seal, by this node's clock",
        () -> parts.clockMs().getAsLong() - tip.get().sealed().attested().value());
    gauge(
        "colophon.unstamped.seals",
        "Newest seals without a time-stamp",
        () -> status().stamping().unstampedSeals());
    counter(
        "colophon.records.verified",
        "Records whose signatures were verified here",
        Tags.empty(),
        () -> parts.ledger().verifier().verified());
  }

  private void aboutTheOrder(Parts parts) {
    gauge("colophon.raft.term", "Term of the order", () -> status().term());
    gauge(
        "colophon.raft.applied.index",
        "Newest entry that was applied here",
        () -> parts.ledger().applied().index());
    gauge(
        "colophon.raft.leader.known",
        "1 while this node knows a leader",
        () -> bit(status().leader().isPresent()));
    for (Ordering.Role role : Ordering.Role.values()) {
      Gauge.builder("colophon.raft.role", () -> bit(status().role() == role))
          .description("1 for the node's part in the order")
          .tag("role", role.name())
          .register(registry);
    }
    gauge(
        "colophon.queue.records",
        "Records that wait to be ordered, or are in flight",
        () -> parts.batcher().pendingRecords());
    bytes(
        "colophon.queue",
        "Bytes of the records that wait to be ordered",
        Tags.empty(),
        () -> parts.batcher().pendingBytes());
    gauge(
        "colophon.entries.in.flight",
        "Entries that were handed on and are not answered",
        () -> parts.batcher().entriesInFlight());
    gauge(
        "colophon.verification.queue",
        "Tasks that wait for the verification pool",
        () -> parts.verification().getQueue().size());
    multi(
        "colophon.raft.lag.entries",
        "Entries that another node is behind, as the leader knows it",
        () -> {
          long applied = parts.ledger().applied().index();
          return status().peers().stream()
              .filter(peer -> peer.matchIndex() >= 0)
              .<MultiGauge.Row<?>>map(
                  peer -> row("peer", peer.node().text(), Math.max(0, applied - peer.matchIndex())))
              .toList();
        });
  }

  private void aboutRequests(Parts parts) {
    counter(
        "colophon.records.accepted",
        "Records that came in here and were accepted",
        Tags.empty(),
        () -> parts.ingest().accepted());
    for (Reason reason : Reason.values()) {
      refusals(
          "colophon.records.refused",
          "Records that came in here and were refused",
          parts.ingest().refused(),
          reason);
      refusals(
          "colophon.requests.refused",
          "Requests that were refused as a whole",
          parts.rpc().refusals(),
          reason);
    }
    multi(
        "colophon.requests.free",
        "Requests of that kind that could begin now",
        () ->
            parts.rpc().freePlaces().entrySet().stream()
                .<MultiGauge.Row<?>>map(one -> row("kind", one.getKey(), one.getValue()))
                .toList());
  }

  private void refusals(String name, String description, ReasonCounts counts, Reason reason) {
    counter(name, description, Tags.of("reason", reason.name()), () -> counts.of(reason));
  }

  private void aboutOtherNodes(Parts parts) {
    Supplier<List<PeerAnswer>> answers = () -> parts.peers().answers();
    multi(
        "colophon.peer.reachable",
        "1 when the other node answered the last time it was asked",
        () ->
            answerRows(answers.get(), answer -> true, answer -> (double) bit(answer.isReached())));
    multi(
        "colophon.peer.round.trip.seconds",
        "How long the other node took to answer",
        () ->
            answerRows(
                answers.get(),
                PeerAnswer::isReached,
                answer -> answer.roundTripMs() / MS_PER_SECOND));
    multi(
        "colophon.peer.clock.ahead.seconds",
        "How far the other node's clock is ahead of this one's",
        () ->
            answerRows(
                answers.get(),
                answer -> answer.aheadMs().isPresent(),
                answer -> answer.aheadMs().orElseThrow() / MS_PER_SECOND));
    multi(
        "colophon.clock.ahead.seconds",
        "How far this node's clock is ahead of the median of the others'",
        () ->
            PeerAnswer.ownAheadMs(answers.get()).stream()
                .<MultiGauge.Row<?>>mapToObj(
                    ms -> MultiGauge.Row.of(Tags.empty(), ms / MS_PER_SECOND))
                .toList());
  }

  private static List<MultiGauge.Row<?>> answerRows(
      List<PeerAnswer> answers,
      java.util.function.Predicate<PeerAnswer> shown,
      Function<PeerAnswer, Double> value) {
    return answers.stream()
        .filter(shown)
        .<MultiGauge.Row<?>>map(answer -> row("peer", answer.node(), value.apply(answer)))
        .toList();
  }

  private void aboutWhatEnds(Parts parts) {
    multi(
        "colophon.validity.days",
        "Days until a certificate, list or key ends; negative once it has",
        () -> {
          long now = parts.clockMs().getAsLong();
          return status().validities().stream()
              .<MultiGauge.Row<?>>map(validity ->
                  row(
                      "what",
                      validity.what(),
                      (validity.until().value() - now) / (double) TimeUnit.DAYS.toMillis(1)))
              .toList();
        });
  }

  private void aboutTheMachine(Parts parts) {
    DiskWatch disk = parts.disk();
    bytes(
        "colophon.disk.free",
        "Free on the disk of the data folder",
        Tags.empty(),
        () -> disk.state().room().freeBytes());
    bytes(
        "colophon.disk.total",
        "Size of that disk",
        Tags.empty(),
        () -> disk.state().room().totalBytes());
    bytes(
        "colophon.disk.watermark",
        "With less free, records are refused",
        Tags.empty(),
        () -> disk.state().watermarkBytes());
    gauge(
        "colophon.disk.full",
        "1 while records are refused for want of room",
        () -> bit(disk.state().isFull()));
    memory(parts.ledger(), "cache", StoreMemory::cache);
    memory(parts.ledger(), "write_buffers", StoreMemory::writeBuffers);
    memory(parts.ledger(), "table_readers", StoreMemory::tableReaders);
  }

  private void memory(Ledger ledger, String kind, ToLongFunction<StoreMemory> of) {
    bytes(
        "colophon.store.memory",
        "Native memory of the store; the cache is charged for write buffers too",
        Tags.of("kind", kind),
        () -> {
          try {
            return ledger.store() instanceof RocksStore store ? of.applyAsLong(store.memory()) : 0;
          } catch (StoreException | StoreClosedException e) {
            // Being replaced by an installed copy, it has none.
            return 0;
          }
        });
  }

  private void aboutWhatIsKept(Parts parts) {
    counter(
        "colophon.reads.leased",
        "Reads under grants for which this node took leases",
        Tags.empty(),
        () -> parts.reads().leased());
    counter(
        "colophon.reads.given",
        "Reads under grants that this node answered",
        Tags.empty(),
        () -> parts.reads().given());
    bytes(
        "colophon.custody",
        "Ciphertexts kept, by whether a record names them",
        Tags.of("state", "named"),
        () -> status().custody().namedBytes());
    bytes(
        "colophon.custody",
        "Ciphertexts kept, by whether a record names them",
        Tags.of("state", "waiting"),
        () -> status().custody().waitingBytes());
    parts.deliveries().ifPresent(this::aboutDeliveries);
  }

  private void aboutDeliveries(DeliveryInbox inbox) {
    gauge("colophon.deliveries", "Deliveries held", () -> inbox.figures().deliveries());
    bytes(
        "colophon.deliveries.held",
        "Bytes of the deliveries held, as they will be",
        Tags.empty(),
        () -> inbox.figures().bytes());
    counter(
        "colophon.webhook.attempts",
        "Attempts to tell the court's system",
        Tags.of("result", "taken"),
        () -> inbox.figures().told());
    counter(
        "colophon.webhook.attempts",
        "Attempts to tell the court's system",
        Tags.of("result", "failed"),
        () -> inbox.figures().notTold());
  }

  private void gauge(String name, String description, LongSupplier value) {
    Gauge.builder(name, value::getAsLong).description(description).register(registry);
  }

  private void seconds(String name, String description, LongSupplier ms) {
    Gauge.builder(name, () -> ms.getAsLong() / MS_PER_SECOND)
        .description(description)
        .baseUnit("seconds")
        .register(registry);
  }

  private void bytes(String name, String description, Tags tags, LongSupplier value) {
    Gauge.builder(name, value::getAsLong)
        .description(description)
        .baseUnit("bytes")
        .tags(tags)
        .register(registry);
  }

  private void counter(String name, String description, Tags tags, LongSupplier value) {
    // The library lets go of what a counter reads from, unless somebody else holds it: this does.
    FunctionCounter.builder(name, this, meters -> value.getAsLong())
        .description(description)
        .tags(tags)
        .register(registry);
  }

  /** A meter whose labels come and go; its rows are made anew for each scrape. */
  private void multi(String name, String description, Supplier<List<MultiGauge.Row<?>>> current) {
    MultiGauge gauge = MultiGauge.builder(name).description(description).register(registry);
    rows.add(() -> gauge.register(current.get(), true));
  }

  private static MultiGauge.Row<Number> row(String label, String value, Number number) {
    return MultiGauge.Row.of(Tags.of(label, value), number);
  }

  private static int bit(boolean value) {
    return value ? 1 : 0;
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
