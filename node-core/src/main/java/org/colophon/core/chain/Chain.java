package org.colophon.core.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.colophon.core.ChainId;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.Refusal;
import org.colophon.core.Timestamp;
import org.colophon.core.TreeSize;
import org.colophon.core.contract.KeyState;
import org.colophon.core.json.Json;
import org.colophon.core.membership.Genesis;
import org.colophon.core.membership.Level;
import org.colophon.core.membership.Limits;
import org.colophon.core.membership.Organisation;
import org.colophon.core.membership.ValidatorKeys;
import org.colophon.core.port.Commit;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.port.LevelUnknownException;
import org.colophon.core.record.VerifiedRecord;
import org.colophon.crypto.Hash;
import org.colophon.crypto.note.Note;
import org.colophon.crypto.signature.KeyName;

/**
 * The state machine: what an ordered entry does to the ledger. It is a pure function of the ledger,
 * the position and the entry's bytes, so every node computes the same blocks; it never reads a
 * clock, a random number, a locale or a local setting.
 */
public final class Chain {
  private final Genesis genesis;
  private final ChainId chain;
  private final Limits limits;
  private final Level known;

  /** The chain that begins with this genesis, as far as this release knows its rules. */
  public Chain(Genesis genesis) {
    this(genesis, Level.NEWEST);
  }

  /**
   * The chain that begins with this genesis, as a release makes it that knows the rules up to a
   * level.
   */
  public Chain(Genesis genesis, Level known) {
    this.genesis = genesis;
    this.known = known;
    this.chain = genesis.chain();
    this.limits = genesis.limits();
  }

  /** Gives the records of an entry verified; empty when one of them is not right. */
  @FunctionalInterface
  public interface EntryVerifier {
    /** All records of the entry in their order, or empty. */
    Optional<List<VerifiedRecord>> verified(byte[] entry, List<byte[]> records);
  }

  /**
   * What an entry did.
   *
   * @param commit goes to the store
   * @param tip the tip afterwards
   * @param reply goes to the submitter
   * @param contradiction a note with right signatures of a validator on another root than ours for
   *     a size of ours: proof that it, or this node, went wrong
   */
  public record Applied(Commit commit, Tip tip, Reply reply, Optional<String> contradiction) {}

  /** The newest level whose rules are known here. */
  public Level known() {
    return known;
  }

  /** Whether blocks behind that tip are made by rules that are not known here. */
  public boolean isUnknown(Tip tip) {
    return tip.level().isAbove(known);
  }

  private void requireKnown(Level level) {
    if (level.isAbove(known)) {
      throw new LevelUnknownException(level, known);
    }
  }

  /**
   * The genesis block, which every node makes by itself before the first entry.
   *
   * @throws LevelUnknownException when its rules are not known here
   */
  public Applied begin() {
    requireKnown(genesis.membership().level());
    Governance founding = Governance.founding(genesis);
    List<StateChange> state = genesisState();
    LogTree tree = LogTree.empty(genesis.suite());
    BlockHeader header =
        new BlockHeader(
            chain,
            0,
            0,
            new LeafIndex(0),
            new Height(0),
            founding.inForce().hash(),
            genesis.hash(),
            Results.hash(List.of(), List.of()),
            tree.root(),
            genesis.hash(),
            tree.sm3Root(),
            StateChange.chain(genesis.hash(), state),
            0,
            genesis.time(),
            new TreeSize(0),
            genesis.membership().level());
    byte[] bytes = header.bytes();
    List<TreeNode> nodes = new ArrayList<>();
    tree.append(bytes, nodes::add);
    NewBlock block = new NewBlock(header, List.of(), List.of(), nodes, state);
    Tip tip = new Tip(header, Hash.sha256(bytes), tree, Tip.Sealed.none(genesis), founding, 0);
    Commit commit = new Commit(Position.NONE, Optional.of(block), Optional.empty(), List.of());
    return new Applied(commit, tip, new Reply.Taken(), Optional.empty());
  }

  private List<StateChange> genesisState() {
    TreeMap<String, Json> state = new TreeMap<>();
    state.put(DecidedChange.STATE_KEY, genesis.membership().json());
    for (Organisation organisation : genesis.membership().organisations()) {
      for (KeyName key : organisation.recordKeys()) {
        KeyState inForce =
            KeyState.broughtAlong(organisation.id(), genesis.time(), KeyState.GENESIS);
        state.put(KeyState.stateKey(key), inForce.json());
      }
    }
    return state.entrySet().stream().map(e -> StateChange.put(e.getKey(), e.getValue())).toList();
  }

