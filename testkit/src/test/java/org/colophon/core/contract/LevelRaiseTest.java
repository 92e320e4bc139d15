package org.colophon.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.colophon.core.Height;
import org.colophon.core.Reason;
import org.colophon.core.chain.Chain;
import org.colophon.core.chain.EntryCodec;
import org.colophon.core.chain.Ledger;
import org.colophon.core.chain.Reply;
import org.colophon.core.content.LevelRaise;
import org.colophon.core.content.RecordType;
import org.colophon.core.content.Scope;
import org.colophon.core.membership.Level;
import org.colophon.core.membership.Membership;
import org.colophon.core.membership.Tier;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.port.LevelUnknownException;
import org.colophon.core.port.StoreException;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import org.colophon.testkit.Actor;
import org.colophon.testkit.MemoryStore;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestLedger;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestScope;
import org.junit.jupiter.api.Test;

/** How feature levels are raised, and that releases agree as far as both know the rules. */
class LevelRaiseTest extends ContractTest {
  private static final Level SECOND = new Level(2);
  private static final Level THIRD = new Level(3);

  private final Actor office = consortium.actor(TestConsortium.OFFICE);

  LevelRaiseTest() throws Exception {}

  private Level newestVersion() {
    return ledger.ledger().tip().header().version();
  }

  private TestRecord raise(Hash membership, Level level) {
    return ledger.changes().propose(notary, new LevelRaise(membership, level));
  }

  @Test
  void aRaiseIsVotedAndInForceFromTheSealThatCoversIt() throws Exception {
    TestRecord proposal = ledger.changes().raise(notary);
    accept(proposal);
    accept(ledger.changes().vote(court, proposal));
    accept(ledger.changes().vote(office, proposal));
    accept(records.deposit(alice, CONTENT));
    assertThat(newestVersion()).isEqualTo(Level.FIRST);
    ledger.seal();
    accept(records.deposit(alice, OTHER));
    assertThat(newestVersion()).isEqualTo(SECOND);
    Membership now = ledger.membership();
    assertThat(now).isEqualTo(consortium.genesis().membership().at(SECOND));
    assertThat(ledger.ledger().tip().header().membership()).isEqualTo(now.hash());
    assertThat(now.json().text()).startsWith("{\"level\":2,\"organisations\":");
    assertThat(Membership.parse(now.json().bytes())).isEqualTo(now);
  }

  @Test
  void theLevelStaysWhenMembersChange() throws Exception {
    ledger.enact(ledger.changes().raise(notary));
    ledger.enact(ledger.changes().admit(notary, consortium.newcomer("archive", Tier.OBSERVER)));
    assertThat(ledger.membership().level()).isEqualTo(SECOND);
    assertThat(ledger.membership().organisations()).hasSize(6);
  }

  @Test
  void levelsComeOneAfterAnotherByTheWordOfAValidator() throws Exception {
    Hash now = ledger.membership().hash();
    assertRefused(Reason.BAD_PROPOSAL, raise(now, THIRD));
    assertRefused(Reason.PROPOSAL_LAPSED, raise(CONTENT, SECOND));
    Actor procuratorate = consortium.actor(TestConsortium.PROCURATORATE);
    assertRefused(Reason.ROLE_DENIED, ledger.changes().raise(procuratorate));
    assertRefused(Reason.ROLE_DENIED, ledger.changes().raise(alice));
    assertRefused(Reason.UNKNOWN_KEY, ledger.changes().raise(stranger));
    assertRefused(
        Reason.BAD_PROPOSAL, records.record(new LevelRaise(now, SECOND)).by(notary, Role.MEMBER));
    TestRecord proposal = ledger.changes().raise(notary);
    accept(proposal);
    accept(ledger.changes().vote(court, proposal));
    assertRefused(Reason.ALREADY_VOTED, ledger.changes().vote(court, proposal));
    accept(ledger.changes().vote(office, proposal));
    assertRefused(Reason.CHANGE_PENDING, ledger.changes().raise(court));
    ledger.seal();
    // What is in force is not proposed again, and none is left out.
    Hash next = ledger.membership().hash();
    assertRefused(Reason.BAD_PROPOSAL, raise(next, SECOND));
    assertRefused(Reason.BAD_PROPOSAL, raise(next, new Level(4)));
    accept(raise(next, THIRD));
  }

  /** Applies to each ledger what was applied to this one, entry by entry. */
  private static byte[] same(List<TestLedger> ledgers, byte[] entry) throws Exception {
    byte[] stamped = entry.clone();
    EntryCodec.stamp(stamped, ledgers.getFirst().nextStamp());
    byte[] reply = new byte[0];
    for (TestLedger each : ledgers) {
      reply = each.ledger().apply(each.nextPosition(), stamped);
    }
    return reply;
  }

