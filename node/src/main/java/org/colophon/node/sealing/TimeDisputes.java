package org.colophon.node.sealing;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.colophon.core.Height;
import org.colophon.core.OrgId;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.Ledger;
import org.colophon.core.chain.Outcome;
import org.colophon.core.chain.SealingState;
import org.colophon.core.chain.Tip;
import org.colophon.core.content.RecordType;
import org.colophon.core.content.TimeDispute;
import org.colophon.core.membership.Organisation;
import org.colophon.core.membership.Tier;
import org.colophon.core.port.LedgerReader;
import org.colophon.crypto.Hash;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a validator's node dispute the time of a block that cannot be right by its clock. It judges
 * by causes only: a block that came behind this validator's own cosignature was ordered after the
 * time in it, so a slow network or a node that catches up disputes nothing.
 */
public final class TimeDisputes implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TimeDisputes.class);
  private static final long TICK_MS = 500;

  /** Blocks that are looked at in one tick; behind more of them the newest are left out. */
  private static final long BLOCKS_MAX = 1_000;

  /** A little more than the chain demands between two disputes of one validator. */
  private static final long PAUSE_MS = 65_000;

  private final Ledger ledger;
  private final OrgId organisation;
  private final Signer signer;
  private final Function<List<byte[]>, CompletableFuture<List<Outcome>>> submit;
  private final LongSupplier clockMs;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("colophon-disputes").daemon().factory());

  private Seen seen;
  private long disputedMs = Long.MIN_VALUE / 2;

  /** Signs in the node's own name. */
  @FunctionalInterface
  public interface Signer {
    /** The record's bytes. */
    byte[] sign(TimeDispute dispute) throws IOException;
  }

  /**
   * Where the chain stood at one instant.
   *
   * @param height newest block
   * @param cosignedMs the time in this validator's newest cosignature then: what its clock had
   *     shown
   */
  private record Seen(Height height, long cosignedMs) {}

  private TimeDisputes(
      Ledger ledger,
      OrgId organisation,
      Signer signer,
      Function<List<byte[]>, CompletableFuture<List<Outcome>>> submit,
      LongSupplier clockMs) {
    this.ledger = ledger;
    this.organisation = organisation;
    this.signer = signer;
    this.submit = submit;
    this.clockMs = clockMs;
    try (LedgerReader reader = ledger.read()) {
      this.seen = look(reader);
    }
  }

  /** Begins to look at the times of new blocks. */
  public static TimeDisputes start(
      Ledger ledger,
      OrgId organisation,
      Signer signer,
      Function<List<byte[]>, CompletableFuture<List<Outcome>>> submit,
      LongSupplier clockMs) {
    TimeDisputes disputes = new TimeDisputes(ledger, organisation, signer, submit, clockMs);
    var _ =
        disputes.executor.scheduleWithFixedDelay(
            disputes::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
    return disputes;
  }

  private void tick() {
    try (LedgerReader reader = ledger.read()) {
      Seen before = seen;
      seen = look(reader);
      if (mayDispute()) {
        Optional<TimeDispute> dispute = find(reader, before, seen.height());
        if (dispute.isPresent()) {
          send(dispute.get());
        }
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("times of blocks are looked at again: {}", e.toString());
    }
  }

  private Seen look(LedgerReader reader) {
    return new Seen(
        reader.head().orElseThrow().height(),
        new SealingState(reader).lastCosigned(organisation) * 1000);
  }

  private boolean mayDispute() {
    Tip tip = ledger.tip();
    return RecordType.TIME_DISPUTE.isKnownAt(tip.level())
        && !ledger.chain().isUnknown(tip)
        && clockMs.getAsLong() - disputedMs >= PAUSE_MS
        && tip.governance()
            .membership()
            .organisation(organisation)
            .map(Organisation::tier)
            .filter(Tier.VALIDATOR::equals)
            .isPresent();
  }

  /** The first block behind what was seen whose time this validator's clock had passed before. */
  private static Optional<TimeDispute> find(LedgerReader reader, Seen before, Height newest) {
    long last = Math.min(newest.value(), before.height().value() + BLOCKS_MAX);
    for (long h = before.height().value() + 1; h <= last; h++) {
      BlockHeader header = reader.header(new Height(h)).orElseThrow();
      if (before.cosignedMs() - header.time().value() > TimeDispute.TOLERANCE_MS) {
        return Optional.of(
            new TimeDispute(
                header.height(), Hash.sha256(header.bytes()), new Timestamp(before.cosignedMs())));
      }
    }
    return Optional.empty();
  }

  /** Whatever the answer: the next block of such a leader gives the next occasion. */
  private void send(TimeDispute dispute) throws IOException {
    disputedMs = clockMs.getAsLong();
    LOG.warn(
        "block {}: its time lies before {}, which this node's clock had shown by then",
        dispute.block(),
        dispute.seen());
    var _ =
        submit
            .apply(List.of(signer.sign(dispute)))
            .whenComplete((outcomes, failure) ->
                LOG.info(
                    "dispute of block {}: {}",
                    dispute.block(),
                    failure == null ? outcomes : failure));
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