  /**
   * What the entry at {@code position} does to the ledger that {@code reader} shows.
   *
   * @throws LevelUnknownException when the rules in force are not known here
   */
  public Applied apply(
      LedgerReader reader, Tip tip, Position position, byte[] entry, EntryVerifier verifier) {
    requireKnown(tip.level());
    if (entry.length > limits.entryBytesMax()) {
      return voided(tip, position, Reason.TOO_LARGE, "entry: " + entry.length + " bytes");
    }
    Optional<EntryCodec.Ordered> ordered = EntryCodec.decode(entry, limits.entryRecordsMax());
    if (ordered.isEmpty()) {
      return voided(tip, position, Reason.MALFORMED, "entry: not one that a node writes");
    }
    return switch (ordered.get()) {
      case EntryCodec.Ordered.RecordsOrdered records ->
          applyRecords(reader, tip, position, entry, records, verifier);
      case EntryCodec.Ordered.CandidateOrdered c -> applyCandidate(reader, tip, position);
      case EntryCodec.Ordered.CosignatureOrdered cosignature ->
          applyCosignature(reader, tip, position, cosignature);
      case EntryCodec.Ordered.SealOrdered seal -> applySeal(reader, tip, position, seal);
    };
  }

  /**
   * Why records stamped at {@code stamp} cannot be ordered on this tip. One bad clock must not drag
   * the chain's time: the newest seal's attested time bounds it.
   */
  public Optional<Refusal> unsealed(Tip tip, Timestamp stamp) {
    long behind = stamp.value() - tip.sealed().attested().value();
    if (behind > limits.timeToleranceMs()) {
      return Optional.of(
          new Refusal(
              Reason.UNSEALED,
              "newest seal: attested "
                  + behind
                  + " ms ago (expected: at most "
                  + limits.timeToleranceMs()
                  + ")"));
    }
    if (tip.unsealedBlocks() >= limits.unsealedBlocksMax()) {
      return Optional.of(
          new Refusal(
              Reason.UNSEALED,
              "unsealed blocks: "
                  + tip.unsealedBlocks()
                  + " (expected: below "
                  + limits.unsealedBlocksMax()
                  + ")"));
    }
    return Optional.empty();
  }

  private Applied applyRecords(
      LedgerReader reader,
      Tip tip,
      Position position,
      byte[] entry,
      EntryCodec.Ordered.RecordsOrdered ordered,
      EntryVerifier verifier) {
    Optional<Refusal> unsealed = unsealed(tip, ordered.stamp());
    if (unsealed.isPresent()) {
      return voided(tip, position, unsealed.get());
    }
    Optional<List<VerifiedRecord>> verified =
        verifier
            .verified(entry, ordered.records())
            .filter(records -> records.stream().allMatch(r -> isKnown(r, tip)));
    if (verified.isEmpty()) {
      return voided(tip, position, Reason.BAD_SIGNATURE, "entry: holds a record that is not right");
    }
    return applyVerified(reader, tip, position, ordered.stamp(), verified.get());
  }

  private static boolean isKnown(VerifiedRecord record, Tip tip) {
    return record.statement().content().isKnownAt(tip.level());
  }

  private Applied applyVerified(
      LedgerReader reader,
      Tip tip,
      Position position,
      Timestamp stamp,
      List<VerifiedRecord> records) {
    Timestamp next = tip.header().time().plus(1);
    Timestamp time = stamp.compareTo(next) > 0 ? stamp : next;
    BlockBuilder builder = new BlockBuilder(reader, tip, limits.recordBytesMax(), time);
    SortedMap<Integer, Outcome.Refused> refused = new TreeMap<>();
    builder.readAhead(records);
    for (int i = 0; i < records.size(); i++) {
      if (builder.take(records.get(i)) instanceof Outcome.Refused no) {
        refused.put(i, no);
      }
    }
    Reply reply = new Reply.Ordered(builder.place(), records.size(), refused);
    if (builder.isEmpty()) {
      return new Applied(Commit.nothing(position), tip, reply, Optional.empty());
    }
    BlockBuilder.Built built = builder.close(chain, position.term());
    return new Applied(built.commit(position), built.tip(), reply, Optional.empty());
  }

