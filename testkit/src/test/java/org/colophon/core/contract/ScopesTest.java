package org.colophon.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.Link;
import org.colophon.core.chain.Outcome;
import org.colophon.core.content.RecordType;
import org.colophon.core.content.Scope.ReaderClass;
import org.colophon.core.content.Scope.Verb;
import org.colophon.core.query.AsOf;
import org.colophon.core.query.GrantView;
import org.colophon.core.record.Role;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestScope;
import org.junit.jupiter.api.Test;

/** scope.grant and scope.revoke: who lets whom read, what is passed on, and what ends it. */
class ScopesTest extends CaseContractTest {
  ScopesTest() throws Exception {}

  private TestRecord grants(Actor grantee, TestScope scope, Actor... organs) {
    return cases.grant(opened, grantee.subject(), scope.scope(), organs);
  }

  // ---- by organs

  @Test
  void aCourtLetsSomebodyRead() throws Exception {
    RecordId grant = granted(alice, scope());
    GrantView view = grantView(grant);
    assertThat(view.isEffective()).isTrue();
    assertThat(view.ids()).containsExactly(grant);
    assertThat(view.line().grant().grantors()).containsExactly(court.subject());
    assertThat(view.reads()).contains(new GrantView.Reads(0, 0, 1_000, 100));
    assertThat(linked(Link.grant(opened))).hasSize(1);
    assertThat(linked(Link.grant(alice.subject()))).hasSize(1);
    assertThat(linked(Link.subject(alice.subject()))).hasSize(2);
    accept(grants(office, scope(), court));
    accept(grants(judge, scope(), court, courtSouth));
  }

  @Test
  void twoOrgansLetSomebodyReadAndOneProcuratorateDoesNot() throws Exception {
    assertRefused(Reason.ROLE_DENIED, grants(alice, scope(), procuratorate));
    accept(grants(alice, scope(), procuratorate, court));
    assertRefused(Reason.ROLE_DENIED, grants(alice, scope(), procuratorate, procuratorate));
    assertRefused(Reason.ROLE_DENIED, grants(alice, scope(), court, court));
    assertRefused(Reason.ROLE_DENIED, grants(alice, scope(), court, notary));
    assertRefused(Reason.ROLE_DENIED, grants(alice, scope(), notary));
    assertRefused(Reason.ROLE_DENIED, grants(alice, scope(), bob));
    assertRefused(Reason.UNKNOWN_KEY, grants(alice, scope(), stranger));
    assertRefused(Reason.UNKNOWN_KEY, grants(alice, scope(), court, stranger));
    assertRefused(
        Reason.ROLE_DENIED,
        records
            .record(content(grants(alice, scope(), court)))
            .by(court, Role.MEMBER)
            .by(courtSouth, Role.REGISTRAR));
  }

  @Test
  void inAnUrgentMatterOneProcuratorateSufficesForADay() throws Exception {
    Timestamp stamp = ledger.nextStamp();
    TestScope longer = TestScope.at(stamp).urgent().lasting(Duration.ofDays(1).plusMillis(1));
    assertRefused(Reason.BAD_INTERVAL, grants(alice, longer, procuratorate), stamp);
    RecordId grant =
        acceptAt(stamp, grants(alice, TestScope.at(stamp).urgent(), procuratorate)).id();
    assertThat(grantView(grant).isEffective()).isTrue();
    pass(DAY);
    assertThat(ended(grant)).contains(GrantLine.Cause.RUN_OUT);
  }

  @Test
  void neverTheGranteesOwnOrganisationAlone() throws Exception {
    assertRefused(Reason.ROLE_DENIED, grants(court, scope(), court));
    assertRefused(Reason.ROLE_DENIED, grants(judge, scope(), court));
    assertRefused(Reason.ROLE_DENIED, grants(procuratorate, scope().urgent(), procuratorate));
    accept(grants(judge, scope(), courtSouth));
    accept(grants(court, scope(), court, procuratorate));
    accept(grants(procuratorate, scope(), court));
  }

