package org.colophon.node.reading;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Ledger;
import org.colophon.core.content.Content;
import org.colophon.core.content.ReadLease;
import org.colophon.core.content.ReadSettle;
import org.colophon.core.content.Scope;
import org.colophon.core.evidence.EvidenceAssembler;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.provenance.TraceEvent;
import org.colophon.core.query.AsOf;
import org.colophon.core.query.GrantView;
import org.colophon.core.query.LeaseView;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.reading.ExportedRecord;
import org.colophon.core.reading.GivenOut;
import org.colophon.core.reading.ReadEntry;
import org.colophon.core.reading.ReadRequest;
import org.colophon.core.reading.ReadRow;
import org.colophon.core.reading.Reader;
import org.colophon.core.reading.ReleasedKey;
import org.colophon.core.reading.ScopedTrace;
import org.colophon.core.record.RecordParser;
import org.colophon.crypto.Hash;
import org.colophon.crypto.StrictBase64;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reads of one grant at this node, one after another: each is counted in a lease that stands on
 * the chain, and stands in its journal, before it is given out.
 */
final class GrantReads {
  private static final Logger LOG = LoggerFactory.getLogger(GrantReads.class);

  /** Enough to go on for a while when the chain has no quorum, and little to lose with a node. */
  private static final long READS_PER_LEASE = 256;

  private static final long LEASE_MS = 24L * 60 * 60 * 1000;

  private final RecordId grant;
  private final Shared shared;
  private @Nullable ReadJournal current;

  /**
   * What the reads of all grants share.
   *
   * @param open where the journals of leases lie that are not settled
   * @param settled where they lie afterwards
   * @param registration of the node, without which it takes no lease
   * @param releases what can be decrypted
   * @param evidence what goes out of records that are exported
   * @param byTarget finds the reads of a work
   * @param counts of leases and reads
   */
  record Shared(
      Ledger ledger,
      OwnRecords records,
      NodeSigner signer,
      NodeRegistration registration,
      KeyReleases releases,
      EvidenceAssembler evidence,
      ReadsByTarget byTarget,
      Path open,
      Path settled,
      ReadCounts counts,
      LongSupplier clockMs) {
    Timestamp now() {
      return new Timestamp(clockMs.getAsLong());
    }

    RecordParser parser() {
      return new RecordParser(ledger.genesis().limits().recordBytesMax());
    }

    LedgerQuery query(LedgerReader reader) {
      return new LedgerQuery(reader, ledger.genesis());
    }
  }

  GrantReads(RecordId grant, Shared shared) {
    this.grant = grant;
    this.shared = shared;
  }

  /** Goes on with a lease of an earlier run. */
  synchronized void resume(ReadJournal journal) {
    current = journal;
  }

  /** Gives out what the grant allows. */
  synchronized GivenOut read(ReadRequest asked, byte[] request, byte[] signature)
      throws RefusedException, IOException, InterruptedException {
    ReadJournal journal = journalWithRoom();
    try (LedgerReader reader = shared.ledger.read()) {
      LedgerQuery query = shared.query(reader);
      // Again: the grant may have been revoked while the lease was on its way.
      ScopedTrace trace = ScopedTrace.of(query, Reader.allowed(query, asked, shared.now()));
      Optional<List<ReleasedKey>> keys = shared.releases.of(query, asked, trace);
      Optional<List<ExportedRecord>> exported = exported(reader, asked, trace);
      byte[] answer =
          trace.answer(keys.map(all -> all.stream().map(ReleasedKey::record).toList()), exported);
      ReadEntry entry = entry(journal, asked, request, signature, answer);
      journal.add(entry);
      shared.counts.addGiven();
      return new GivenOut(trace, keys.orElse(List.of()), exported.orElse(List.of()), entry);
    }
  }

  /**
   * The evidence of what is exported; empty for a mere read.
   *
   * @throws RefusedException UNSEALED while no seal covers a record of the page
   */
  private Optional<List<ExportedRecord>> exported(
      LedgerReader reader, ReadRequest asked, ScopedTrace trace) throws RefusedException {
    if (asked.under().orElseThrow().verb() != Scope.Verb.EXPORT) {
      return Optional.empty();
    }
    List<ExportedRecord> exported = new ArrayList<>();
    for (TraceEvent event : trace.events()) {
      RecordId id = event.record().id();
      exported.add(new ExportedRecord(id, shared.evidence.assemble(reader, id)));
    }
    return Optional.of(exported);
  }

  private ReadEntry entry(
      ReadJournal journal, ReadRequest asked, byte[] request, byte[] signature, byte[] answer) {
    Hash salt = shared.signer.salt();
    ReadRow row =
        new ReadRow(
            grant,
            journal.id(),
            journal.size(),
            journal.previous(),
            Hash.sha256(request),
            asked.subject(),
            ReadRow.resultOf(salt, asked.subject(), answer),
            shared.now(),
            asked.under().orElseThrow().verb());
    return new ReadEntry(
        row,
        new String(request, StandardCharsets.UTF_8),
        StrictBase64.encode(signature),
        salt,
        new String(answer, StandardCharsets.UTF_8));
  }

  private ReadJournal journalWithRoom() throws RefusedException, IOException, InterruptedException {
    if (current != null) {
      ensureStands(current);
    }
    if (current != null && isOver(current)) {
      settle(current);
    }
    if (current == null) {
      current = lease();
    }
    return current;
  }

