package org.colophon.node;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.colophon.core.Height;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.content.Access;
import org.colophon.core.content.ApplicationDecide;
import org.colophon.core.content.CourtReceive;
import org.colophon.core.content.GivenInput;
import org.colophon.core.content.InfringementFind;
import org.colophon.core.content.Interval;
import org.colophon.core.content.ObjectionRaise;
import org.colophon.core.content.ObjectionResolve;
import org.colophon.core.content.PriceReference;
import org.colophon.core.content.Right;
import org.colophon.core.custody.PrivateMatter;
import org.colophon.core.json.Json;
import org.colophon.core.record.Role;
import org.colophon.core.standard.Standard;
import org.colophon.crypto.Hash;
import org.colophon.crypto.signature.SignatureAlgorithm;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestCases;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestRecords;
import org.colophon.testkit.TestScope;
import org.colophon.testkit.TestStandards;
import org.junit.jupiter.api.Test;

/**
 * Records of offices, platforms, cases, courts and standards that the rules of their type refuse.
 */
final class MattersRefusalsTest extends RefusingNetwork {
  MattersRefusalsTest() {
    super(OF_MATTERS);
  }

  // ---- application.file, application.decide, objection.raise, objection.resolve

  @Test
  void applicationsAndDecisionsAreRefused() throws Exception {
    Actor office = office();
    OrgId asked = new OrgId(office.subject().text());
    refuse(Reason.UNKNOWN_WORK, records.apply(alice, new WorkId(content), asked));
    WorkId work = declared();
    refuse(Reason.NOT_OWNER, records.apply(bob, work, asked));
    refuse(Reason.UNKNOWN_KEY, records.apply(stranger, work, asked));
    refuse(Reason.UNKNOWN_ORGANISATION, records.apply(alice, work, new OrgId("nobody")));
    refuse(Reason.ROLE_DENIED, records.apply(alice, work, observer()));
    TestRecord application = records.apply(alice, work, asked);
    refuse(
        Reason.CLEAR_PERSONAL_DATA,
        edited(application, records.hash("purpose").hex(), "for my daughter"));
    accept(application);
    refuse(Reason.BAD_TRANSITION, records.apply(alice, work, asked));
    refuse(Reason.BAD_TRANSITION, records.answer(alice, work, asked, application.id()));
    refuse(Reason.ROLE_DENIED, records.confirm(alice, application.id(), "1"));
    refuse(Reason.ROLE_DENIED, records.confirm(court(), application.id(), "1"));
    refuse(Reason.UNKNOWN_RECORD, records.confirm(office, new RecordId(work.hash()), "1"));
    refuse(Reason.BAD_IDENTIFIER, records.confirm(office, application.id(), "no. 1"));
    refuse(Reason.CLEAR_PERSONAL_DATA, records.confirm(office, application.id(), "13812345678"));
    refuse(
        Reason.MALFORMED,
        records.decide(office, application.id(), ApplicationDecide.Decision.REFUSE));
    refuse(
        Reason.BAD_TRANSITION,
        records.decide(
            office,
            application.id(),
            ApplicationDecide.Decision.REVOKE,
            ApplicationDecide.Ground.OTHER));
    TestRecord objection = records.object(bob, work, ObjectionRaise.Ground.PRIOR_RIGHT);
    accept(objection);
    refuse(Reason.DISPUTED, records.confirm(office, application.id(), "1"));
    accept(records.withdraw(bob, objection.id()));
    accept(records.confirm(office, application.id(), "1"));
    refuse(Reason.BAD_TRANSITION, records.confirm(office, application.id(), "1"));
  }