  @Test
  void theGranteeIsSomebodyTheChainKnows() throws Exception {
    assertRefused(Reason.UNKNOWN_KEY, grants(stranger, scope(), court));
    RecordId grant = granted(alice, scope().depth(1));
    assertRefused(Reason.UNKNOWN_KEY, delegates(alice, grant, stranger, scope()));
  }

  @Test
  void theCaseIsOpen() throws Exception {
    TestRecord nowhere =
        cases.grant(new RecordId(CONTENT), alice.subject(), scope().scope(), court);
    assertRefused(Reason.UNKNOWN_RECORD, nowhere);
    RecordId grant = granted(alice, scope().depth(1));
    accept(cases.close(court, opened, now()));
    assertRefused(Reason.BAD_TRANSITION, grants(alice, scope(), court));
    assertRefused(
        Reason.GRANT_ENDED, delegates(alice, grant, bob, scope().lasting(Duration.ofDays(1))));
  }

  @Test
  void aGrantLastsHalfAYearAtMost() throws Exception {
    Timestamp stamp = ledger.nextStamp();
    TestScope longest = TestScope.at(stamp).lasting(Duration.ofDays(180));
    TestScope longer = TestScope.at(stamp).lasting(Duration.ofDays(180).plusMillis(1));
    assertRefused(Reason.BAD_INTERVAL, grants(alice, longer, court), stamp);
    assertRefused(
        Reason.BAD_INTERVAL,
        grants(alice, TestScope.at(stamp).lasting(Duration.ZERO), court),
        stamp);
    acceptAt(stamp, grants(alice, longest, court));
  }

  // ---- delegated

  private TestScope wide() {
    return scope()
        .works("a", "b")
        .parties("x", "y")
        .types(RecordType.WORK_DECLARE, RecordType.ACCESS)
        .records(new Timestamp(100), new Timestamp(200))
        .verbs(Verb.READ, Verb.EXPORT)
        .reads(50, 10)
        .depth(2);
  }

  @Test
  void aGranteePassesOnWhatItHas() throws Exception {
    RecordId grant = granted(alice, wide());
    RecordId passed = delegated(alice, grant, bob, narrowed(grant, scope -> scope));
    assertThat(grantView(passed).ids()).containsExactly(grant, passed);
    assertThat(grantView(passed).line().grant().grantors()).containsExactly(alice.subject());
    assertThat(linked(Link.grant(opened))).hasSize(2);
    assertThat(linked(Link.grant(bob.subject()))).hasSize(1);
    RecordId last = delegated(bob, passed, judge, narrowed(grant, scope -> scope.depth(0)));
    assertThat(grantView(last).ids()).containsExactly(grant, passed, last);
    assertRefused(
        Reason.EXCEEDS_SCOPE, delegates(judge, last, alice, narrowed(grant, s -> s.depth(0))));
  }

  /** The whole of the wide grant at depth 1, changed; it ends when that grant does. */
  private TestScope narrowed(RecordId grant, UnaryOperator<TestScope> change) throws Exception {
    Timestamp from = grantView(grant).line().scope().until().plus(-30 * DAY);
    return change.apply(
        TestScope.at(from)
            .works("a", "b")
            .parties("x", "y")
            .types(RecordType.WORK_DECLARE, RecordType.ACCESS)
            .records(new Timestamp(100), new Timestamp(200))
            .verbs(Verb.READ, Verb.EXPORT)
            .reads(50, 10)
            .depth(1));
  }