  /**
   * Executes a stored block again on the ledger before it.
   *
   * @param stored the block's header as it is stored
   * @param records its records, verified
   * @param refused what it is said to have refused
   * @return the block as the rules make it; equal to the stored one when that is sound
   * @throws LevelUnknownException when the rules in force are not known here
   */
  public Replayed replay(
      LedgerReader reader,
      Tip tip,
      BlockHeader stored,
      List<VerifiedRecord> records,
      List<Results.Refused> refused) {
    requireKnown(tip.level());
    List<String> findings = new ArrayList<>();
    if (stored.time().compareTo(tip.header().time()) <= 0) {
      findings.add("time does not increase");
    }
    boolean wasPushed = stored.time().equals(tip.header().time().plus(1));
    if (!wasPushed && unsealed(tip, stored.time()).isPresent()) {
      findings.add("time is beyond what the newest seal allows");
    }
    BlockBuilder builder = new BlockBuilder(reader, tip, limits.recordBytesMax(), stored.time());
    builder.readAhead(records);
    for (VerifiedRecord record : records) {
      if (!isKnown(record, tip)) {
        findings.add("record " + record.id() + " is of a later level");
      }
      if (builder.take(record) instanceof Outcome.Refused(Refusal refusal, var first)) {
        findings.add("record " + record.id() + " breaks a rule: " + refusal.reason());
      }
    }
    builder.addRefused(refused);
    BlockBuilder.Built built = builder.close(chain, stored.term());
    Position position = new Position(stored.term(), stored.height().value());
    return new Replayed(built.commit(position), built.tip(), findings);
  }

  /**
   * A block that was executed again.
   *
   * @param commit the block as the rules make it
   * @param tip the tip that it makes
   * @param findings what the rules do not allow
   */
  public record Replayed(Commit commit, Tip tip, List<String> findings) {
    /** Copies the findings. */
    public Replayed {
      findings = List.copyOf(findings);
    }
  }

  /** The tip becomes a candidate; the oldest open candidate is given up when there are too many. */
  private Applied applyCandidate(LedgerReader reader, Tip tip, Position position) {
    SealingState sealing = new SealingState(reader);
    List<Candidate> open = new ArrayList<>(sealing.candidates());
    long round =
        Math.max(
                open.isEmpty() ? 0 : open.getLast().round(),
                reader.newestSeal().map(Seal::round).orElse(0L))
            + 1;
    List<ControlChange> control = new ArrayList<>();
    if (open.size() == Candidate.OPEN_MAX) {
      dropCosignatures(open.removeFirst().round(), tip.governance(), control);
    }
    open.add(
        new Candidate(
            round,
            new TreeSize(tip.tree().size()),
            tip.tree().root(),
            tip.tree().sm3Root(),
            tip.header().height(),
            tip.header().time()));
    control.add(SealingState.keepCandidates(open));
    Commit commit = new Commit(position, Optional.empty(), Optional.empty(), control);
    return new Applied(commit, tip, new Reply.Proposed(round), Optional.empty());
  }

  /** One validator's signatures on an open candidate; its first for a round counts. */
  private Applied applyCosignature(
      LedgerReader reader,
      Tip tip,
      Position position,
      EntryCodec.Ordered.CosignatureOrdered ordered) {
    SealingState sealing = new SealingState(reader);
    NoteJudge judge = tip.governance().judge();
    Optional<SortedMap<OrgId, Long>> signers = judge.signers(ordered.note());
    if (signers.isEmpty() || signers.get().size() != 1) {
      return voided(tip, position, Reason.BAD_SIGNATURE, "cosignature: not one validator's");
    }
    Optional<Candidate> candidate = sealing.candidate(ordered.round());
    if (candidate.isEmpty() || !isOn(candidate.get(), judge, ordered.note())) {
      return contradicted(reader, tip, position, ordered.note());
    }
    OrgId validator = signers.get().firstKey();
    long seconds = signers.get().firstEntry().getValue();
    long secondsMin = cosignableFrom(tip, candidate.get(), sealing.lastCosigned(validator));
    if (seconds < secondsMin || sealing.cosignature(ordered.round(), validator).isPresent()) {
      return voided(tip, position, Reason.DUPLICATE, "cosignature: an earlier one counts");
    }
    return taken(
        tip,
        position,
        List.of(
            SealingState.keepCosignature(ordered.round(), validator, ordered.note()),
            SealingState.keepLastCosigned(validator, seconds)));
  }

  /**
   * The earliest time, in seconds, that a validator's next cosignature may bear. Its times never go
   * back. Only a time that runs past the newest seal's by more than the tolerance does not bind it:
   * its clock was wrong, and when that is mended it must be able to cosign again.
   *
   * @param lastSeconds the time in its newest cosignature
   */
  public long cosignableFrom(Tip tip, Candidate candidate, long lastSeconds) {
    Timestamp attested = tip.sealed().attested();
    boolean wasAhead = lastSeconds > attested.plus(limits.timeToleranceMs()).seconds();
    long from = wasAhead ? attested.seconds() : lastSeconds;
    // Sealing a sealed tip again is all about its newer time, so an old word must not fill a place.
    return isSealed(candidate, tip) ? from + 1 : from;
  }