  @Test
  void objectionsAndWhatTheyStopAreRefused() throws Exception {
    refuse(
        Reason.UNKNOWN_WORK,
        records.object(bob, new WorkId(content), ObjectionRaise.Ground.COPYING));
    WorkId work = declared();
    refuse(Reason.UNKNOWN_KEY, records.object(stranger, work, ObjectionRaise.Ground.COPYING));
    TestRecord objection = records.object(bob, work, ObjectionRaise.Ground.COPYING);
    refuse(
        Reason.CLEAR_PERSONAL_DATA,
        edited(objection, records.hash("reasons").hex(), "I made it", bob.key()));
    accept(objection);
    refuse(Reason.ALREADY_OBJECTED, records.object(bob, work, ObjectionRaise.Ground.COPYING));
    ObjectionRaise unfounded =
        new ObjectionRaise(
            work, ObjectionRaise.Ground.OTHER, content, Optional.of(new RecordId(content)));
    refuse(Reason.UNKNOWN_RECORD, records.record(unfounded).by(bob, Role.OBJECTOR));
    refuse(Reason.DISPUTED, records.transfer(alice, registrar, work, 1));
    refuse(Reason.DISPUTED, records.pledge(alice, registrar, work, Right.RENTAL));
    refuse(Reason.DISPUTED, records.waive(alice, work, Right.RENTAL));
    refuse(Reason.DISPUTED, records.grant(alice, registrar, work, reproduction().exclusive()));
    accept(records.grant(alice, registrar, work, reproduction()));
    refuse(Reason.ROLE_DENIED, records.withdraw(alice, objection.id()));
    refuse(
        Reason.ROLE_DENIED,
        records.resolve(alice, objection.id(), ObjectionResolve.Outcome.DISMISSED));
    refuse(
        Reason.UNKNOWN_RECORD,
        records.resolve(office(), new RecordId(work.hash()), ObjectionResolve.Outcome.DISMISSED));
    accept(records.resolve(office(), objection.id(), ObjectionResolve.Outcome.DISMISSED));
    refuse(Reason.BAD_TRANSITION, records.withdraw(bob, objection.id()));
    refuse(
        Reason.BAD_TRANSITION,
        records.resolve(office(), objection.id(), ObjectionResolve.Outcome.UPHELD));
    accept(records.transfer(alice, registrar, work, 1));
  }

  // ---- batch.timestamp, publication, recommendation, access, correction, notices

  private Actor platform() throws Exception {
    Actor platform = actor("platform", SignatureAlgorithm.ED25519);
    accept(records.registerOrganisation(registrar, platform));
    return platform;
  }

  @Test
  void batchesPublicationsAndRecommendationsAreRefused() throws Exception {
    WorkId work = declared();
    refuse(Reason.ROLE_DENIED, records.timestamp(alice, Role.PLATFORM, content));
    refuse(Reason.ROLE_DENIED, records.timestamp(registrar, Role.NOTARY, content));
    refuse(Reason.UNKNOWN_KEY, records.timestamp(stranger, Role.PLATFORM, content));
    Actor platform = platform();
    TestRecord batch = records.timestamp(platform, Role.PLATFORM, content);
    refuse(Reason.MALFORMED, edited(batch, "\"count\":100", "\"count\":1048577"));
    refuse(Reason.MALFORMED, edited(batch, "RFC6962_SHA256", "SHA256"));
    accept(batch);
    refuse(Reason.ROLE_DENIED, records.publish(bob, work, content));
    refuse(Reason.UNKNOWN_WORK, records.publish(platform, new WorkId(content), content));
    TestRecord published = records.publish(platform, work, content);
    refuse(Reason.MALFORMED, edited(published, "https://example", "ftp://example"));
    refuse(Reason.CLEAR_PERSONAL_DATA, edited(published, "gallery/7", "gallery/13812345678"));
    accept(published);
    refuse(Reason.ROLE_DENIED, records.recommend(bob, Optional.of(work), content));
    refuse(
        Reason.UNKNOWN_WORK,
        records.recommend(platform, Optional.of(new WorkId(content)), content));
    accept(records.recommend(platform, Optional.of(work), content));
  }

