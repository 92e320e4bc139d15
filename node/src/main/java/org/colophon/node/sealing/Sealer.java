package org.colophon.node.sealing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.colophon.core.ChainId;
import org.colophon.core.OrgId;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.Candidate;
import org.colophon.core.chain.EntryCodec;
import org.colophon.core.chain.Governance;
import org.colophon.core.chain.Ledger;
import org.colophon.core.chain.LogTree;
import org.colophon.core.chain.NoteJudge;
import org.colophon.core.chain.Reply;
import org.colophon.core.chain.SealingState;
import org.colophon.core.chain.Tip;
import org.colophon.core.evidence.archive.SealArchive;
import org.colophon.core.membership.CheckpointKeys;
import org.colophon.core.membership.Membership;
import org.colophon.core.membership.Organisation;
import org.colophon.core.membership.Policies;
import org.colophon.core.membership.ValidatorKeys;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.port.Ordering;
import org.colophon.crypto.Hash;
import org.colophon.crypto.note.Checkpoint;
import org.colophon.crypto.note.Note;
import org.colophon.crypto.note.NoteSignature;
import org.colophon.node.stamping.SealStamper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals the chain. In order: the leader puts the tip up as a candidate; every validator that has
 * applied it compares it with what it computed itself, remembers it durably, and cosigns; the
 * leader gathers the cosignatures that the chain has ordered and orders the sealed note. One thread
 * does all of it, a few times a second; whatever fails is tried again the next time.
 */
