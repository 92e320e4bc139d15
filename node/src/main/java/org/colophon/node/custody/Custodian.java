package org.colophon.node.custody;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.colophon.core.LeafIndex;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.Refusal;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.Ledger;
import org.colophon.core.chain.Link;
import org.colophon.core.content.KeyErase;
import org.colophon.core.contract.CustodyState;
import org.colophon.core.custody.CustodyReceipt;
import org.colophon.core.custody.Envelope;
import org.colophon.core.custody.FetchRequest;
import org.colophon.core.custody.PrivateMatter;
import org.colophon.core.port.Custody;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.query.RecordAt;
import org.colophon.crypto.Hash;
import org.colophon.crypto.StrictBase64;
import org.colophon.crypto.signature.SigningKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A validator as a custodian: it stores ciphertexts, signs that it has, gives them to their
 * recipients, and destroys them when a record that is sealed says so. What is destroyed cannot be
 * had back, so it does not rest on a block that might never be sealed.
 */
public final class Custodian implements Custody, AutoCloseable {
  /** For how long a ciphertext waits for its record. */
  static final long WAITS_MS = 7L * 24 * 60 * 60 * 1000;

  private static final Logger LOG = LoggerFactory.getLogger(Custodian.class);
  private static final long WAITING_BYTES_MAX = 256L << 20;

  /** So many organisations can use up their shares before there is no room for others. */
  private static final int SHARES = 8;

  private static final long LOOK_MS = 1_000;
  private static final long SORT_OUT_MS = 30_000;
  private static final int ERASURES_AT_ONCE = 256;