  @Test
  void accessesAreRefused() throws Exception {
    WorkId work = declared();
    Actor platform = platform();
    Access.Mode view = Access.Mode.VIEW;
    refuse(Reason.ROLE_DENIED, records.access(bob, work, view, Optional.empty()));
    refuse(
        Reason.UNKNOWN_WORK, records.access(platform, new WorkId(content), view, Optional.empty()));
    refuse(
        Reason.UNKNOWN_RECORD,
        records.access(platform, work, view, Optional.of(new RecordId(content))));
    TestRecord licence = records.grant(alice, bob, work, reproduction());
    accept(licence);
    refuse(Reason.ROLE_DENIED, records.access(platform, work, view, Optional.of(licence.id())));
    TestRecord own = records.grant(alice, platform, work, reproduction());
    accept(own);
    TestRecord other = records.declare(alice, records.hash("other"));
    accept(other);
    refuse(
        Reason.EXCEEDS_PARENT, records.access(platform, other.work(), view, Optional.of(own.id())));
    accept(records.access(platform, work, view, Optional.of(own.id())));
    accept(records.renounce(platform, own.id()));
    refuse(Reason.LICENCE_ENDED, records.access(platform, work, view, Optional.of(own.id())));
    TestRecord many = records.accesses(platform, work, view, 1_000);
    refuse(Reason.MALFORMED, edited(many, "\"count\":1000", "\"count\":0"));
    TestRecord one = records.access(platform, work, view, Optional.empty());
    refuse(Reason.CLEAR_PERSONAL_DATA, edited(one, "user-7", "13812345678"));
    accept(many);
  }

  @Test
  void correctionsAreRefused() throws Exception {
    TestRecord work = records.declare(alice, content);
    refuse(Reason.UNKNOWN_RECORD, records.correct(alice, work.id()));
    accept(work);
    refuse(Reason.ROLE_DENIED, records.correct(bob, work.id()));
    refuse(Reason.ROLE_DENIED, records.correct(alice, Role.OWNER, work.id()));
    TestRecord correction = records.correct(alice, work.id());
    refuse(Reason.CLEAR_PERSONAL_DATA, edited(correction, "春江花月夜", "13812345678"));
    refuse(Reason.CLEAR_PERSONAL_DATA, edited(correction, "\"title\"", "\"commitment\""));
    refuse(Reason.MALFORMED, edited(correction, "\"title\"", "\"a title\""));
    accept(correction);
    for (int i = 1; i < 64; i++) {
      accept(records.correct(alice, work.id()));
    }
    refuse(Reason.TOO_LARGE, records.correct(alice, work.id()));
  }

  @Test
  void noticesAndTheirAnswersAreRefused() throws Exception {
    WorkId work = declared();
    Actor platform = platform();
    TestRecord notice = records.notice(alice, platform, work, Right.RENTAL);
    refuse(Reason.NOT_OWNER, records.notice(bob, platform, work, Right.RENTAL));
    refuse(Reason.UNKNOWN_KEY, records.notice(alice, bob, work, Right.RENTAL));
    refuse(Reason.UNKNOWN_WORK, records.notice(alice, platform, new WorkId(content), Right.RENTAL));
    refuse(Reason.UNKNOWN_RECORD, records.counter(platform, notice.id()));
    refuse(Reason.UNKNOWN_RECORD, records.takedown(platform, new RecordId(work.hash())));
    refuse(Reason.MALFORMED, edited(notice, "https://example", "example"));
    accept(notice);
    refuse(Reason.ROLE_DENIED, records.counter(alice, notice.id()));
    TestRecord counter = records.counter(platform, notice.id());
    refuse(Reason.MALFORMED, edited(counter, "ANOTHER_WORK", "LICENSED"));
    accept(counter);
    accept(records.takedown(platform, notice.id()));
    refuse(Reason.ALREADY_ANSWERED, records.counter(platform, notice.id()));
    refuse(Reason.ALREADY_ANSWERED, records.takedown(platform, notice.id()));
  }

  // ---- private matter of any record, key.erase

  @Test
  void privateMatterIsRefused() throws Exception {
    refuse(Reason.CUSTODY_NOT_PROVEN, records.deposit(alice, content).privately(scarcelyKept()));
    PrivateMatter matter = privateMatter();
    TestRecord record = records.deposit(alice, content).privately(matter);
    accept(record);
    refuse(Reason.CUSTODY_NOT_PROVEN, records.deposit(alice, content).privately(matter));
    refuse(Reason.UNKNOWN_RECORD, records.erase(alice, Role.HOLDER, new RecordId(content)));
    refuse(Reason.ROLE_DENIED, records.erase(bob, Role.HOLDER, record.id()));
    refuse(Reason.ROLE_DENIED, records.erase(court(), Role.REGISTRAR, record.id()));
    TestRecord plain = records.deposit(alice, content);
    accept(plain);
    refuse(Reason.BAD_TRANSITION, records.erase(alice, Role.HOLDER, plain.id()));
    accept(records.erase(registrar, Role.REGISTRAR, record.id()));
    refuse(Reason.BAD_TRANSITION, records.erase(alice, Role.HOLDER, record.id()));
  }

