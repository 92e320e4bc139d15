package org.colophon.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.colophon.core.OrgId;
import org.colophon.core.chain.Candidate;
import org.colophon.core.chain.EntryCodec;
import org.colophon.core.chain.SealDocument;
import org.colophon.core.chain.SealingState;
import org.colophon.core.membership.Organisation;
import org.colophon.core.membership.Tier;
import org.colophon.core.port.LedgerReader;

/**
 * A history made of a seed in which the membership changes again and again: proposals, votes,
 * candidates and seals by whoever is a validator, was one, or wants to be one. Most of it is right,
 * some is refused, some is void.
 */
public final class ChangingHistory {
  private static final Tier[] TIERS = Tier.values();

  private final SplittableRandom random;
  private final TestConsortium consortium;
  private final TestLedger ledger;
  private final Actor alice;
  private final List<OrgId> known = new ArrayList<>(TestConsortium.organisations());
  private final List<TestRecord> proposals = new ArrayList<>();
  private final List<byte[]> entries = new ArrayList<>();
  private int newcomers;
  private int deposits;

  private ChangingHistory(TestConsortium consortium, long seed) throws Exception {
    this.random = new SplittableRandom(seed);
    this.consortium = consortium;
    this.ledger = consortium.open(new MemoryStore());
    this.alice = consortium.actor("alice");
    Actor notary = consortium.actor(TestConsortium.NOTARY);
    add(EntryCodec.records(List.of(consortium.records().register(notary, alice).bytes())));
  }

  /** So many entries, stamped, in their order. */
  public static List<byte[]> entries(TestConsortium consortium, long seed, int count)
      throws Exception {
    ChangingHistory history = new ChangingHistory(consortium, seed);
    while (history.entries.size() < count) {
      history.add(history.someEntry());
    }
    return List.copyOf(history.entries);
  }

  private void add(byte[] entry) throws Exception {
    byte[] stamped = entry.clone();
    EntryCodec.stamp(stamped, ledger.nextStamp().plus(random.nextInt(2_000)));
    ledger.ledger().apply(ledger.nextPosition(), stamped);
    entries.add(stamped);
  }

  private byte[] someEntry() {
    return switch (random.nextInt(16)) {
      case 0, 1 -> EntryCodec.candidate();
      case 2, 3 -> someCosignature();
      case 4, 5, 6 -> someSeal();
      case 7 -> records(someProposal());
      case 8, 9, 10, 11, 12 -> records(someVote());
      case 13 -> records(someDeposit(), someVote());
      case 14 -> records(someVote(), someDeposit());
      default -> records(someDeposit());
    };
  }

  private static byte[] records(TestRecord... records) {
    return EntryCodec.records(List.of(records).stream().map(TestRecord::bytes).toList());
  }

  private TestRecord someDeposit() {
    Actor signer = random.nextInt(3) == 0 ? consortium.actor(anyOf(known)) : alice;
    return consortium.records().deposit(signer, consortium.hash("item " + deposits++));
  }

  private TestRecord someProposal() {
    Actor proposer = consortium.actor(anyOf(random.nextInt(6) == 0 ? known : members()));
    OrgId other = anyOf(members());
    TestRecord proposal =
        switch (random.nextInt(6)) {
          case 0 -> ledger.changes().suspend(proposer, other);
          case 1, 2 -> ledger.changes().replace(proposer, other, newcomer());
          case 3 -> ledger.changes().replace(proposer, other, promoted(other));
          default -> ledger.changes().admit(proposer, newcomer());
        };
    proposals.add(proposal);
    return proposal;
  }

  private Organisation newcomer() {
    OrgId id = new OrgId("newcomer-" + newcomers++);
    known.add(id);
    Tier tier = random.nextBoolean() ? Tier.VALIDATOR : TIERS[random.nextInt(TIERS.length)];
    return consortium.newcomer(id.text(), tier);
  }

  /** The same organisation as a validator, or with fresh checkpoint keys when it is one. */
  private Organisation promoted(OrgId id) {
    Organisation o = ledger.membership().organisation(id).orElseThrow();
    Organisation keys = consortium.newcomer("keys-" + newcomers++, Tier.VALIDATOR);
    return new Organisation(
        id,
        o.kind(),
        Tier.VALIDATOR,
        o.certificate(),
        o.recordKeys(),
        o.nodes().isEmpty() ? keys.nodes() : o.nodes(),
        keys.checkpointKeys());
  }

  /** Mostly by a validator for the newest proposal, so that some are decided. */
  private TestRecord someVote() {
    if (proposals.isEmpty()) {
      return someDeposit();
    }
    TestRecord proposal = random.nextInt(8) == 0 ? anyOf(proposals) : proposals.getLast();
    OrgId voter = anyOf(random.nextInt(8) == 0 ? known : ledger.validators());
    return ledger.changes().vote(consortium.actor(voter), proposal);
  }

  private byte[] someCosignature() {
    Optional<Candidate> candidate = someCandidate();
    if (candidate.isEmpty()) {
      return EntryCodec.candidate();
    }
    OrgId validator = anyOf(random.nextInt(4) == 0 ? known : ledger.validators());
    String note =
        consortium
            .validator(validator)
            .cosign(candidate.get().checkpoint(consortium.chain()), someSeconds());
    return EntryCodec.cosignature(candidate.get().round(), note);
  }

  /** By the present quorum, by one too few, or by whoever comes to mind. */
  private byte[] someSeal() {
    Optional<Candidate> candidate = someCandidate();
    if (candidate.isEmpty()) {
      return EntryCodec.candidate();
    }
    List<OrgId> validators = new ArrayList<>(ledger.validators());
    int quorum = ledger.membership().quorum();
    List<OrgId> signing = validators.subList(0, random.nextInt(5) == 0 ? quorum - 1 : quorum);
    if (random.nextInt(6) == 0) {
      signing = new ArrayList<>(signing);
      signing.set(0, anyOf(known));
    }
    signing = signing.stream().distinct().toList();
    String note =
        ledger.note(candidate.get().checkpoint(consortium.chain()), someSeconds(), signing);
    return EntryCodec.seal(candidate.get().round(), SealDocument.unstamped(note));
  }

  private Optional<Candidate> someCandidate() {
    try (LedgerReader reader = ledger.read()) {
      List<Candidate> open = new SealingState(reader).candidates();
      return open.isEmpty() ? Optional.empty() : Optional.of(anyOf(open));
    }
  }

  private long someSeconds() {
    return ledger.nextStamp().seconds() + random.nextInt(3);
  }

  private List<OrgId> members() {
    return ledger.membership().organisations().stream().map(Organisation::id).toList();
  }

  private <T> T anyOf(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