  @Test
  void nothingIsPassedOnThatWasNotGranted() throws Exception {
    RecordId grant = granted(alice, wide());
    List<UnaryOperator<TestScope>> wider =
        List.of(
            scope -> scope.works("a", "c"),
            TestScope::works,
            scope -> scope.parties("z"),
            TestScope::parties,
            scope -> scope.types(RecordType.WORK_DECLARE, RecordType.TRANSFER),
            scope -> scope.readers(ReaderClass.SEALED),
            scope -> scope.records(new Timestamp(99), new Timestamp(200)),
            scope -> scope.records(new Timestamp(100), new Timestamp(201)),
            scope -> scope.verbs(Verb.READ, Verb.DECRYPT),
            scope -> scope.lasting(Duration.ofDays(30).plusMillis(1)),
            scope -> scope.reads(51, 10),
            scope -> scope.reads(50, 11),
            scope -> scope.depth(2));
    List<String> members =
        List.of(
            "works",
            "works",
            "parties",
            "parties",
            "types",
            "class",
            "recordsFrom",
            "recordsUntil",
            "verbs",
            "until",
            "reads",
            "readsADay",
            "depth");
    for (int i = 0; i < wider.size(); i++) {
      assertWidens(members.get(i), delegates(alice, grant, bob, narrowed(grant, wider.get(i))));
    }
    TestScope everyType =
        TestScope.at(now())
            .works("a")
            .parties("x")
            .records(new Timestamp(100), new Timestamp(200))
            .lasting(Duration.ofDays(1))
            .reads(1, 1);
    assertWidens("types", delegates(alice, grant, bob, everyType));
    assertWidens(
        "urgent",
        delegates(
            alice,
            grant,
            bob,
            narrowed(grant, scope -> scope.urgent().lasting(Duration.ofDays(1)))));
    RecordId elsewhere = openedBy(courtSouth);
    assertWidens(
        "case",
        cases.delegate(
            alice, elsewhere, grant, bob.subject(), narrowed(grant, scope -> scope).scope()));
    for (UnaryOperator<TestScope> narrower :
        List.<UnaryOperator<TestScope>>of(
            scope -> scope.works("b"),
            scope -> scope.parties("y"),
            scope -> scope.types(RecordType.ACCESS),
            scope -> scope.readers(ReaderClass.PARTY),
            scope -> scope.records(new Timestamp(101), new Timestamp(199)),
            scope -> scope.verbs(Verb.EXPORT),
            scope -> scope.lasting(Duration.ofDays(29)),
            scope -> scope.reads(49, 9),
            scope -> scope.depth(0))) {
      accept(delegates(alice, grant, bob, narrowed(grant, narrower)));
    }
  }