  // ---- case.open, case.outcome, scope.grant, scope.revoke, read.lease, read.settle

  private Timestamp soon() {
    return now().plus(3_600_000);
  }

  private static Timestamp now() {
    return new Timestamp(System.currentTimeMillis());
  }

  private TestRecord opened(TestCases cases) throws Exception {
    TestRecord opened = cases.open(court(0).court());
    accept(opened);
    return opened;
  }

  @Test
  void casesAreRefused() throws Exception {
    TestCases cases = records.cases();
    Actor court = court(0).court();
    TestRecord unopened = cases.open(court);
    refuse(Reason.ROLE_DENIED, cases.open(alice));
    refuse(Reason.ROLE_DENIED, cases.open(office()));
    refuse(
        Reason.CLEAR_PERSONAL_DATA,
        edited(unopened, records.hash("number").hex(), "(2026) Jing 73", court.key()));
    refuse(Reason.UNKNOWN_RECORD, cases.close(court, unopened.id(), soon()));
    TestRecord opened = opened(cases);
    refuse(Reason.ROLE_DENIED, cases.close(court(1).court(), opened.id(), soon()));
    Timestamp tooLate = now().plus(11 * 366 * 86_400_000L);
    refuse(Reason.BAD_INTERVAL, cases.close(court, opened.id(), tooLate));
    Timestamp lifts = soon();
    accept(cases.close(court, opened.id(), lifts));
    refuse(Reason.BAD_TRANSITION, cases.close(court, opened.id(), lifts.plus(1)));
    for (int i = 1; i < 16; i++) {
      accept(cases.close(court, opened.id(), lifts));
    }
    refuse(Reason.TOO_LARGE, cases.close(court, opened.id(), lifts));
  }

  @Test
  void grantsToReadAreRefused() throws Exception {
    TestCases cases = records.cases();
    Actor court = court(0).court();
    RecordId opened = opened(cases).id();
    TestScope wide = TestScope.at(now()).depth(1);
    refuse(Reason.ROLE_DENIED, cases.grant(opened, alice.subject(), wide.scope(), office()));
    refuse(Reason.ROLE_DENIED, cases.grant(opened, alice.subject(), wide.scope(), court, court));
    refuse(Reason.ROLE_DENIED, cases.grant(opened, court.subject(), wide.scope(), court));
    refuse(Reason.UNKNOWN_KEY, cases.grant(opened, stranger.subject(), wide.scope(), court));
    refuse(
        Reason.UNKNOWN_RECORD,
        cases.grant(new RecordId(content), alice.subject(), wide.scope(), court));
    TestScope longer = TestScope.at(now()).lasting(Duration.ofDays(181));
    refuse(Reason.BAD_INTERVAL, cases.grant(opened, alice.subject(), longer.scope(), court));
    TestRecord grant = cases.grant(opened, alice.subject(), wide.scope(), court);
    refuse(Reason.MALFORMED, edited(grant, "CN-CPL-67", "Law, art. 67", court.key()));
    accept(grant);
    TestScope part = TestScope.at(now()).lasting(Duration.ofDays(1));
    refuse(
        Reason.ROLE_DENIED, cases.delegate(bob, opened, grant.id(), bob.subject(), part.scope()));
    refuse(
        Reason.EXCEEDS_SCOPE,
        cases.delegate(alice, opened, grant.id(), bob.subject(), part.works("another").scope()));
    refuse(Reason.ROLE_DENIED, cases.revoke(bob, Role.GRANTEE, grant.id()));
    refuse(Reason.UNKNOWN_RECORD, cases.revoke(court, Role.MEMBER, opened));
    accept(cases.revoke(court, Role.MEMBER, grant.id()));
    refuse(Reason.BAD_TRANSITION, cases.revoke(court, Role.MEMBER, grant.id()));
    refuse(
        Reason.GRANT_ENDED,
        cases.delegate(alice, opened, grant.id(), bob.subject(), part.works("work").scope()));
    accept(cases.close(court, opened, soon()));
    refuse(Reason.BAD_TRANSITION, cases.grant(opened, alice.subject(), wide.scope(), court));
  }

