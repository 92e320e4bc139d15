package org.colophon.node.reading;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.colophon.core.LeafIndex;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Ledger;
import org.colophon.core.chain.Outcome;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.port.Reading;
import org.colophon.core.query.AsOf;
import org.colophon.core.query.CaseView;
import org.colophon.core.query.Cursor;
import org.colophon.core.query.GrantView;
import org.colophon.core.query.LeaseView;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.reading.GivenOut;
import org.colophon.core.reading.ReadEntry;
import org.colophon.core.reading.ReadRequest;
import org.colophon.core.reading.Reader;
import org.colophon.core.reading.SettledRead;
import org.colophon.node.custody.SeenRequests;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads that are not for everybody, as this node gives them out. Journals lie in {@code open} until
 * their lease is settled, and in {@code settled} from then on.
 */
public final class GrantedReads implements Reading, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GrantedReads.class);
  private static final long SETTLE_EVERY_S = 20;

  private final GrantReads.Shared shared;
  private final ConcurrentMap<RecordId, GrantReads> grants = new ConcurrentHashMap<>();
  private final SeenRequests seen = new SeenRequests();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("colophon-reads").daemon().factory());

  private GrantedReads(GrantReads.Shared shared) {
    this.shared = shared;
  }

  /**
   * Opens the journals of a node and goes on with the leases that are not settled.
   *
   * @param folder where they lie
   * @param submit sends records, as a node's own service does
   */
  public static GrantedReads open(
      Path folder,
      Ledger ledger,
      NodeSigner signer,
      Function<List<byte[]>, CompletableFuture<List<Outcome>>> submit,
      LongSupplier clockMs)
      throws IOException {
    Path open = Files.createDirectories(folder.resolve("open"));
    Path settled = Files.createDirectories(folder.resolve("settled"));
    GrantedReads reads =
        new GrantedReads(
            new GrantReads.Shared(
                ledger,
                new OwnRecords(ledger, submit),
                signer,
                new ReadsByTarget(folder.resolve("targets")),
                open,
                settled,
                clockMs));
    reads.resume(open);
    ScheduledFuture<?> _ =
        reads.timer.scheduleWithFixedDelay(
            reads::settleWhatIsOver, SETTLE_EVERY_S, SETTLE_EVERY_S, TimeUnit.SECONDS);
    return reads;
  }

  private void resume(Path open) throws IOException {
    try (Stream<Path> files = Files.list(open)) {
      for (Path file : files.sorted().toList()) {
        if (file.toString().endsWith(ReadJournal.PART)) {
          Files.delete(file);
          continue;
        }
        ReadJournal journal = ReadJournal.open(file, shared.parser());
        RecordId grant = journal.lease().grant();
        grants.computeIfAbsent(grant, id -> new GrantReads(id, shared)).resume(journal);
        journal.entries().forEach(entry -> seen.add(entry.row().query()));
      }
    } catch (RefusedException e) {
      throw new IOException(open + ": " + e.getMessage(), e);
    }
  }

  @Override
  public GivenOut readInScope(byte[] request, byte[] signature)
      throws RefusedException, InterruptedException {
    ReadRequest asked;
    try (LedgerReader reader = shared.ledger().read()) {
      LedgerQuery query = shared.query(reader);
      asked = authentic(query, request, signature);
      Reader _ = Reader.allowed(query, asked, shared.now());
    }
    seen.requireFresh(request);
    boolean isAnswered = false;
    try {
      GivenOut given =
          grants
              .computeIfAbsent(
                  asked.under().orElseThrow().grant(), grant -> new GrantReads(grant, shared))
              .read(asked, request, signature);
      isAnswered = true;
      return given;
    } catch (IOException e) {
      throw new UncheckedIOException("reads: the journal takes nothing", e);
    } finally {
      if (!isAnswered) {
        seen.forget(request);
      }
    }
  }

  private ReadRequest authentic(LedgerQuery query, byte[] request, byte[] signature)
      throws RefusedException {
    ReadRequest asked = ReadRequest.read(request);
    asked.requireAuthentic(
        query, shared.ledger().genesis().chain(), request, signature, shared.now());
    return asked;
  }

  @Override
  public Page readsOf(byte[] request, byte[] signature) throws RefusedException {
    try (LedgerReader reader = shared.ledger().read()) {
      LedgerQuery query = shared.query(reader);
      ReadRequest asked = authentic(query, request, signature);
      if (asked.under().isPresent()
          || !(asked.target() instanceof ReadRequest.Target.Work(WorkId work))) {
        throw new RefusedException(Reason.MALFORMED, "work: (expected: a work, and no grant)");
      }
      Reader.requireHolder(query, asked.subject(), work);
      return page(query, work, asked);
    } catch (IOException e) {
      throw new UncheckedIOException("reads: a journal cannot be read", e);
    }
  }

  /** Reads whose case is still sealed leave no trace in it, not even in the cursor. */
  private Page page(LedgerQuery query, WorkId work, ReadRequest asked)
      throws RefusedException, IOException {
    String list = "reads/" + work;
    long from = Cursor.parse(list, asked.cursor()).map(LeafIndex::value).orElse(0L);
    List<SettledRead> found = new ArrayList<>();
    Map<RecordId, Optional<SettledJournal>> journals = new HashMap<>();
    long visible = 0;
    for (ReadsByTarget.Place place : shared.byTarget().of(work)) {
      Optional<SettledJournal> journal = journals.get(place.lease());
      if (journal == null) {
        journal = visible(query, place.lease());
        journals.put(place.lease(), journal);
      }
      if (journal.isPresent() && visible++ >= from) {
        found.add(journal.get().read(place.number()));
        if (found.size() > asked.size()) {
          break;
        }
      }
    }
    return new Page(
        found.stream().limit(asked.size()).toList(),
        found.size() > asked.size()
            ? Optional.of(Cursor.of(list, new LeafIndex(from + asked.size())))
            : Optional.empty());
  }

  private record SettledJournal(RecordId settled, ReadJournal journal) {
    SettledRead read(long number) {
      ReadEntry entry = journal.entries().get(Math.toIntExact(number));
      return new SettledRead(entry, settled, journal.path(number));
    }
  }

  /** The journal of a lease that is settled and whose case is not sealed any more. */
  private Optional<SettledJournal> visible(LedgerQuery query, RecordId lease)
      throws RefusedException, IOException {
    AsOf now = AsOf.now(query, shared.now());
    Optional<LeaseView> view = LeaseView.of(query, lease, now);
    Path file = shared.settled().resolve(lease.hex() + ".ndjson");
    if (view.isEmpty() || view.get().settled().isEmpty() || !Files.exists(file)) {
      return Optional.empty();
    }
    RecordId opened =
        GrantView.of(query, view.get().lease().grant(), now)
            .orElseThrow()
            .line()
            .grant()
            .content()
            .caseOpened();
    if (!CaseView.of(query, opened, now).orElseThrow().isSealLifted(shared.now())) {
      return Optional.empty();
    }
    try (ReadJournal journal = ReadJournal.open(file, shared.parser())) {
      return Optional.of(new SettledJournal(view.get().settled().get().record().id(), journal));
    }
  }

  private void settleWhatIsOver() {
    for (GrantReads grant : grants.values()) {
      try {
        grant.settleIfOver();
      } catch (RefusedException | IOException e) {
        LOG.warn("a lease could not be settled yet: {}", e.getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        LOG.error("settling leases", e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    timer.shutdownNow();
    for (GrantReads grant : grants.values()) {
      grant.close();
    }
  }
}
