package org.colophon.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.colophon.core.OrgId;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.TreeSize;
import org.colophon.core.chain.Candidate;
import org.colophon.core.chain.EntryCodec;
import org.colophon.core.chain.Ledger;
import org.colophon.core.chain.Outcome;
import org.colophon.core.chain.Position;
import org.colophon.core.chain.Receipt;
import org.colophon.core.chain.Reply;
import org.colophon.core.chain.Seal;
import org.colophon.core.chain.SealDocument;
import org.colophon.core.chain.SealingState;
import org.colophon.core.evidence.archive.SealArchive;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.membership.Membership;
import org.colophon.core.membership.Organisation;
import org.colophon.core.membership.Policies;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.record.Checked;
import org.colophon.crypto.Hash;
import org.colophon.crypto.StrictBase64;
import org.colophon.crypto.note.Checkpoint;
import org.colophon.crypto.note.Note;
import org.colophon.crypto.note.NoteSignature;

/**
 * A ledger that a test drives as consensus would: each entry is stamped, applied at the next
 * position, and answers.
 */
public final class TestLedger {
  private static final JsonLimits STATE = new JsonLimits(32 << 20, 16, 1 << 20);

  private final TestConsortium consortium;
  private final Ledger ledger;

  TestLedger(TestConsortium consortium, Ledger ledger) {
    this.consortium = consortium;
    this.ledger = ledger;
  }

  /** The ledger itself. */
  public Ledger ledger() {
    return ledger;
  }

  /** The ledger as it stands now; to be closed. */
  public LedgerReader read() {
    return ledger.read();
  }

  /** The earliest stamp that becomes the next block's time as it is. */
  public Timestamp nextStamp() {
    return ledger.tip().header().time().plus(1);
  }

  /** Where the next entry stands. */
  public Position nextPosition() {
    Position applied = ledger.applied();
    return new Position(Math.max(1, applied.term()), applied.index() + 1);
  }

  /** Stamps an entry and applies it at the next position. */
  public Reply apply(Timestamp stamp, byte[] entry) throws IOException, RefusedException {
    byte[] stamped = entry.clone();
    if (stamped.length >= EntryCodec.HEADER_BYTES) {
      EntryCodec.stamp(stamped, stamp);
    }
    return Reply.parse(ledger.apply(nextPosition(), stamped));
  }

  /** Orders records in one entry. */
  public Reply order(Timestamp stamp, byte[]... records) throws IOException, RefusedException {
    return apply(stamp, EntryCodec.records(Arrays.asList(records)));
  }

  /** Orders records in one entry, and gives one outcome for each. */
  public List<Outcome> orderAll(Timestamp stamp, List<byte[]> records)
      throws IOException, RefusedException {
    Reply reply = apply(stamp, EntryCodec.records(records));
    if (reply instanceof Reply.Ordered ordered) {
      return ordered.outcomes(records.stream().map(this::idOf).toList());
    }
    throw new AssertionError("an entry was void: " + reply);
  }

  private RecordId idOf(byte[] record) {
    return ((Checked.Verified) ledger.verifier().check(record)).record().id();
  }

  /** Orders one record right behind the newest block. */
  public Outcome order(TestRecord record) throws IOException, RefusedException {
    return orderAll(nextStamp(), List.of(record.bytes())).getFirst();
  }

  /** Orders one record that must be accepted. */
  public Receipt accept(TestRecord record) throws IOException, RefusedException {
    Outcome outcome = order(record);
    if (outcome instanceof Outcome.Accepted(Receipt receipt)) {
      return receipt;
    }
    throw new AssertionError("refused: " + outcome);
  }

  /** Puts up the tip as a candidate. */
  public Candidate propose() throws IOException, RefusedException {
    apply(nextStamp(), EntryCodec.candidate());
    try (LedgerReader reader = read()) {
      return new SealingState(reader).candidates().getLast();
    }
  }

  /** A validator cosigns a candidate, and its note is ordered. */
  public Reply cosign(Candidate candidate, OrgId validator, long seconds)
      throws IOException, RefusedException {
    Checkpoint checkpoint = candidate.checkpoint(consortium.chain());
    String note = consortium.validator(validator).cosign(checkpoint, seconds);
    return apply(nextStamp(), EntryCodec.cosignature(candidate.round(), note));
  }

  /** The sorted note of these validators on a checkpoint, all at one time. */
  public String note(Checkpoint checkpoint, long seconds, List<OrgId> validators) {
    List<NoteSignature> lines = new ArrayList<>();
    validators.forEach(v -> lines.addAll(consortium.validator(v).sign(checkpoint, seconds)));
    return Note.of(checkpoint, lines).sorted().text();
  }