  @Test
  void leasesAreRefused() throws Exception {
    TestCases cases = records.cases();
    RunningCourt running = court(0);
    Actor node = running.node();
    RecordId opened = opened(cases).id();
    TestScope scope = TestScope.at(now()).reads(20, 10);
    TestRecord grant = cases.grant(opened, alice.subject(), scope.scope(), running.court());
    accept(grant);
    refuse(Reason.UNKNOWN_KEY, cases.lease(node, grant.id(), 1, soon()));
    accept(records.register(running.court(), node));
    refuse(Reason.ROLE_DENIED, cases.lease(alice, grant.id(), 1, soon()));
    refuse(Reason.UNKNOWN_RECORD, cases.lease(node, opened, 1, soon()));
    refuse(
        Reason.BAD_INTERVAL,
        cases.lease(node, grant.id(), 1, now().plus(Duration.ofDays(8).toMillis())));
    refuse(Reason.READS_EXHAUSTED, cases.lease(node, grant.id(), 21, soon()));
    refuse(Reason.RATE_LIMITED, cases.lease(node, grant.id(), 11, soon()));
    TestRecord lease = cases.lease(node, grant.id(), 5, soon());
    refuse(Reason.UNKNOWN_RECORD, cases.settle(node, lease.id(), 1));
    accept(lease);
    refuse(Reason.LEASE_OPEN, cases.lease(node, grant.id(), 1, soon()));
    refuse(Reason.ROLE_DENIED, cases.settle(alice, lease.id(), 1));
    refuse(Reason.READS_EXHAUSTED, cases.settle(node, lease.id(), 6));
    TestRecord settlement = cases.settle(node, lease.id(), 5);
    refuse(Reason.MALFORMED, edited(settlement, "\"count\":5", "\"count\":0", node.key()));
    accept(cases.revoke(alice, Role.GRANTEE, grant.id()));
    refuse(Reason.GRANT_ENDED, cases.lease(node, grant.id(), 1, soon()));
    accept(settlement);
    refuse(Reason.BAD_TRANSITION, cases.settle(node, lease.id(), 5));
  }

  // ---- infringement.allege, infringement.find, price.reference, report, court.submit,
  // court.receive

  @Test
  void allegationsAndFindingsAreRefused() throws Exception {
    WorkId work = declared();
    RecordId evidence = new RecordId(work.hash());
    refuse(
        Reason.UNKNOWN_WORK,
        records.allege(alice, bob, new WorkId(content), evidence, Right.RENTAL));
    refuse(Reason.NOT_OWNER, records.allege(bob, alice, work, evidence, Right.RENTAL));
    refuse(Reason.UNKNOWN_KEY, records.allege(alice, stranger, work, evidence, Right.RENTAL));
    refuse(
        Reason.UNKNOWN_RECORD,
        records.allege(alice, bob, work, new RecordId(content), Right.RENTAL));
    refuse(Reason.ROLE_DENIED, records.allege(bob, work, evidence, Right.RENTAL));
    TestRecord allegation = records.allege(alice, bob, work, evidence, Right.RENTAL);
    refuse(Reason.MALFORMED, edited(allegation, "REDISTRIBUTION", "THEFT"));
    refuse(
        Reason.CLEAR_PERSONAL_DATA,
        edited(allegation, records.hash("details").hex(), "Zhang San did it"));
    long from = TestRecords.WINDOW.from().value();
    refuse(
        Reason.BAD_INTERVAL,
        edited(allegation, "\"until\":" + TestRecords.WINDOW.until(), "\"until\":" + from));
    accept(allegation);
    InfringementFind.Outcome infringed = InfringementFind.Outcome.INFRINGED;
    refuse(Reason.ROLE_DENIED, records.find(alice, allegation.id(), infringed));
    refuse(Reason.ROLE_DENIED, records.find(office(), allegation.id(), infringed));
    refuse(Reason.UNKNOWN_RECORD, records.find(court(), evidence, infringed));
    Interval wider = new Interval(new Timestamp(from - 1), TestRecords.WINDOW.until());
    refuse(
        Reason.BAD_INTERVAL, records.find(court(), allegation.id(), infringed, Optional.of(wider)));
    InfringementFind inNoCase =
        new InfringementFind(
            allegation.id(),
            InfringementFind.Outcome.NOT_INFRINGED,
            InfringementFind.Intent.NOT_STATED,
            false,
            content,
            Optional.empty(),
            Optional.of(evidence),
            new TreeMap<>());
    refuse(Reason.UNKNOWN_RECORD, records.record(inNoCase).by(court(), Role.MEMBER));
    TestRecord own = records.allege(alice, court(), work, evidence, Right.RENTAL);
    accept(own);
    refuse(Reason.ROLE_DENIED, records.find(court(), own.id(), infringed));
    for (int i = 0; i < 16; i++) {
      accept(records.find(court(), allegation.id(), infringed));
    }
    refuse(Reason.TOO_LARGE, records.find(court(), allegation.id(), infringed));
  }

