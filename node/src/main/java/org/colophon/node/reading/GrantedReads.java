package org.colophon.node.reading;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Ledger;
import org.colophon.core.chain.Outcome;
import org.colophon.core.evidence.EvidenceAssembler;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.port.Reading;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.reading.GivenOut;
import org.colophon.core.reading.ReadRequest;
import org.colophon.core.reading.Reader;
import org.colophon.node.custody.Custodian;
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
  private static final long REGISTER_EVERY_S = 5;

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
   * @param custodian what this node keeps of private matter; empty when it is no custodian
   * @param submit sends records, as a node's own service does
   */
  public static GrantedReads open(
      Path folder,
      Ledger ledger,
      NodeSigner signer,
      Optional<Custodian> custodian,
      Function<List<byte[]>, CompletableFuture<List<Outcome>>> submit,
      LongSupplier clockMs)
      throws IOException {
    Path open = Files.createDirectories(folder.resolve("open"));
    Path settled = Files.createDirectories(folder.resolve("settled"));
    OwnRecords records = new OwnRecords(ledger, submit);
    GrantedReads reads =
        new GrantedReads(
            new GrantReads.Shared(
                ledger,
                records,
                signer,
                new NodeRegistration(ledger, records, signer),
                new KeyReleases(custodian, signer),
                new EvidenceAssembler(ledger.genesis()),
                new ReadsByTarget(folder.resolve("works")),
                open,
                settled,
                new ReadCounts(),
                clockMs));
    reads.resume(open);
    return reads;
  }

  /**
   * Begins to settle leases that are over.
   *
   * @param publishes whether the node is to be registered before its first lease, so that private
   *     matter can be encrypted for it
   */
  public void start(boolean publishes) {
    ScheduledFuture<?> _ =
        timer.scheduleWithFixedDelay(
            this::settleWhatIsOver, SETTLE_EVERY_S, SETTLE_EVERY_S, TimeUnit.SECONDS);
    if (publishes) {
      registerSoon();
    }
  }

  private void registerSoon() {
    ScheduledFuture<?> _ = timer.schedule(this::register, REGISTER_EVERY_S, TimeUnit.SECONDS);
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
        journal.rows().forEach(row -> seen.add(row.query()));
      }
    }
  }

  /** What was leased and given out since the start. */
  public ReadCounts counts() {
    return shared.counts();
  }

  @Override
  public GivenOut readInScope(byte[] request, byte[] signature)
      throws RefusedException, InterruptedException {
    ReadRequest asked;
    try (LedgerReader reader = shared.ledger().read()) {
      LedgerQuery query = shared.query(reader);
      asked = authentic(query, request, signature);
      Reader _ = Reader.allowed(query, asked, shared.now());
      shared.releases().requirePossible(query, asked);
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
      return new SettledReads(shared, query).page(work, asked);
    } catch (IOException e) {
      throw new UncheckedIOException("reads: a journal cannot be read", e);
    }
  }

  /** Tries until the registration stands: the network may still be starting. */
  private void register() {
    try {
      shared.registration().require();
    } catch (RefusedException | IOException e) {
      LOG.debug("the node could not be registered yet: {}", e.getMessage());
      registerSoon();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("registering the node", e);
      registerSoon();
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