  private void assertWidens(String member, TestRecord record) throws Exception {
    Outcome outcome = ledger.order(record);
    assertThat(outcome)
        .as(member)
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> {
              assertThat(refused.refusal().reason()).isEqualTo(Reason.EXCEEDS_SCOPE);
              assertThat(refused.refusal().detail()).startsWith(member + ":");
            });
  }

  @Test
  void whereNothingIsNamedAnythingMayBeNamed() throws Exception {
    RecordId grant = granted(alice, scope().depth(1));
    accept(delegates(alice, grant, bob, scope().parties("x").lasting(Duration.ofDays(1))));
    accept(
        delegates(alice, grant, bob, scope().types(RecordType.ACCESS).lasting(Duration.ofDays(1))));
  }

  @Test
  void onlyTheGranteeDelegatesAndNotToItself() throws Exception {
    RecordId grant = granted(alice, scope().depth(1));
    TestScope part = scope().lasting(Duration.ofDays(1));
    assertRefused(Reason.ROLE_DENIED, delegates(bob, grant, judge, part));
    assertRefused(Reason.ROLE_DENIED, delegates(alice, grant, alice, part));
    assertRefused(
        Reason.ROLE_DENIED,
        records.record(content(delegates(alice, grant, bob, part))).by(alice, Role.OWNER));
    assertRefused(
        Reason.ROLE_DENIED,
        records.record(content(delegates(alice, grant, bob, part))).by(court, Role.MEMBER));
    assertRefused(Reason.ROLE_DENIED, delegates(alice, grant, bob, part).by(court, Role.MEMBER));
    assertRefused(Reason.UNKNOWN_RECORD, delegates(alice, opened, bob, part));
    assertRefused(Reason.UNKNOWN_RECORD, delegates(alice, new RecordId(CONTENT), bob, part));
    accept(delegates(alice, grant, bob, part));
  }

  @Test
  void anOrganisationDelegatesUnderItsOwnName() throws Exception {
    RecordId grant = accept(grants(procuratorate, scope().depth(1), court)).id();
    accept(delegates(procuratorate, grant, alice, scope().lasting(Duration.ofDays(1))));
  }

  // ---- ends

  @Test
  void whatEndsOneEndsAllBelowIt() throws Exception {
    RecordId first = granted(alice, scope().depth(2));
    RecordId second = delegated(alice, first, bob, scope().depth(1).lasting(Duration.ofDays(20)));
    RecordId third = delegated(bob, second, judge, scope().lasting(Duration.ofDays(19)));
    Timestamp before = now();
    RecordId revocation = accept(cases.revoke(court, Role.MEMBER, second)).id();
    assertThat(ended(first)).isEmpty();
    assertThat(ended(second)).contains(GrantLine.Cause.REVOKED);
    assertThat(ended(third)).contains(GrantLine.Cause.REVOKED);
    assertThat(grantView(third).ended())
        .contains(new GrantLine.Ending(GrantLine.Cause.REVOKED, revocation, now()));
    assertThat(grantViewAt(third, before).isEffective()).isTrue();
    assertThat(grantViewAt(third, before).reads()).isEmpty();
    assertRefused(
        Reason.GRANT_ENDED, delegates(bob, second, judge, scope().lasting(Duration.ofDays(1))));
    accept(delegates(alice, first, judge, scope().lasting(Duration.ofDays(1))));
  }

  @Test
  void aGrantRunsOutWithTheEarliestOfItsLine() throws Exception {
    RecordId first = granted(alice, scope().depth(1).lasting(Duration.ofHours(2)));
    RecordId second = delegated(alice, first, bob, scope().lasting(Duration.ofHours(1)));
    Timestamp end = grantView(second).line().scope().until();
    assertThat(grantViewAt(second, end.plus(-1)).isEffective()).isTrue();
    assertThat(grantViewAt(second, end).ended())
        .contains(new GrantLine.Ending(GrantLine.Cause.RUN_OUT, second, end));
    assertThat(grantViewAt(first, end).isEffective()).isTrue();
    pass(2 * HOUR);
    assertThat(grantView(second).ended())
        .contains(new GrantLine.Ending(GrantLine.Cause.RUN_OUT, second, end));
    assertRefused(Reason.GRANT_ENDED, delegates(alice, first, judge, narrowedTo(first)));
  }

  private TestScope narrowedTo(RecordId grant) throws Exception {
    return TestScope.at(grantView(grant).line().scope().until()).lasting(Duration.ZERO);
  }

  @Test
  void anOutcomeEndsAllGrantsOfTheCase() throws Exception {
    RecordId first = granted(alice, scope().depth(1));
    RecordId second = delegated(alice, first, bob, scope().lasting(Duration.ofDays(1)));
    Timestamp before = now();
    RecordId outcome = accept(cases.close(court, opened, now())).id();
    Timestamp closed = now();
    accept(cases.close(court, opened, before));
    for (RecordId grant : List.of(first, second)) {
      assertThat(grantView(grant).ended())
          .contains(new GrantLine.Ending(GrantLine.Cause.CASE_CLOSED, outcome, closed));
      assertThat(grantViewAt(grant, before).isEffective()).isTrue();
    }
  }

  @Test
  void theFirstOfSeveralEndsIsNamed() throws Exception {
    RecordId grant = granted(alice, scope().lasting(Duration.ofHours(1)));
    RecordId revocation = accept(cases.revoke(alice, Role.GRANTEE, grant)).id();
    accept(cases.close(court, opened, now()));
    pass(2 * HOUR);
    assertThat(grantView(grant).ended().orElseThrow().record()).isEqualTo(revocation);
  }

  @Test
  void whoMayRevoke() throws Exception {
    RecordId first = accept(grants(alice, scope().depth(1), procuratorate, court)).id();
    for (Actor organ : List.of(procuratorate, court, courtSouth)) {
      RecordId passed = delegated(alice, first, bob, scope().lasting(Duration.ofDays(1)));
      accept(cases.revoke(organ, Role.MEMBER, passed));
    }
    for (Actor grantee : List.of(alice, bob)) {
      RecordId passed = delegated(alice, first, bob, scope().lasting(Duration.ofDays(1)));
      accept(cases.revoke(grantee, Role.GRANTEE, passed));
    }
    RecordId passed = delegated(alice, first, bob, scope().lasting(Duration.ofDays(1)));
    assertRefused(Reason.ROLE_DENIED, cases.revoke(bob, Role.GRANTEE, first));
    assertRefused(Reason.ROLE_DENIED, cases.revoke(judge, Role.GRANTEE, passed));
    assertRefused(Reason.ROLE_DENIED, cases.revoke(notary, Role.MEMBER, passed));
    assertRefused(Reason.ROLE_DENIED, cases.revoke(alice, Role.MEMBER, passed));
    assertRefused(Reason.ROLE_DENIED, cases.revoke(alice, Role.OWNER, passed));
    assertRefused(Reason.ROLE_DENIED, cases.revoke(court, Role.GRANTEE, passed));
    assertRefused(Reason.UNKNOWN_KEY, cases.revoke(stranger, Role.GRANTEE, passed));
    RecordId ofCourts = granted(alice, scope());
    assertRefused(Reason.ROLE_DENIED, cases.revoke(procuratorate, Role.MEMBER, ofCourts));
    assertRefused(Reason.UNKNOWN_RECORD, cases.revoke(court, Role.MEMBER, opened));
    assertRefused(Reason.UNKNOWN_RECORD, cases.revoke(court, Role.MEMBER, new RecordId(CONTENT)));
  }

  @Test
  void aGrantIsRevokedOnceButAlsoWhenItFellAlready() throws Exception {
    RecordId first = granted(alice, scope().depth(1));
    RecordId second = delegated(alice, first, bob, scope().lasting(Duration.ofDays(1)));
    accept(cases.revoke(alice, Role.GRANTEE, first));
    assertRefused(Reason.BAD_TRANSITION, cases.revoke(court, Role.MEMBER, first));
    accept(cases.revoke(bob, Role.GRANTEE, second));
    assertRefused(Reason.BAD_TRANSITION, cases.revoke(alice, Role.GRANTEE, second));
  }

  @Test
  void anOrganThatIsNoMemberAnyMoreRevokesNothing() throws Exception {
    RecordId grant = accept(grants(alice, scope(), procuratorate, court)).id();
    ledger.enact(ledger.changes().suspend(notary, procuratorate.organisation()));
    assertRefused(Reason.UNKNOWN_ORGANISATION, cases.revoke(procuratorate, Role.MEMBER, grant));
    assertRefused(Reason.UNKNOWN_ORGANISATION, grants(alice, scope(), procuratorate, court));
    assertRefused(
        Reason.UNKNOWN_KEY,
        cases.grant(opened, new SubjectId(procuratorate.subject().text()), scope().scope(), court));
  }

  @Test
  void aGrantIsKnownFromItsBlockOn() throws Exception {
    Timestamp before = now();
    RecordId grant = granted(alice, scope());
    Optional<GrantView> early = ask(query -> GrantView.of(query, grant, AsOf.time(query, before)));
    assertThat(early).isEmpty();
    Optional<GrantView> none = ask(query -> GrantView.of(query, opened, AsOf.newest(query)));
    assertThat(none).isEmpty();
  }
}
