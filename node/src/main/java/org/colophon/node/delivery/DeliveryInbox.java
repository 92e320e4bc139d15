package org.colophon.node.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.colophon.config.NodeConfig;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.Ledger;
import org.colophon.core.delivery.DeliveryIndex;
import org.colophon.core.delivery.DeliveryRequest;
import org.colophon.core.delivery.DeliveryRequest.Verb;
import org.colophon.core.port.Deliveries;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.query.RecordAt;
import org.colophon.crypto.Hash;
import org.colophon.node.custody.SeenRequests;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The inbox of one court: it stores what senders deliver, gives it to recipients, has the court's
 * system told of what was submitted, and drops what nobody needs any more.
 */
public final class DeliveryInbox implements Deliveries, AutoCloseable {
  /** Most deliveries at once, of one sender and of all. */
  static final int PER_SENDER_MAX = 64;

  static final int TOTAL_MAX = 4096;

  private static final Logger LOG = LoggerFactory.getLogger(DeliveryInbox.class);
  private static final long LOOK_MS = 5_000;
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Ledger ledger;
  private final OrgId court;
  private final DeliveryLimits limits;
  private final DeliveryStore store;
  private final Submissions submissions;
  private final Optional<Webhook> webhook;
  private final LongSupplier clockMs;
  private final SeenRequests seen = new SeenRequests();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("colophon-deliveries").daemon().factory());

  private DeliveryInbox(
      Ledger ledger,
      OrgId court,
      DeliveryLimits limits,
      DeliveryStore store,
      Optional<Webhook> webhook,
      LongSupplier clockMs) {
    this.ledger = ledger;
    this.court = court;
    this.limits = limits;
    this.store = store;
    this.submissions = new Submissions(ledger, court);
    this.webhook = webhook;
    this.clockMs = clockMs;
  }

  /** Reads the files that the settings of a webhook name, and keeps nothing of them. */
  public static void requireReadable(NodeConfig.Webhook settings) throws IOException {
    Webhook.requireReadable(settings);
  }

  /**
   * Opens the inbox of a court; what was never finished is deleted.
   *
   * @param folder of the deliveries
   * @param queue folder of what the court's system is to be told
   */
  public static DeliveryInbox open(
      Path folder,
      Path queue,
      Ledger ledger,
      OrgId court,
      NodeConfig.Delivery settings,
      LongSupplier clockMs)
      throws IOException {
    DeliveryStore store = DeliveryStore.open(folder);
    Optional<Webhook> webhook =
        settings.webhook().isPresent()
            ? Optional.of(Webhook.open(settings.webhook().get(), queue, PATIENCE, clockMs))
            : Optional.empty();
    DeliveryInbox inbox =
        new DeliveryInbox(ledger, court, DeliveryLimits.of(settings), store, webhook, clockMs);
    webhook.ifPresent(Webhook::start);
    ScheduledFuture<?> _ =
        inbox.timer.scheduleWithFixedDelay(inbox::tidy, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
    return inbox;
  }

  /**
   * How much is held, and how the court's system took what it was told.
   *
   * @param deliveries that are held
   * @param bytes of them, as their indexes say
   * @param toCome bytes of them that have not come yet
   * @param told attempts since the start that the system took
   * @param notTold attempts since the start that it did not
   */
  public record Figures(long deliveries, long bytes, long toCome, long told, long notTold) {}

  /** How much is held, and what became of telling. */
  public Figures figures() {
    DeliveryStore.Amount held = store.amount();
    return new Figures(
        held.count(),
        held.bytes(),
        held.toCome(),
        webhook.map(Webhook::told).orElse(0L),
        webhook.map(Webhook::notTold).orElse(0L));
  }

  @Override
  public Progress begin(byte[] index, byte[] request, byte[] signature) throws RefusedException {
    DeliveryIndex read = DeliveryIndex.read(index);
    if (!read.chain().equals(ledger.genesis().chain())) {
      throw new RefusedException(
          Reason.WRONG_CHAIN, "chain: (expected: " + ledger.genesis().chain() + ")");
    }
    if (!read.court().equals(court)) {
      throw new RefusedException(
          Reason.ROLE_DENIED, "court: " + read.court() + " (expected: " + court + ")");
    }
    DeliveryRequest asked = authentic(Verb.SEND, request, signature);
    Hash id = Hash.sha256(index);
    if (!asked.digest().equals(id)) {
      throw new RefusedException(
          Reason.COMMITMENT_MISMATCH, "index: not the one that the request names");
    }
    if (!asked.subject().equals(read.sender())) {
      throw new RefusedException(
          Reason.NOT_AUTHORISED, "sender: " + read.sender() + " (expected: who signed)");
    }
    begin(id, index, read);
    return progress(id);
  }

  /** One after the other, so that two at once do not take the same room. */
  private synchronized void begin(Hash id, byte[] bytes, DeliveryIndex index)
      throws RefusedException {
    try {
      if (store.lastBegun(id).isEmpty()) {
        requireRoom(index, bytes.length);
      }
      store.begin(id, bytes, index, now());
    } catch (IOException e) {
      throw new UncheckedIOException("delivery: cannot be begun", e);
    }
  }

  private void requireRoom(DeliveryIndex index, int indexBytes)
      throws IOException, RefusedException {
    DeliveryStore.Amount own = store.amount(index.sender());
    DeliveryStore.Amount all = store.amount();
    long size = index.sealedSize();
    if (own.count() >= PER_SENDER_MAX || own.bytes() + size > limits.perSenderBytes()) {
      throw new RefusedException(
          Reason.OVERLOADED,
          "delivery: "
              + size
              + " bytes, beside "
              + own.bytes()
              + " of "
              + own.count()
              + " deliveries of the sender (expected: together at most "
              + limits.perSenderBytes()
              + " bytes, "
              + PER_SENDER_MAX
              + " deliveries)");
    }
    if (all.count() >= TOTAL_MAX || all.bytes() + size > limits.totalBytes()) {
      throw new RefusedException(Reason.OVERLOADED, "delivery: the court's inbox is full");
    }
    requireFree(all.toCome() + size + indexBytes);
  }

  private void requireFree(long more) throws IOException, RefusedException {
    if (Files.getFileStore(store.folder()).getUsableSpace() - more < limits.freeBytes()) {
      throw new RefusedException(Reason.OVERLOADED, "delivery: the court's disk is full");
    }
  }

  @Override
  public Progress progress(byte[] request, byte[] signature) throws RefusedException {
    DeliveryRequest asked = authentic(Verb.STATUS, request, signature);
    DeliveryIndex index = held(asked.digest()).index();
    if (!index.sender().equals(asked.subject()) && !index.isFor(asked.subject())) {
      throw new RefusedException(
          Reason.NOT_AUTHORISED, "delivery: neither from nor for " + asked.subject());
    }
    return progress(asked.digest());
  }

  private Progress progress(Hash id) throws RefusedException {
    return new Progress(
        held(id).places().size(), store.missing(id), droppedAt(id, submissions.of(id)));
  }

  @Override
  public void store(Hash delivery, int number, byte[] ciphertext) throws RefusedException {
    DeliveryStore.Indexed indexed = held(delivery);
    if (number < 0 || number >= indexed.places().size()) {
      throw new RefusedException(
          Reason.MALFORMED, "number: (expected: below " + indexed.places().size() + ")");
    }
    int length = indexed.places().get(number).sealedLength();
    if (ciphertext.length != length) {
      throw new RefusedException(
          Reason.COMMITMENT_MISMATCH,
          "chunk " + number + ": " + ciphertext.length + " bytes (expected: " + length + ")");
    }
    indexed.index().requireChunk(number, ciphertext);
    try {
      requireFree(ciphertext.length);
      store.put(delivery, number, ciphertext);
    } catch (IOException e) {
      throw new UncheckedIOException("chunk: cannot be stored", e);
    }
  }

  @Override
  public byte[] give(byte[] request, byte[] signature) throws RefusedException {
    DeliveryRequest asked = authentic(Verb.FETCH, request, signature);
    DeliveryIndex index = held(asked.digest()).index();
    if (!index.isFor(asked.subject())) {
      throw new RefusedException(
          Reason.NOT_AUTHORISED, "delivery: not encrypted for " + asked.subject());
    }
    byte[] part = part(asked);
    seen.requireFresh(request);
    return part;
  }

  private byte[] part(DeliveryRequest asked) throws RefusedException {
    try {
      if (asked.chunk().isEmpty()) {
        return store.indexBytes(asked.digest());
      }
      return chunk(asked.digest(), asked.chunk().get());
    } catch (IOException e) {
      throw new UncheckedIOException("delivery: cannot be read", e);
    }
  }

  /** What the disk has spoilt is not given out; its sender is asked for it again. */
  private byte[] chunk(Hash id, int number) throws IOException, RefusedException {
    byte[] bytes =
        store
            .chunkBytes(id, number)
            .orElseThrow(
                () -> new RefusedException(Reason.NOT_FOUND, "chunk " + number + ": is not here"));
    try {
      held(id).index().requireChunk(number, bytes);
      return bytes;
    } catch (RefusedException e) {
      LOG.error("delivery {}: chunk {} was spoilt on the disk and must be sent again", id, number);
      store.discard(id, number, now());
      throw new RefusedException(
          Reason.NOT_FOUND, "chunk " + number + ": was spoilt here and must be sent again");
    }
  }

  private DeliveryStore.Indexed held(Hash delivery) throws RefusedException {
    try {
      return store
          .index(delivery)
          .orElseThrow(() -> new RefusedException(Reason.NOT_FOUND, "delivery: is not here"));
    } catch (IOException e) {
      throw new UncheckedIOException("delivery: cannot be read", e);
    }
  }

  private DeliveryRequest authentic(Verb verb, byte[] request, byte[] signature)
      throws RefusedException {
    DeliveryRequest asked = DeliveryRequest.read(request);
    if (asked.verb() != verb) {
      throw new RefusedException(
          Reason.MALFORMED, "verb: " + asked.verb() + " (expected: " + verb + ")");
    }
    try (LedgerReader reader = ledger.read()) {
      asked.requireAuthentic(
          new LedgerQuery(reader, ledger.genesis()),
          ledger.genesis().chain(),
          request,
          signature,
          now());
    }
    return asked;
  }

  private Timestamp now() {
    return new Timestamp(clockMs.getAsLong());
  }

  /** What waits for the court stays; what it answered stays for a while. */
  private Optional<Timestamp> droppedAt(Hash id, Submissions.Said said) {
    Optional<Timestamp> unfinished =
        store.lastBegun(id).map(begun -> begun.plus(limits.unfinishedMs()));
    if (!store.isWhole(id)) {
      return unfinished;
    }
    if (said.isOpen()) {
      return Optional.empty();
    }
    return said.answeredAt().map(at -> at.plus(limits.keepAnsweredMs())).or(() -> unfinished);
  }

  /** What fails now is tried again the next time. */
  private void tidy() {
    try {
      look();
    } catch (IOException | RuntimeException e) {
      LOG.error("deliveries could not be looked through", e);
    }
  }

  /** Drops what is over, and announces what was submitted. */
  synchronized void look() throws IOException {
    for (Hash id : store.ids()) {
      Submissions.Said said = submissions.of(id);
      Optional<Timestamp> droppedAt = droppedAt(id, said);
      if (droppedAt.isPresent() && droppedAt.get().compareTo(now()) < 0) {
        store.drop(id);
        LOG.info("delivery {} dropped", id);
      } else if (webhook.isPresent() && store.isWhole(id)) {
        for (RecordAt submission : said.sealed()) {
          announce(webhook.get(), id, submission);
        }
      }
    }
    if (webhook.isPresent()) {
      webhook.get().forgetAllBut(store.ids());
    }
  }

  private void announce(Webhook to, Hash id, RecordAt submission) throws IOException {
    DeliveryIndex index = store.index(id).orElseThrow().index();
    to.announce(
        new WebhookEvent(
            ledger.genesis().chain(),
            court,
            id,
            submission.id(),
            submission.statement().author(),
            index.sealedSize(),
            submission.header().time()));
  }

  @Override
  public void close() {
    timer.shutdownNow();
    webhook.ifPresent(Webhook::close);
  }
}