  private final Ledger ledger;
  private final OrgId organisation;
  private final SigningKey key;
  private final CiphertextStore store;
  private final Supplier<Optional<Refusal>> full;
  private final LongSupplier clockMs;
  private final SeenRequests seen = new SeenRequests();
  private final WaitingShares shares = new WaitingShares(WAITING_BYTES_MAX / SHARES);
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("colophon-custody").daemon().factory());
  private LeafIndex nextErasure = new LeafIndex(0);

  private Custodian(
      Ledger ledger,
      OrgId organisation,
      SigningKey key,
      CiphertextStore store,
      Supplier<Optional<Refusal>> full,
      LongSupplier clockMs) {
    this.ledger = ledger;
    this.organisation = organisation;
    this.key = key;
    this.store = store;
    this.full = full;
    this.clockMs = clockMs;
  }

  /**
   * Opens what a validator keeps; what is to be destroyed is, before it returns.
   *
   * @param key the validator's Ed25519 cosigning key
   */
  public static Custodian open(
      Path folder,
      Ledger ledger,
      OrgId organisation,
      SigningKey key,
      Supplier<Optional<Refusal>> full,
      LongSupplier clockMs)
      throws IOException {
    Custodian custodian =
        new Custodian(ledger, organisation, key, CiphertextStore.open(folder), full, clockMs);
    custodian.destroyErased();
    ScheduledFuture<?> _ =
        custodian.timer.scheduleWithFixedDelay(
            () -> custodian.tidy(custodian::destroyErased),
            LOOK_MS,
            LOOK_MS,
            TimeUnit.MILLISECONDS);
    ScheduledFuture<?> _ =
        custodian.timer.scheduleWithFixedDelay(
            () -> custodian.tidy(custodian::sortOutWaiting),
            SORT_OUT_MS,
            SORT_OUT_MS,
            TimeUnit.MILLISECONDS);
    return custodian;
  }

  private LedgerQuery query(LedgerReader reader) {
    return new LedgerQuery(reader, ledger.genesis());
  }

  private Timestamp now() {
    return new Timestamp(clockMs.getAsLong());
  }

  @Override
  public CustodyReceipt keep(byte[] envelope, String holder) throws RefusedException {
    Envelope read = Envelope.read(envelope);
    if (!read.chain().equals(ledger.genesis().chain())) {
      throw new RefusedException(
          Reason.WRONG_CHAIN, "chain: (expected: " + ledger.genesis().chain() + ")");
    }
    Hash digest = Hash.sha256(envelope);
    if (isErased(digest)) {
      throw new RefusedException(Reason.BAD_TRANSITION, "ciphertext: was destroyed");
    }
    if (store.amountWaiting().bytes() + envelope.length > WAITING_BYTES_MAX) {
      throw new RefusedException(
          Reason.OVERLOADED, "ciphertext: too much waits for its records here");
    }
    Optional<Refusal> refusal = full.get();
    if (refusal.isPresent()) {
      throw new RefusedException(refusal.get());
    }
    shares.take(holder, digest, envelope.length);
    Timestamp now = now();
    try {
      store.put(digest, envelope, now);
    } catch (IOException e) {
      throw new UncheckedIOException("ciphertext: cannot be stored", e);
    }
    byte[] text =
        CustodyReceipt.signedText(
            ledger.genesis().chain(), organisation, digest, envelope.length, now);
    return new CustodyReceipt(organisation, key.name(), now, StrictBase64.encode(key.sign(text)));
  }

  @Override
  public byte[] give(byte[] request, byte[] signature) throws RefusedException {
    FetchRequest asked = FetchRequest.read(request);
    try (LedgerReader reader = ledger.read()) {
      asked.requireAuthentic(query(reader), ledger.genesis().chain(), request, signature, now());
    }
    byte[] envelope = find(asked.digest());
    if (Envelope.read(envelope).wrappedFor(asked.subject()).isEmpty()) {
      throw new RefusedException(
          Reason.NOT_AUTHORISED, "ciphertext: not encrypted for " + asked.subject());
    }
    seen.requireFresh(request);
    return envelope;
  }

  private byte[] find(Hash digest) throws RefusedException {
    if (isErased(digest)) {
      throw new RefusedException(Reason.NOT_FOUND, "ciphertext: was destroyed");
    }
    return kept(digest)
        .orElseThrow(() -> new RefusedException(Reason.NOT_FOUND, "ciphertext: not kept here"));
  }

  /** A ciphertext, for this node itself; empty when it is not kept here, or was destroyed. */
  public Optional<byte[]> kept(Hash digest) {
    try {
      return isErased(digest) ? Optional.empty() : store.get(digest);
    } catch (IOException e) {
      throw new UncheckedIOException("ciphertext: cannot be read", e);
    }
  }

  private boolean isErased(Hash digest) {
    return store.isErased(digest) || state(digest).map(CustodyState::isErased).orElse(false);
  }

  private Optional<CustodyState> state(Hash digest) {
    try (LedgerReader reader = ledger.read()) {
      return query(reader).state(CustodyState.stateKey(digest), CustodyState::read);
    }
  }

  @Override
  public Figures figures() {
    return new Figures(
        true,
        store.amountNamed().count(),
        store.amountNamed().bytes(),
        store.amountWaiting().count(),
        store.amountWaiting().bytes(),
        store.erasedCount());
  }

  private interface Work {
    void run() throws IOException;
  }

  /** What fails now is tried again the next time. */
  private void tidy(Work work) {
    try {
      work.run();
    } catch (IOException | RuntimeException e) {
      LOG.error("private matter could not be tidied", e);
    }
  }

  /** Goes through the erasures that have been sealed since it last did. */
  synchronized void destroyErased() throws IOException {
    try (LedgerReader reader = ledger.read()) {
      long sealed = ledger.tip().sealed().size().value();
      List<LeafIndex> erasures;
      do {
        erasures = reader.linked(Link.erasure(), nextErasure, ERASURES_AT_ONCE);
        for (LeafIndex erasure : erasures) {
          if (erasure.value() >= sealed) {
            return;
          }
          destroy(query(reader), erasure);
          nextErasure = erasure.plus(1);
        }
      } while (!erasures.isEmpty());
    }
  }

  private void destroy(LedgerQuery query, LeafIndex erasure) throws IOException {
    RecordAt record = query.recordAt(erasure);
    KeyErase erase = (KeyErase) record.statement().content();
    PrivateMatter matter =
        query.record(erase.record()).orElseThrow().statement().privateMatter().orElseThrow();
    if (!store.isErased(matter.digest())) {
      store.erase(matter.digest());
      LOG.info("ciphertext {} destroyed, by record {}", matter.digest(), record.id());
    }
  }

  void sortOutWaiting() throws IOException {
    Timestamp now = now();
    for (CiphertextStore.Waiting one : store.waiting()) {
      if (state(one.digest()).isPresent()) {
        store.name(one.digest());
      } else if (now.value() - one.came().value() > WAITS_MS) {
        store.drop(one.digest());
      }
    }
    shares.retain(
        store.waiting().stream().map(CiphertextStore.Waiting::digest).collect(Collectors.toSet()));
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