  private static List<String> headers(TestLedger ledger) {
    List<String> headers = new ArrayList<>();
    try (LedgerReader reader = ledger.read()) {
      long newest = reader.head().orElseThrow().height().value();
      for (long h = 0; h <= newest; h++) {
        headers.add(Hash.sha256(reader.header(new Height(h)).orElseThrow().bytes()).hex());
      }
    }
    return headers;
  }

  private static byte[] entry(TestRecord... records) {
    return EntryCodec.records(List.of(records).stream().map(TestRecord::bytes).toList());
  }

  @Test
  void releasesMakeTheSameBytesAsFarAsBothKnowAndTheOlderOneStopsThere() throws Exception {
    TestLedger older = consortium.openAs(Level.FIRST);
    TestLedger newer = consortium.openAs(SECOND);
    List<TestLedger> both = List.of(newer, older);
    Actor node = consortium.actor(TestConsortium.node(TestConsortium.COURT_NORTH).text());
    same(both, entry(records.register(notary, alice), records.register(court, node)));
    // A type of the second level is none yet: whoever knows it voids the entry as others do.
    TestRecord dispute = records.dispute(node, newer.ledger().tip().header());
    byte[] voided = same(both, entry(records.deposit(alice, CONTENT), dispute));
    assertThat(Reply.parse(voided)).isInstanceOf(Reply.Voided.class);
    // Nor may others name it.
    voided =
        same(both, entry(records.cases().grant(dispute.id(), alice.subject(), naming(), court)));
    assertThat(Reply.parse(voided)).isInstanceOf(Reply.Voided.class);
    TestRecord proposal = newer.changes().raise(notary);
    same(both, entry(proposal));
    same(both, entry(newer.changes().vote(court, proposal)));
    same(both, entry(newer.changes().vote(office, proposal)));
    same(both, entry(records.deposit(alice, CONTENT)));
    assertThat(headers(older)).isEqualTo(headers(newer)).hasSize(6);
    newer.seal();
    older.seal();
    assertThat(older.ledger().tip().sealed()).isEqualTo(newer.ledger().tip().sealed());
    assertThat(older.ledger().tip().level()).isEqualTo(SECOND);

    byte[] next = entry(dispute);
    EntryCodec.stamp(next, newer.nextStamp());
    List<String> before = headers(older);
    for (byte[] held : List.of(next, EntryCodec.candidate())) {
      assertThatThrownBy(() -> older.ledger().apply(older.nextPosition(), held))
          .isInstanceOf(LevelUnknownException.class)
          .hasMessageContaining("level: 2 is in force (expected: at most 1");
    }
    assertThat(headers(older)).isEqualTo(before);

    // The same store under a release that knows the level goes on where it was left.
    Ledger upgraded =
        Ledger.open(
            consortium.genesis(),
            older.ledger().store(),
            (present, copy) -> present,
            Runnable::run);
    assertThat(Reply.parse(upgraded.apply(older.nextPosition(), next)))
        .isInstanceOf(Reply.Ordered.class);
    newer.ledger().apply(newer.nextPosition(), next);
    assertThat(upgraded.tip().header()).isEqualTo(newer.ledger().tip().header());
    assertThat(upgraded.tip().header().version()).isEqualTo(SECOND);
    // Under the older release it opens no more: it holds a block of rules that are not known.
    assertThatThrownBy(() -> reopened(older))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("level: 2")
        .hasMessageContaining("install a release that knows level 2");
  }

  private Ledger reopened(TestLedger older) throws StoreException {
    return Ledger.open(
        new Chain(consortium.genesis(), Level.FIRST),
        consortium.genesis(),
        older.ledger().store(),
        (present, copy) -> present,
        Runnable::run);
  }

  private static Scope naming() {
    return TestScope.plain().types(RecordType.WORK_DECLARE, RecordType.TIME_DISPUTE).scope();
  }

  @Test
  void aLevelThatNobodyKnowsYetIsRaisedAllTheSame() throws Exception {
    TestConsortium later = consortium.at(Level.NEWEST);
    TestLedger newest = later.open(new MemoryStore());
    newest.enact(newest.changes().raise(notary));
    assertThat(newest.membership().level().isAbove(Level.NEWEST)).isTrue();
    assertThatThrownBy(() -> newest.accept(records.register(notary, alice)))
        .isInstanceOf(LevelUnknownException.class);
  }

  @Test
  void aGenesisOfALaterReleaseBeginsNothing() {
    TestConsortium later = consortium.at(new Level(Level.NEWEST.number() + 1));
    assertThatThrownBy(() -> later.open(new MemoryStore()))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("genesis: level: " + (Level.NEWEST.number() + 1));
  }
}