  /** A note with its quorum on an open candidate seals it, and gives up the candidates before. */
  private Applied applySeal(
      LedgerReader reader, Tip tip, Position position, EntryCodec.Ordered.SealOrdered ordered) {
    String note = ordered.document().note();
    SealingState sealing = new SealingState(reader);
    NoteJudge judge = tip.governance().judge();
    Optional<Candidate> candidate = sealing.candidate(ordered.round());
    Optional<SortedMap<OrgId, Long>> signers = judge.signers(note);
    if (signers.isPresent() && Contradictions.find(chain, reader, judge.checkpoint(note))) {
      return contradicted(reader, tip, position, note);
    }
    if (candidate.isEmpty()) {
      return voided(tip, position, Reason.DUPLICATE, "seal: its round is not open");
    }
    boolean right =
        signers.isPresent()
            && signers.get().size() >= judge.quorum()
            && isOn(candidate.get(), judge, note)
            && isSorted(note);
    if (!right) {
      return voided(tip, position, Reason.BAD_SIGNATURE, "seal: not a quorum's on its candidate");
    }
    Attestation attested = Attestation.of(signers.get().values());
    if (isSealed(candidate.get(), tip)
        && attested.median().compareTo(tip.sealed().attested()) <= 0) {
      return voided(tip, position, Reason.DUPLICATE, "seal: not newer than the one that stands");
    }
    List<ControlChange> control = new ArrayList<>();
    List<Candidate> open = new ArrayList<>(sealing.candidates());
    open.stream()
        .filter(c -> c.round() <= ordered.round())
        .forEach(c -> dropCosignatures(c.round(), tip.governance(), control));
    open.removeIf(c -> c.round() <= ordered.round());
    control.add(SealingState.keepCandidates(open));
    Seal seal =
        new Seal(
            tip.sealed().number() + 1,
            ordered.round(),
            candidate.get().size(),
            tip.header().height(),
            attested,
            ordered.document());
    Tip.Sealed sealed =
        new Tip.Sealed(
            seal.number(), seal.hash(), seal.size(), candidate.get().height(), seal.attested());
    Tip next = tip.withSealed(sealed);
    for (OrgId gone : tip.governance().validatorsGoneUnder(next.governance())) {
      open.forEach(c -> control.add(SealingState.dropCosignature(c.round(), gone)));
    }
    Commit commit = new Commit(position, Optional.empty(), Optional.of(seal), control);
    return new Applied(commit, next, new Reply.Taken(), Optional.empty());
  }

  /** Whether the newest seal covers just that candidate: then only a newer time is worth a seal. */
  private static boolean isSealed(Candidate candidate, Tip tip) {
    return candidate.size().equals(tip.sealed().size());
  }

  private boolean isOn(Candidate candidate, NoteJudge judge, String note) {
    return judge.checkpoint(note).equals(candidate.checkpoint(chain));
  }

  private static boolean isSorted(String note) {
    return Note.parse(note).sorted().text().equals(note);
  }

  private static void dropCosignatures(
      long round, Governance governance, List<ControlChange> control) {
    for (ValidatorKeys validator : governance.judge().validators()) {
      control.add(SealingState.dropCosignature(round, validator.organisation()));
    }
  }

  /**
   * A right signature on no open candidate is void; on another root of ours it is proof of a fork.
   */
  private Applied contradicted(LedgerReader reader, Tip tip, Position position, String note) {
    Refusal refusal = new Refusal(Reason.NOT_FOUND, "note: on no open candidate");
    Optional<String> contradiction =
        Contradictions.find(chain, reader, tip.governance().judge().checkpoint(note))
            ? Optional.of(note)
            : Optional.empty();
    return new Applied(Commit.nothing(position), tip, new Reply.Voided(refusal), contradiction);
  }

  private static Applied taken(Tip tip, Position position, List<ControlChange> control) {
    Commit commit = new Commit(position, Optional.empty(), Optional.empty(), control);
    return new Applied(commit, tip, new Reply.Taken(), Optional.empty());
  }

  private static Applied voided(Tip tip, Position position, Reason reason, String detail) {
    return voided(tip, position, new Refusal(reason, detail));
  }

  private static Applied voided(Tip tip, Position position, Refusal refusal) {
    return new Applied(Commit.nothing(position), tip, new Reply.Voided(refusal), Optional.empty());
  }
}
