package org.colophon.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.Link;
import org.colophon.core.membership.OrgKind;
import org.colophon.core.membership.Tier;
import org.colophon.core.query.AsOf;
import org.colophon.core.query.GrantView;
import org.colophon.core.query.LeaseView;
import org.colophon.core.record.Role;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestRecord;
import org.junit.jupiter.api.Test;

/** read.lease and read.settle: what a node takes before it gives anything out, and its account. */
class LeasesTest extends CaseContractTest {
  private final Actor otherNode = nodeOf(TestConsortium.COURT_SOUTH);

  LeasesTest() throws Exception {
    accept(records.register(courtSouth, otherNode));
  }

  private TestRecord leases(Actor who, RecordId grant, long reads) {
    return cases.lease(who, grant, reads, now().plus(HOUR));
  }

  private RecordId leased(Actor who, RecordId grant, long reads) throws Exception {
    return accept(leases(who, grant, reads)).id();
  }

  @Test
  void aNodeTakesReadsAndAccountsForThem() throws Exception {
    RecordId grant = granted(alice, scope());
    RecordId lease = leased(node, grant, 10);
    assertThat(grant(grant))
        .extracting(GrantState::leased, GrantState::used)
        .containsExactly(10L, 0L);
    assertThat(leaseView(lease).settled()).isEmpty();
    assertThat(leaseView(lease).node()).isEqualTo(node.subject());
    Timestamp before = now();
    RecordId settlement = accept(cases.settle(node, lease, 7)).id();
    assertThat(grant(grant))
        .extracting(GrantState::leased, GrantState::used)
        .containsExactly(0L, 7L);
    LeaseView view = leaseView(lease);
    assertThat(view.settled().orElseThrow().record().id()).isEqualTo(settlement);
    assertThat(view.settled().orElseThrow().settle().count()).isEqualTo(7);
    assertThat(grantView(grant).reads()).contains(new GrantView.Reads(0, 7, 993, 90));
    LeaseView then =
        ask(query -> LeaseView.of(query, lease, AsOf.time(query, before)).orElseThrow());
    assertThat(then.settled()).isEmpty();
    assertThat(linked(Link.lease(grant))).hasSize(1);
    assertThat(linked(Link.subject(alice.subject()))).hasSize(4);
    Optional<LeaseView> none = ask(query -> LeaseView.of(query, grant, AsOf.newest(query)));
    assertThat(none).isEmpty();
  }

  @Test
  void onlyANodeThatItsOrganisationRegisteredLeases() throws Exception {
    RecordId grant = granted(alice, scope());
    assertRefused(Reason.ROLE_DENIED, leases(alice, grant, 1));
    assertRefused(Reason.ROLE_DENIED, leases(court, grant, 1));
    Actor foreign = nodeOf(TestConsortium.OFFICE);
    assertRefused(Reason.UNKNOWN_KEY, leases(foreign, grant, 1));
    assertRefused(Reason.ROLE_DENIED, records.register(notary, foreign));
    assertRefused(
        Reason.ROLE_DENIED, records.record(content(leases(node, grant, 1))).by(node, Role.MEMBER));
    accept(records.revoke(node));
    assertRefused(Reason.KEY_REVOKED, leases(node, grant, 1));
  }

  @Test
  void aNodeOfAnOrganisationThatWentLeasesNothingAndStillSettles() throws Exception {
    OrgId library = new OrgId("court-library");
    ledger.enact(
        ledger
            .changes()
            .admit(notary, consortium.organisation(library, OrgKind.COURT, Tier.OBSERVER)));
    Actor leaving = nodeOf(library);
    accept(records.register(consortium.actor(library), leaving));
    RecordId grant = granted(alice, scope());
    RecordId lease = leased(leaving, grant, 10);
    ledger.enact(ledger.changes().suspend(notary, library));
    accept(cases.settle(leaving, lease, 0));
    assertRefused(Reason.ROLE_DENIED, leases(leaving, grant, 1));
  }

  @Test
  void aLeaseIsOfAGrantThatCounts() throws Exception {
    assertRefused(Reason.UNKNOWN_RECORD, leases(node, opened, 1));
    assertRefused(Reason.UNKNOWN_RECORD, leases(node, new RecordId(CONTENT), 1));
    RecordId first = granted(alice, scope().depth(1));
    RecordId second = delegated(alice, first, bob, scope().lasting(Duration.ofDays(1)));
    accept(cases.revoke(court, Role.MEMBER, first));
    assertRefused(Reason.GRANT_ENDED, leases(node, first, 1));
    assertRefused(Reason.GRANT_ENDED, leases(node, second, 1));
    RecordId brief = granted(alice, scope().lasting(Duration.ofHours(1)));
    RecordId closing = granted(alice, scope());
    pass(HOUR);
    assertRefused(Reason.GRANT_ENDED, leases(node, brief, 1));
    accept(cases.close(court, opened, now()));
    assertRefused(Reason.GRANT_ENDED, leases(node, closing, 1));
  }

  @Test
  void aLeaseLastsAWeekAtMostAndNotBeyondItsGrant() throws Exception {
    RecordId grant = granted(alice, scope());
    Timestamp stamp = ledger.nextStamp();
    Timestamp week = stamp.plus(7 * DAY);
    assertRefused(Reason.BAD_INTERVAL, cases.lease(node, grant, 1, week.plus(1)), stamp);
    assertRefused(Reason.BAD_INTERVAL, cases.lease(node, grant, 1, stamp), stamp);
    acceptAt(stamp, cases.lease(node, grant, 1, week));
    RecordId brief = granted(bob, scope().lasting(Duration.ofDays(2)));
    Timestamp end = grantView(brief).line().scope().until();
    assertRefused(Reason.BAD_INTERVAL, cases.lease(node, brief, 1, end.plus(1)));
    accept(cases.lease(node, brief, 1, end));
  }