  @Test
  void pricesAreRefused() throws Exception {
    WorkId work = declared();
    refuse(Reason.ROLE_DENIED, records.price(alice, "songs", 5));
    refuse(Reason.ROLE_DENIED, records.price(court(), "songs", 5));
    TestRecord statistic = records.price(office(), "songs", 500_700);
    refuse(Reason.MALFORMED, edited(statistic, "500700", "0", office().key()));
    refuse(Reason.BAD_IDENTIFIER, edited(statistic, "\"CNY\"", "\"XAU\"", office().key()));
    refuse(
        Reason.CLEAR_PERSONAL_DATA,
        edited(statistic, "MARKET_STATISTIC", "LICENCE_FEE", office().key()));
    refuse(
        Reason.UNKNOWN_RECORD,
        records.price(office(), new RecordId(content), PriceReference.Basis.LICENCE_FEE));
    TestRecord licence = records.grant(alice, bob, work, reproduction());
    accept(licence);
    refuse(
        Reason.UNKNOWN_RECORD,
        records.price(office(), licence.id(), PriceReference.Basis.SALE_PRICE));
    accept(records.price(office(), licence.id(), PriceReference.Basis.LICENCE_FEE));
    accept(statistic);
  }

  @Test
  void reportsAreRefused() throws Exception {
    WorkId work = declared();
    Height block = new Height(0);
    refuse(Reason.ROLE_DENIED, records.report(alice, Role.OWNER, work, block, content));
    refuse(Reason.ROLE_DENIED, records.report(office(), Role.MEMBER, work, block, content));
    refuse(Reason.UNKNOWN_KEY, records.report(stranger, Role.DEPOSITOR, work, block, content));
    refuse(
        Reason.UNKNOWN_WORK,
        records.report(alice, Role.DEPOSITOR, new WorkId(content), block, content));
    refuse(
        Reason.UNKNOWN_RECORD,
        records.report(alice, Role.DEPOSITOR, work, new Height(1_000_000), content));
    TestRecord report = records.report(alice, Role.DEPOSITOR, work, block, content);
    String onTheWork = "\"type\":\"report\",\"work\":\"" + work.hex() + "\"";
    String onNobody = "\"subject\":\"nobody\",\"type\":\"report\"";
    refuse(Reason.MALFORMED, edited(report, "TRANSACTIONS", "OPINION"));
    refuse(Reason.MALFORMED, edited(report, "TRANSACTIONS", "CASE_VERIFICATION"));
    refuse(Reason.UNKNOWN_RECORD, edited(report, onTheWork, onNobody));
    accept(report);
    accept(records.report(court(), Role.MEMBER, work, block, content));
  }