  private boolean isOver(ReadJournal journal) {
    return journal.isFull() || journal.lease().until().compareTo(shared.now()) <= 0;
  }

  /** A lease whose answer was lost is sent again, the same one. */
  private void ensureStands(ReadJournal journal)
      throws RefusedException, IOException, InterruptedException {
    if (shared.records.stands(journal.id())) {
      return;
    }
    try {
      shared.records.send(journal.record());
    } catch (RefusedException e) {
      if (e.refusal().reason() != Reason.UNAVAILABLE
          && e.refusal().reason() != Reason.OVERLOADED
          && journal.size() == 0) {
        journal.discard();
        current = null;
      } else {
        throw e;
      }
    }
  }

  private ReadJournal lease() throws RefusedException, IOException, InterruptedException {
    shared.registration.require();
    ReadLease terms = terms();
    ReadJournal journal =
        ReadJournal.create(shared.open, shared.signer.record(terms), shared.parser());
    current = journal;
    try {
      shared.records.send(journal.record());
    } catch (RefusedException e) {
      if (e.refusal().reason() != Reason.UNAVAILABLE) {
        journal.discard();
        current = null;
      }
      throw e;
    }
    shared.counts.addLeased(terms.reads());
    LOG.info("lease {}: {} reads of grant {}", journal.id(), terms.reads(), grant);
    return journal;
  }

  private ReadLease terms() throws RefusedException {
    try (LedgerReader reader = shared.ledger.read()) {
      LedgerQuery query = shared.query(reader);
      AsOf now = AsOf.now(query, shared.now());
      GrantView view = GrantView.of(query, grant, now).orElseThrow();
      GrantView.Reads reads = view.reads().orElseThrow();
      if (reads.left() < 1) {
        throw new RefusedException(Reason.READS_EXHAUSTED, "grant: no read is left");
      }
      if (reads.leftToday() < 1) {
        throw new RefusedException(Reason.RATE_LIMITED, "grant: no read is left today");
      }
      Timestamp end = view.line().scope().until();
      Timestamp until = shared.now().plus(LEASE_MS);
      return new ReadLease(
          grant,
          Math.min(READS_PER_LEASE, Math.min(reads.left(), reads.leftToday())),
          until.compareTo(end) < 0 ? until : end);
    }
  }

  /** Settles a lease that is over: full, past its time, or of a grant that has ended. */
  synchronized void settleIfOver() throws RefusedException, IOException, InterruptedException {
    if (current != null && shared.records.stands(current.id())) {
      if (isOver(current) || hasEnded()) {
        settle(current);
      }
    }
  }

  private boolean hasEnded() throws RefusedException {
    try (LedgerReader reader = shared.ledger.read()) {
      LedgerQuery query = shared.query(reader);
      return !GrantView.of(query, grant, AsOf.now(query, shared.now())).orElseThrow().isEffective();
    }
  }

  private void settle(ReadJournal journal)
      throws RefusedException, IOException, InterruptedException {
    boolean again = isSettled(journal.id());
    if (!again) {
      shared.registration.require();
      shared.records.send(
          shared.signer.record(new ReadSettle(journal.id(), journal.size(), journal.root())));
      LOG.info("lease {}: settled, {} reads", journal.id(), journal.size());
    }
    index(journal, again);
    journal.moveTo(shared.settled);
    current = null;
  }

  /**
   * Lets the reads be found by the works of which something was given out.
   *
   * @param again whether that may have been begun before
   */
  private void index(ReadJournal journal, boolean again) throws RefusedException, IOException {
    Map<WorkId, List<ReadsByTarget.Place>> places = new LinkedHashMap<>();
    try (LedgerReader reader = shared.ledger.read()) {
      LedgerQuery query = shared.query(reader);
      for (int number = 0; number < journal.size(); number++) {
        for (WorkId work : works(query, journal.entry(number))) {
          places
              .computeIfAbsent(work, key -> new ArrayList<>())
              .add(new ReadsByTarget.Place(journal.id(), number));
        }
      }
    }
    RecordId opened = caseOpened();
    for (var one : places.entrySet()) {
      shared.byTarget.add(one.getKey(), opened, one.getValue(), again);
    }
  }

  private RecordId caseOpened() throws RefusedException {
    try (LedgerReader reader = shared.ledger.read()) {
      LedgerQuery query = shared.query(reader);
      return GrantView.of(query, grant, AsOf.newest(query))
          .orElseThrow()
          .line()
          .grant()
          .content()
          .caseOpened();
    }
  }

  private static Set<WorkId> works(LedgerQuery query, ReadEntry entry) throws RefusedException {
    Set<WorkId> works = new LinkedHashSet<>();
    if (entry.asked().target() instanceof ReadRequest.Target.Work(WorkId target)) {
      works.add(target);
    }
    for (RecordId id : entry.records()) {
      Content content = query.record(id).orElseThrow().statement().content();
      content.workNamed(new WorkId(id.hash())).ifPresent(works::add);
    }
    return works;
  }

  private boolean isSettled(RecordId lease) {
    try (LedgerReader reader = shared.ledger.read()) {
      LedgerQuery query = shared.query(reader);
      return LeaseView.of(query, lease, AsOf.newest(query)).flatMap(LeaseView::settled).isPresent();
    }
  }

  synchronized void close() throws IOException {
    if (current != null) {
      current.close();
    }
  }
}