public final class Sealer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sealer.class);
  private static final long TICK_MS = 50;

  /** Ten seconds: a disk that refuses a proof is not asked more often, nor the log. */
  private static final int PROOFS_EVERY = 200;

  private static final long STRAGGLERS_MS = 300;
  private static final long ANSWER_MS = 10_000;
  private static final long UNKNOWN = -1;

  private final Ledger ledger;
  private final Ordering ordering;
  private final Optional<Validator> validator;
  private final Alarms alarms;
  private final LongSupplier clockMs;
  private final Proposals proposals;
  private final ClockWatch watch;
  private final SealStamper stamper;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("colophon-sealer").daemon().factory());

  private long ticks;
  private Future<?> ticking = CompletableFuture.completedFuture(null);
  private long quorumSinceNs;
  private long quorumRound;

  /** The newest round for which the chain has answered this validator, whatever the answer. */
  private volatile long answeredRound;

  private volatile long firstRound = UNKNOWN;
  private CompletableFuture<byte[]> barrier = CompletableFuture.completedFuture(new byte[0]);
  private CompletableFuture<byte[]> proposing = CompletableFuture.completedFuture(new byte[0]);
  private CompletableFuture<byte[]> cosigning = CompletableFuture.completedFuture(new byte[0]);
  private CompletableFuture<byte[]> ordaining = CompletableFuture.completedFuture(new byte[0]);

  /**
   * When the leader proposes.
   *
   * @param candidateIntervalMs least time between two candidates while blocks come
   * @param idleSealMs age of the newest seal at which an unchanged tip is sealed again
   */
  public record Pace(long candidateIntervalMs, long idleSealMs) {}

  /** This node's own part: whose signatures it gives, and what it last gave them for. */
  private record Validator(
      OrgId organisation, ValidatorSigner signer, CheckpointKeys keys, LastSigned lastSigned) {
    /** The keys that a membership gives for this organisation, while it is a validator. */
    Optional<CheckpointKeys> keysBy(Membership membership) {
      return membership.organisation(organisation).flatMap(Organisation::checkpointKeys);
    }
  }

  private Sealer(
      Ledger ledger,
      Ordering ordering,
      Optional<Validator> validator,
      Alarms alarms,
      Pace pace,
      SealStamper stamper,
      LongSupplier clockMs) {
    this.ledger = ledger;
    this.ordering = ordering;
    this.validator = validator;
    this.alarms = alarms;
    this.stamper = stamper;
    this.clockMs = clockMs;
    this.proposals = new Proposals(pace);
    this.watch = new ClockWatch(alarms);
  }

  /** Starts on a node that cosigns nothing. */
  public static Sealer observing(
      Ledger ledger,
      Ordering ordering,
      Alarms alarms,
      Pace pace,
      SealStamper stamper,
      LongSupplier clockMs) {
    return new Sealer(ledger, ordering, Optional.empty(), alarms, pace, stamper, clockMs).start();
  }

  /**
   * Starts on a node that has checkpoint keys; {@code lastSigned} is its file of the last signed
   * tree. It cosigns while the membership in force has its organisation with those keys.
   */
  public static Sealer validating(
      Ledger ledger,
      Ordering ordering,
      OrgId organisation,
      ValidatorSigner signer,
      Path lastSigned,
      Alarms alarms,
      Pace pace,
      SealStamper stamper,
      LongSupplier clockMs)
      throws IOException {
    Validator validator =
        new Validator(
            organisation,
            signer,
            signer.publicKeys(),
            LastSigned.open(lastSigned, ledger.genesis().chain(), ledger.tip().epoch()));
    return new Sealer(ledger, ordering, Optional.of(validator), alarms, pace, stamper, clockMs)
        .start();
  }

  private Sealer start() {
    ledger.onContradiction(this::keepContradiction);
    ticking = executor.scheduleWithFixedDelay(this::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
    return this;
  }

  private void tick() {
    try (LedgerReader reader = ledger.read()) {
      if (ticks++ % PROOFS_EVERY == 0) {
        alarms.keepProofs();
      }
      SealingState sealing = new SealingState(reader);
      List<Candidate> open = sealing.candidates();
      Tip tip = ledger.tip();
      long nowMs = clockMs.getAsLong();
      long reachedMs = tip.sealed().attested().value();
      if (!open.isEmpty()) {
        reachedMs = Math.max(reachedMs, open.getLast().time().value());
      }
      if (ledger.chain().isUnknown(tip)) {
        return;
      }
      if (isCosigning(tip.governance()) && hasCaughtUp(open)) {
        Validator self = validator.orElseThrow();
        long from = cosignableFrom(sealing, tip, open.getLast(), self);
        reachedMs = Math.max(reachedMs, from * 1000);
        cosign(reader, sealing, tip, open, self, nowMs);
      }
      proposals.see(tip);
      if (ordering.role() == Ordering.Role.LEADER) {
        ordain(tip.governance().judge(), sealing, open);
        propose(tip, open, nowMs);
        if (watch.asksFor(tip.sealed().number())) {
          reader.newestSeal().ifPresent(watch::judge);
        }
      } else {
        watch.forget();
      }
      watch.compare(nowMs, reachedMs);
    } catch (IOException | RuntimeException e) {
      LOG.warn("sealing will be tried again: {}", e.toString());
    }
  }

  /** A validator cosigns from the day on which it is one, with the keys that its peers know. */
  private boolean isCosigning(Governance governance) {
    Optional<CheckpointKeys> known =
        validator.flatMap(self -> self.keysBy(governance.membership()));
    boolean mine = known.isPresent() && known.equals(validator.map(Validator::keys));
    if (known.isPresent() && !mine) {
      alarms.raise(Alarms.CHECKPOINT_KEYS);
    } else {
      alarms.clear(Alarms.CHECKPOINT_KEYS);
    }
    return mine;
  }

  private void propose(Tip tip, List<Candidate> open, long nowMs) {
    if (!proposing.isDone() || !proposals.isDue(tip, open, nowMs)) {
      return;
    }
    proposals.made(tip, open, nowMs);
    proposing =
        submit(EntryCodec.candidate())
            .thenApply(reply -> {
              roundOf(reply).ifPresent(round -> watch.proposed(round, nowMs));
              return reply;
            });
  }

  /**
   * A node that has just started may have been set back, and know less than it once signed. It
   * proposes the tip itself, and signs nothing before it has applied all that was ordered until
   * then.
   */
  private boolean hasCaughtUp(List<Candidate> open) {
    if (firstRound == UNKNOWN && barrier.isDone()) {
      barrier = submit(EntryCodec.candidate()).whenComplete((reply, e) -> passBarrier(reply));
    }
    return firstRound != UNKNOWN && !open.isEmpty() && open.getLast().round() >= firstRound;
  }

  private void passBarrier(byte[] reply) {
    roundOf(reply).ifPresent(round -> firstRound = round);
  }

  /** The round that the answer to a candidate names; empty when there was no such answer. */
  private static OptionalLong roundOf(byte[] reply) {
    try {
      if (reply.length > 0 && Reply.parse(reply) instanceof Reply.Proposed(long round)) {
        return OptionalLong.of(round);
      }
    } catch (RefusedException e) {
      LOG.warn("the answer to a candidate is not well formed: {}", e.refusal().detail());
    }
    return OptionalLong.empty();
  }

  /** The earliest time, in seconds, that this validator's next signature may bear. */
  private long cosignableFrom(SealingState sealing, Tip tip, Candidate candidate, Validator self) {
    return Math.max(
        ledger.chain().cosignableFrom(tip, candidate, sealing.lastCosigned(self.organisation)),
        ledger.chain().cosignableFrom(tip, candidate, self.lastSigned.seconds()));
  }

  /**
   * A validator signs what it computed itself, once, and never two roots for one size. It signs the
   * newest candidate that its clock has come to, and gives no time before its last.
   */
  private void cosign(
      LedgerReader reader,
      SealingState sealing,
      Tip tip,
      List<Candidate> open,
      Validator self,
      long nowMs)
      throws IOException {
    Optional<Candidate> newest =
        open.reversed().stream().filter(c -> c.time().value() <= nowMs).findFirst();
    if (newest.isEmpty() || !cosigning.isDone() || alarms.forbidsSigning()) {
      return;
    }
    Candidate candidate = newest.get();
    long seconds = nowMs / 1000;
    if (candidate.round() <= answeredRound
        || sealing.cosignature(candidate.round(), self.organisation).isPresent()
        || seconds < cosignableFrom(sealing, tip, candidate, self)) {
      return;
    }
    Checkpoint checkpoint = candidate.checkpoint(ledger.genesis().chain());
    Optional<Checkpoint> last = self.lastSigned.newest();
    if (last.isPresent()) {
      if (last.get().size() > checkpoint.size()) {
        return;
      }
      Checkpoint ownThen = own(reader, last.get().size());
      if (!ownThen.equals(last.get())) {
        alarms.fork(last.get().fullText(), ownThen.fullText());
        return;
      }
    }
    Checkpoint own = own(reader, checkpoint.size());
    if (!own.equals(checkpoint)) {
      alarms.fork(checkpoint.fullText(), own.fullText());
      return;
    }
    self.lastSigned.remember(checkpoint, seconds);
    String note = self.signer.cosign(checkpoint, seconds);
    cosigning =
        submit(EntryCodec.cosignature(candidate.round(), note))
            .thenApply(reply -> {
              // What the chain did not count would not be counted the next time either.
              if (reply.length > 0) {
                answeredRound = candidate.round();
              }
              return reply;
            });
  }

  /**
   * The leader orders the sealed note: with all validators, or after a short wait with a quorum.
   */
  private void ordain(NoteJudge judge, SealingState sealing, List<Candidate> open) {
    List<OrgId> validators = judge.validators().stream().map(ValidatorKeys::organisation).toList();
    for (Candidate candidate : open.reversed()) {
      List<String> notes = sealing.cosignatures(candidate.round(), validators);
      if (notes.size() < judge.quorum()) {
        continue;
      }
      if (quorumRound != candidate.round()) {
        quorumRound = candidate.round();
        quorumSinceNs = System.nanoTime();
      }
      boolean complete = notes.size() == validators.size();
      boolean waited = Proposals.msSince(quorumSinceNs) >= STRAGGLERS_MS;
      if (ordaining.isDone() && (complete || waited)) {
        long round = candidate.round();
        String note = merge(candidate, notes);
        ordaining =
            stamper
                .stamp(note, () -> archiveRoot(candidate, note))
                .thenCompose(document -> submit(EntryCodec.seal(round, document)));
      }
      return;
    }
  }

  /** The root of the archive tree that a seal with this note will have. */
  private Optional<Hash> archiveRoot(Candidate candidate, String note) {
    Tip tip = ledger.tip();
    String policy =
        Policies.text(ledger.genesis().chain(), tip.governance().inForce().membership());
    try (LedgerReader reader = ledger.read()) {
      return SealArchive.of(
              reader,
              tip.sealed().size(),
              candidate.size(),
              note.getBytes(StandardCharsets.UTF_8),
              policy.getBytes(StandardCharsets.US_ASCII))
          .map(SealArchive::root);
    }
  }

  private String merge(Candidate candidate, List<String> notes) {
    TreeMap<String, NoteSignature> lines = new TreeMap<>();
    for (String note : notes) {
      Note.parse(note).signatures().forEach(line -> lines.put(line.line(), line));
    }
    return Note.of(candidate.checkpoint(ledger.genesis().chain()), List.copyOf(lines.values()))
        .sorted()
        .text();
  }

  private CompletableFuture<byte[]> submit(byte[] entry) {
    return ordering
        .submit(entry)
        .orTimeout(ANSWER_MS, TimeUnit.MILLISECONDS)
        .exceptionally(failure -> {
          LOG.debug("a sealing entry found no answer: {}", failure.toString());
          return new byte[0];
        });
  }

  /** What this node's own log says of a size; of one that it has not come to, the root of none. */
  private Checkpoint own(LedgerReader reader, long size) {
    ChainId chain = ledger.genesis().chain();
    return size > reader.size().value()
        ? new Checkpoint(chain.text(), size, Hash.sha256())
        : LogTree.checkpoint(chain, reader, size);
  }

  /** What a minority signs against our own computation convicts them; a quorum puts us in doubt. */
  private void keepContradiction(String note) {
    NoteJudge judge = ledger.tip().governance().judge();
    SortedMap<OrgId, Long> signers = judge.signers(note).orElseGet(TreeMap::new);
    String ours;
    try (LedgerReader reader = ledger.read()) {
      ours = own(reader, Note.parse(note).checkpoint().size()).fullText();
    }
    if (signers.size() >= judge.quorum()) {
      alarms.fork(note, ours);
    } else {
      String signer = signers.isEmpty() ? "a-former-validator" : signers.firstKey().text();
      alarms.equivocation(signer, note, ours);
    }
  }

  @Override
  public void close() {
    ticking.cancel(false);
    executor.shutdownNow();
  }
}