  /** Seals the tip by a quorum that cosigns at the time of the newest block. */
  public Seal seal() throws IOException, RefusedException {
    return seal(ledger.tip().header().time().seconds() + 1);
  }

  /** Seals the tip by the first validators of the membership in force that make a quorum. */
  public Seal seal(long seconds) throws IOException, RefusedException {
    return seal(seconds, validators().subList(0, membership().quorum()));
  }

  /** Proposals to change the membership in force. */
  public TestChanges changes() {
    return consortium.changes(membership());
  }

  /** Orders a proposal and votes for it until it is decided; returns the record that did. */
  public TestRecord decide(TestRecord proposal) throws IOException, RefusedException {
    accept(proposal);
    TestRecord newest = proposal;
    List<OrgId> voters = new ArrayList<>(validators());
    while (ledger.tip().governance().decided().isEmpty()) {
      Actor voter = consortium.actor(voters.removeLast());
      TestRecord vote = changes().vote(voter, proposal);
      if (order(vote) instanceof Outcome.Accepted) {
        newest = vote;
      }
    }
    return newest;
  }

  /** Decides a proposal and seals it, so that it is in force. */
  public void enact(TestRecord proposal) throws IOException, RefusedException {
    decide(proposal);
    seal();
  }

  /** The membership in force. */
  public Membership membership() {
    return ledger.tip().governance().membership();
  }

  /** The validators of the membership in force, sorted. */
  public List<OrgId> validators() {
    return membership().validators().stream().map(Organisation::id).toList();
  }

  /** Seals the tip: a candidate, each validator's cosignature, and their note. */
  public Seal seal(long seconds, List<OrgId> validators) throws IOException, RefusedException {
    return seal(seconds, validators, SealDocument::unstamped);
  }

  /** Seals the tip, with stamps of these authorities a second later. */
  public Seal sealStamped(TestAuthority... authorities) throws IOException, RefusedException {
    long seconds = ledger.tip().header().time().seconds() + 1;
    return seal(
        seconds,
        TestConsortium.validators().subList(0, TestConsortium.QUORUM),
        note -> stamp(note, Timestamp.ofSeconds(seconds + 1), authorities));
  }

  /** What these authorities give for a note that is about to be ordered. */
  public SealDocument stamp(String note, Timestamp at, TestAuthority... authorities) {
    byte[] bytes = note.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    List<String> tokens = new ArrayList<>();
    List<String> lists = new ArrayList<>();
    for (TestAuthority authority : authorities) {
      tokens.add(StrictBase64.encode(authority.stamp(bytes, at)));
      lists.add(StrictBase64.encode(authority.revocations(at)));
    }
    Optional<String> archive =
        archiveRoot(note).map(root -> StrictBase64.encode(authorities[0].stamp(root, at)));
    return new SealDocument(note, tokens, lists, archive);
  }

  /** The root of the archive tree of a seal with this note, were it ordered now. */
  public Optional<Hash> archiveRoot(String note) {
    String policy = Policies.text(consortium.chain(), ledger.tip().governance().membership());
    try (LedgerReader reader = read()) {
      return SealArchive.of(
              reader,
              ledger.tip().sealed().size(),
              new TreeSize(Note.parse(note).checkpoint().size()),
              note.getBytes(java.nio.charset.StandardCharsets.UTF_8),
              policy.getBytes(java.nio.charset.StandardCharsets.US_ASCII))
          .map(SealArchive::root);
    }
  }

  /** Seals the tip with what is made of the note. */
  public Seal seal(long seconds, List<OrgId> validators, Function<String, SealDocument> document)
      throws IOException, RefusedException {
    Candidate candidate = propose();
    for (OrgId validator : validators) {
      requireTaken(cosign(candidate, validator, seconds));
    }
    String note = note(candidate.checkpoint(consortium.chain()), seconds, validators);
    requireTaken(apply(nextStamp(), EntryCodec.seal(candidate.round(), document.apply(note))));
    try (LedgerReader reader = read()) {
      return reader.newestSeal().orElseThrow();
    }
  }

  private static void requireTaken(Reply reply) {
    if (!(reply instanceof Reply.Taken)) {
      throw new AssertionError("not taken: " + reply);
    }
  }

  /** The value of a state key. */
  public Optional<Json> state(String key) throws RefusedException {
    try (LedgerReader reader = read()) {
      Optional<byte[]> stored = reader.state(key);
      return stored.isEmpty()
          ? Optional.empty()
          : Optional.of(JsonParser.parse(stored.get(), STATE));
    }
  }

  /** The stored bytes of a record. */
  public byte[] leaf(RecordId id) {
    try (LedgerReader reader = read()) {
      return reader.leaf(reader.leafOf(id).orElseThrow()).orElseThrow();
    }
  }
}