  @Test
  void submissionsAndTheirAnswersAreRefused() throws Exception {
    OrgId court = new OrgId(court().subject().text());
    refuse(Reason.UNKNOWN_ORGANISATION, records.submit(alice, new OrgId("nobody"), content));
    refuse(Reason.ROLE_DENIED, records.submit(alice, observer(), content));
    refuse(Reason.UNKNOWN_KEY, records.submit(stranger, court, content));
    refuse(Reason.UNKNOWN_WORK, records.submit(alice, court, content, new WorkId(content)));
    TestRecord submission = records.submit(alice, court, content);
    refuse(
        Reason.UNKNOWN_RECORD,
        edited(submission, "{\"chain\":", "{\"case\":\"" + content + "\",\"chain\":"));
    refuse(
        Reason.CLEAR_PERSONAL_DATA,
        edited(
            records.submit(alice, court, content, new WorkId(content)),
            "{\"chain\":",
            "{\"case\":\"" + content + "\",\"chain\":"));
    refuse(Reason.UNKNOWN_RECORD, records.receive(court(), submission.id(), content));
    accept(submission);
    refuse(Reason.ROLE_DENIED, records.receive(alice, submission.id(), content));
    refuse(Reason.ROLE_DENIED, records.receive(office(), submission.id(), content));
    refuse(
        Reason.COMMITMENT_MISMATCH,
        records.receive(court(), submission.id(), records.hash("another")));
    accept(records.receive(court(), submission.id(), content));
    refuse(
        Reason.ALREADY_ANSWERED,
        records.refuse(court(), submission.id(), CourtReceive.Ground.OTHER));
  }

  // ---- standard.propose, standard.vote, standard.activate, assessment

  @Test
  void standardsAreRefused() throws Exception {
    Standard standard = TestStandards.named("rules.standard");
    Hash results = TestStandards.compiled(standard).testResults();
    refuse(Reason.ROLE_DENIED, standards().propose(alice, standard));
    refuse(Reason.RESULT_DIFFERS, standards().propose(court(), standard, content));
    refuse(
        Reason.BAD_FORMULA,
        standards()
            .propose(
                court(),
                TestStandards.changed("compensation + expenses_due", "int(1.5)"),
                results));
    refuse(
        Reason.TEST_FAILED,
        standards()
            .propose(court(), TestStandards.changed("\"total\":14192000", "\"total\":1"), results));
    refuse(
        Reason.BAD_PROPOSAL,
        standards()
            .propose(court(), standard)
            .notAfter(new Timestamp(System.currentTimeMillis() + 100L * 24 * 3600 * 1000)));
    List<TestRecord> course = inForce(standard);
    accept(course.getFirst());
    refuse(Reason.ALREADY_PROPOSED, standards().propose(court(), standard));
    refuse(Reason.QUORUM_NOT_REACHED, course.getLast());
    refuse(Reason.RESULT_DIFFERS, standards().vote(office(), course.getFirst(), content));
    refuse(Reason.ALREADY_VOTED, standards().vote(court(), course.getFirst(), results));
    refuse(
        Reason.UNKNOWN_RECORD,
        standards().activate(court(), records.deposit(alice, records.hash("no proposal"))));
    for (TestRecord record : course.subList(1, course.size())) {
      accept(record);
    }
    refuse(Reason.BAD_TRANSITION, standards().activate(court(), course.getFirst()));
  }

  @Test
  void assessmentsAreRefused() throws Exception {
    WorkId work = declared();
    RecordId evidence = new RecordId(work.hash());
    TestRecord allegation = records.allege(alice, bob, work, evidence, Right.RENTAL);
    accept(allegation);
    List<GivenInput> inputs = List.of(TestStandards.supposed("expenses", Json.of(5)));
    TestRecord assessment = standards().assess(alice, allegation.id(), inputs);
    refuse(Reason.NOT_IN_FORCE, assessment);
    for (TestRecord record : inForce(TestStandards.COPYRIGHT)) {
      accept(record);
    }
    refuse(Reason.ROLE_DENIED, standards().assess(office(), allegation.id(), inputs));
    refuse(Reason.UNKNOWN_RECORD, standards().assess(alice, evidence, inputs));
    refuse(
        Reason.RESULT_DIFFERS,
        standards().assess(alice, allegation.id(), inputs, content, Optional.empty()));
    refuse(
        Reason.MALFORMED,
        standards()
            .assess(
                alice,
                allegation.id(),
                List.of(TestStandards.supposed("days", Json.of(5))),
                content,
                Optional.empty()));
    accept(standards().assess(alice, allegation.id(), inputs));
  }
}
