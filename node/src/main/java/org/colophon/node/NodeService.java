package org.colophon.node;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.colophon.core.NodeId;
import org.colophon.core.OrgId;
import org.colophon.core.Refusal;
import org.colophon.core.Timestamp;
import org.colophon.core.TreeSize;
import org.colophon.core.chain.Ledger;
import org.colophon.core.chain.Outcome;
import org.colophon.core.chain.Seal;
import org.colophon.core.chain.Tip;
import org.colophon.core.membership.Genesis;
import org.colophon.core.membership.Membership;
import org.colophon.core.port.Custody;
import org.colophon.core.port.Deliveries;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.port.NodePort;
import org.colophon.core.port.Ordering;
import org.colophon.core.port.Reading;
import org.colophon.core.port.StoreException;
import org.colophon.core.port.WorkSearch;
import org.colophon.node.ingest.Ingest;
import org.colophon.node.observe.DiskWatch;
import org.colophon.node.sealing.Alarms;
import org.colophon.node.stamping.SealStamper;

/** What the network interface reaches of this node. */
final class NodeService implements NodePort {
  private static final long SEALS_LOOKED_AT = 1000;

  private final NodeId node;
  private final OrgId organisation;
  private final Ledger ledger;
  private final Ordering ordering;
  private final Ingest ingest;
  private final Alarms alarms;
  private final OutgoingCopy copies;
  private final SealStamper stamper;
  private final Reading reading;
  private final Validities validities;
  private final Custody custody;
  private final Deliveries deliveries;
  private final WorkSearch search;
  private final DiskWatch disk;
  private final Supplier<Optional<Refusal>> unknownLevel;
  private final LongSupplier clockMs;

  NodeService(
      NodeId node,
      OrgId organisation,
      Ledger ledger,
      Ordering ordering,
      Ingest ingest,
      Alarms alarms,
      OutgoingCopy copies,
      SealStamper stamper,
      Reading reading,
      Validities validities,
      Custody custody,
      Deliveries deliveries,
      WorkSearch search,
      DiskWatch disk,
      Supplier<Optional<Refusal>> unknownLevel,
      LongSupplier clockMs) {
    this.node = node;
    this.organisation = organisation;
    this.ledger = ledger;
    this.ordering = ordering;
    this.ingest = ingest;
    this.alarms = alarms;
    this.copies = copies;
    this.stamper = stamper;
    this.reading = reading;
    this.validities = validities;
    this.custody = custody;
    this.deliveries = deliveries;
    this.search = search;
    this.disk = disk;
    this.unknownLevel = unknownLevel;
    this.clockMs = clockMs;
  }

  @Override
  public Genesis genesis() {
    return ledger.genesis();
  }

  @Override
  public Membership membership() {
    return ledger.tip().governance().membership();
  }

  @Override
  public CompletableFuture<List<Outcome>> submit(List<byte[]> records) {
    return ingest.submit(records);
  }

  @Override
  public Optional<Refusal> submissionBlocked() {
    return unknownLevel
        .get()
        .or(disk::refusal)
        .or(() -> ledger.chain().unsealed(ledger.tip(), new Timestamp(clockMs.getAsLong())));
  }

  @Override
  public LedgerReader read() {
    return ledger.read();
  }

  @Override
  public Registration onCommit(Runnable listener) {
    ledger.onCommit(listener);
    return () -> ledger.removeOnCommit(listener);
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
  public Deliveries deliveries() {
    return deliveries;
  }

  @Override
  public WorkSearch search() {
    return search;
  }

  @Override
  public Status status() {
    Tip tip = ledger.tip();
    return new Status(
        node,
        organisation,
        ordering.role(),
        ordering.leader(),
        ordering.term(),
        tip.header().height(),
        new TreeSize(tip.tree().size()),
        tip.sealed().size(),
        alarms.raised(),
        ordering.peers(),
        stamping(),
        validities.all(),
        custody.figures(),
        new Timestamp(clockMs.getAsLong()),
        new Levels(tip.level(), ledger.chain().known()));
  }

  private Stamping stamping() {
    try (LedgerReader reader = ledger.read()) {
      long unstamped = 0;
      Optional<Seal> seal = reader.newestSeal();
      while (seal.isPresent() && seal.get().document().tokens().isEmpty()) {
        unstamped++;
        long before = seal.get().number() - 1;
        seal = before > 0 && unstamped < SEALS_LOOKED_AT ? reader.seal(before) : Optional.empty();
      }
      return new Stamping(seal.map(Seal::attested), unstamped, stamper.status());
    }
  }

  @Override
  public Path snapshot() throws StoreException {
    return copies.make();
  }
}