  @Test
  void oneLeaseOfANodeIsOpenUnderAGrant() throws Exception {
    RecordId grant = granted(alice, scope());
    RecordId lease = leased(node, grant, 10);
    assertRefused(Reason.LEASE_OPEN, leases(node, grant, 1));
    leased(otherNode, grant, 1);
    leased(node, granted(alice, scope()), 1);
    accept(cases.settle(node, lease, 10));
    leased(node, grant, 1);
    assertRefused(Reason.LEASE_OPEN, leases(node, grant, 1));
  }

  @Test
  void noMoreIsReadThanWasGranted() throws Exception {
    RecordId grant = granted(alice, scope().reads(20, 20));
    RecordId lease = leased(node, grant, 15);
    assertRefused(Reason.READS_EXHAUSTED, leases(otherNode, grant, 6));
    RecordId other = leased(otherNode, grant, 5);
    accept(cases.settle(node, lease, 5));
    assertRefused(Reason.READS_EXHAUSTED, leases(node, grant, 11));
    accept(cases.settle(otherNode, other, 0));
    pass(DAY);
    assertRefused(Reason.READS_EXHAUSTED, leases(node, grant, 16));
    leased(node, grant, 15);
  }

  @Test
  void readsOfDelegatedGrantsAreReadsOfAllAboveThem() throws Exception {
    RecordId first = granted(alice, scope().reads(20, 20).depth(1));
    RecordId second =
        delegated(alice, first, bob, scope().reads(20, 20).lasting(Duration.ofDays(3)));
    RecordId third =
        delegated(alice, first, judge, scope().reads(20, 20).lasting(Duration.ofDays(3)));
    RecordId lease = leased(node, second, 15);
    assertRefused(Reason.READS_EXHAUSTED, leases(node, third, 6));
    assertRefused(Reason.READS_EXHAUSTED, leases(node, first, 6));
    assertThat(grant(first).leased()).isEqualTo(15);
    assertThat(grant(third).leased()).isZero();
    assertThat(grantView(third).reads()).contains(new GrantView.Reads(0, 0, 5, 5));
    accept(cases.settle(node, lease, 2));
    assertThat(grant(first))
        .extracting(GrantState::leased, GrantState::used)
        .containsExactly(0L, 2L);
    assertThat(linked(Link.lease(first))).hasSize(1);
    assertThat(linked(Link.lease(second))).hasSize(1);
    assertThat(linked(Link.lease(third))).isEmpty();
  }

  @Test
  void whatWasLeasedOnADayIsNotGivenBackToThatDay() throws Exception {
    RecordId grant = granted(alice, scope().reads(100, 10));
    RecordId lease = leased(node, grant, 10);
    accept(cases.settle(node, lease, 0));
    assertRefused(Reason.RATE_LIMITED, leases(node, grant, 1));
    Timestamp midnight = new Timestamp((now().value() / DAY + 1) * DAY);
    ledger.seal(midnight.seconds() - 1);
    assertRefused(
        Reason.RATE_LIMITED, cases.lease(node, grant, 1, midnight.plus(HOUR)), midnight.plus(-1));
    acceptAt(midnight, cases.lease(node, grant, 10, midnight.plus(HOUR)));
    assertThat(grantView(grant).reads()).contains(new GrantView.Reads(10, 0, 90, 0));
  }

  @Test
  void aDelegatedGrantIsBoundByTheDayOfTheOneAbove() throws Exception {
    RecordId first = granted(alice, scope().reads(100, 10).depth(1));
    RecordId second =
        delegated(alice, first, bob, scope().reads(100, 10).lasting(Duration.ofDays(3)));
    leased(node, first, 8);
    assertRefused(Reason.RATE_LIMITED, leases(node, second, 3));
    leased(node, second, 2);
  }

  @Test
  void aLeaseIsSettledOnceByItsNodeAndWithinItsReads() throws Exception {
    RecordId grant = granted(alice, scope());
    RecordId lease = leased(node, grant, 10);
    assertRefused(Reason.ROLE_DENIED, cases.settle(otherNode, lease, 1));
    assertRefused(Reason.READS_EXHAUSTED, cases.settle(node, lease, 11));
    assertRefused(Reason.UNKNOWN_RECORD, cases.settle(node, grant, 1));
    assertRefused(Reason.UNKNOWN_RECORD, cases.settle(node, new RecordId(CONTENT), 1));
    assertRefused(
        Reason.ROLE_DENIED,
        records.record(content(cases.settle(node, lease, 1))).by(node, Role.MEMBER));
    accept(cases.settle(node, lease, 10));
    assertRefused(Reason.BAD_TRANSITION, cases.settle(node, lease, 10));
  }

  @Test
  void aLeaseIsSettledAlsoWhenItsGrantEnded() throws Exception {
    RecordId grant = granted(alice, scope());
    RecordId lease = leased(node, grant, 10);
    accept(cases.revoke(court, Role.MEMBER, grant));
    accept(cases.close(court, opened, now()));
    accept(cases.settle(node, lease, 3));
    assertThat(grant(grant).used()).isEqualTo(3);
  }
}
