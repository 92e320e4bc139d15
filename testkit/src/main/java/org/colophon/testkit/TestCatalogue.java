package org.colophon.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.colophon.core.Height;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.Chain;
import org.colophon.core.content.Access;
import org.colophon.core.content.InfringementFind;
import org.colophon.core.content.ObjectionRaise;
import org.colophon.core.content.ObjectionResolve;
import org.colophon.core.content.PriceReference;
import org.colophon.core.content.RecordType;
import org.colophon.core.content.Right;
import org.colophon.core.custody.PrivateMatter;
import org.colophon.core.json.Json;
import org.colophon.core.membership.Organisation;
import org.colophon.core.membership.Tier;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;

/**
 * An example of each record type, with the records that must stand before it. A new type does not
 * compile until it has an example here.
 */
public final class TestCatalogue {
  private final TestRecords records;
  private final TestChanges changes;
  private final TestStandards standards;
  private final Actor notary;
  private final Actor office;
  private final Actor court;
  private final Organisation newcomer;
  private final Actor node;
  private final Actor author;
  private final Actor publisher;
  private final Actor platform;
  private final Hash content;
  private final Hash derivedContent;
  private final PrivateMatter privateMatter;
  private final BlockHeader first;

  private TestCatalogue(TestConsortium consortium) {
    this.first = new Chain(consortium.genesis()).begin().tip().header();
    this.records = consortium.records();
    this.changes = consortium.changes(consortium.genesis().membership());
    this.standards = consortium.standards();
    this.notary = consortium.actor(TestConsortium.NOTARY);
    this.office = consortium.actor(TestConsortium.OFFICE);
    this.court = consortium.actor(TestConsortium.COURT_NORTH);
    this.newcomer = consortium.newcomer("archive", Tier.OBSERVER);
    this.node = consortium.actor(TestConsortium.node(TestConsortium.COURT_NORTH).text());
    this.author = consortium.actor("author");
    this.publisher = consortium.actor("publisher").with(consortium.key("publisher", 1));
    this.platform = consortium.actor("platform");
    this.content = consortium.hash("content");
    this.derivedContent = consortium.hash("derived content");
    this.privateMatter =
        consortium
            .custody()
            .matter("ciphertext", TestConsortium.COURT_NORTH, TestConsortium.NOTARY);
  }

  /**
   * Records that are accepted one after another on a new chain of the newest level; the last is of
   * that type.
   */
  public static List<TestRecord> example(TestConsortium consortium, RecordType type) {
    return new TestCatalogue(consortium).example(type);
  }

  private List<TestRecord> example(RecordType type) {
    TestRecord registration = records.register(notary, author);
    TestRecord draft = records.draft(author, records.commitment(author, content));
    TestRecord work = records.declare(author, content);
    TestRecord publishes = records.register(notary, publisher);
    TestRecord site = records.registerOrganisation(notary, platform);
    TestRecord notice = records.notice(author, platform, work.work(), Right.REPRODUCTION);
    TestCases cases = records.cases();
    TestRecord opened = cases.open(court);
    TestRecord read = cases.grant(opened.id(), author.subject(), TestScope.plain().scope(), court);
    TestRecord registersNode = records.register(court, node);
    TestRecord lease =
        cases.lease(node, read.id(), 10, TestConsortium.START.plus(Duration.ofDays(1).toMillis()));
    return switch (type) {
      case SUBJECT_REGISTER -> List.of(registration);
      case KEY_ROTATE -> List.of(publishes, rotation());
      case KEY_REVOKE -> List.of(registration, records.revoke(author));
      case DRAFT_ADD -> List.of(registration, draft);
      case WORK_DECLARE -> List.of(registration, work);
      case WORK_REVEAL -> List.of(registration, draft, records.reveal(author, draft.id(), content));
      case EVIDENCE_DEPOSIT -> List.of(registration, records.deposit(author, content));
      case EVIDENCE_CAPTURE -> List.of(registration, records.capture(author, content));
      case SUPPLEMENT ->
          List.of(registration, work, records.supplement(author, work.id(), content));
      case APPLICATION_FILE -> List.of(registration, work, application(work));
      case APPLICATION_DECIDE -> {
        TestRecord application = application(work);
        yield List.of(
            registration,
            work,
            application,
            records.confirm(office, application.id(), "2026-F-00012345"));
      }
      case OBJECTION_RAISE -> List.of(registration, work, objection(work));
      case OBJECTION_RESOLVE -> {
        TestRecord objection = objection(work);
        yield List.of(
            registration,
            work,
            objection,
            records.resolve(office, objection.id(), ObjectionResolve.Outcome.DISMISSED));
      }
      case CORRECTION -> List.of(registration, work, records.correct(author, work.id()));
      case BATCH_TIMESTAMP -> List.of(records.timestamp(notary, content));
      case PUBLICATION ->
          List.of(registration, site, work, records.publish(platform, work.work(), content));
      case RECOMMENDATION -> List.of(site, records.recommend(platform, Optional.empty(), content));
      case ACCESS ->
          List.of(
              registration,
              site,
              work,
              records.access(platform, work.work(), Access.Mode.VIEW, Optional.empty()));
      case NOTICE_SEND -> List.of(registration, site, work, notice);
      case NOTICE_COUNTER ->
          List.of(registration, site, work, notice, records.counter(platform, notice.id()));
      case TAKEDOWN ->
          List.of(registration, site, work, notice, records.takedown(platform, notice.id()));
      case INFRINGEMENT_ALLEGE -> List.of(registration, publishes, work, allegation(work));
      case INFRINGEMENT_FIND -> {
        TestRecord allegation = allegation(work);
        yield List.of(
            registration,
            publishes,
            work,
            allegation,
            records.find(court, allegation.id(), InfringementFind.Outcome.INFRINGED));
      }
      case PRICE_REFERENCE -> {
        TestRecord grant = grant(work);
        yield List.of(
            registration,
            publishes,
            work,
            grant,
            records.price(office, grant.id(), PriceReference.Basis.LICENCE_FEE));
      }
      case COURT_SUBMIT -> List.of(registration, work, submission(work));
      case COURT_RECEIVE -> {
        TestRecord submission = submission(work);
        yield List.of(
            registration, work, submission, records.receive(court, submission.id(), content));
      }
      case REPORT ->
          List.of(
              registration,
              work,
              records.report(author, Role.DEPOSITOR, work.work(), new Height(0), content));
      case TRANSFER ->
          List.of(
              registration,
              publishes,
              work,
              records.transfer(author, publisher, work.work(), 2_500));
      case LICENCE_GRANT -> List.of(registration, publishes, work, grant(work));
      case LICENCE_SUB -> {
        TestRecord grant = grant(work);
        yield List.of(
            registration,
            publishes,
            work,
            grant,
            records.sublicense(publisher, notary, grant.id(), terms()));
      }
      case LICENCE_TERMINATE -> {
        TestRecord grant = grant(work);
        yield List.of(registration, publishes, work, grant, records.terminate(author, grant.id()));
      }
      case WORK_DERIVE -> {
        TestRecord grant = grant(work);
        TestRecord derived = records.declareDerived(publisher, work.work(), derivedContent);
        yield List.of(
            registration,
            publishes,
            work,
            grant,
            derived,
            records.derive(publisher, derived.work(), grant.id()));
      }
      case RIGHT_ENCUMBER ->
          List.of(
              registration, work, records.pledge(author, notary, work.work(), Right.REPRODUCTION));
      case RIGHT_WAIVE ->
          List.of(registration, work, records.waive(author, work.work(), Right.REPRODUCTION));
      case CASE_OPEN -> List.of(opened);
      case CASE_OUTCOME -> List.of(opened, cases.close(court, opened.id(), TestTerms.YEAR_2030));
      case SCOPE_GRANT -> List.of(registration, opened, read);
      case SCOPE_REVOKE ->
          List.of(registration, opened, read, cases.revoke(court, Role.MEMBER, read.id()));
      case READ_LEASE -> List.of(registration, registersNode, opened, read, lease);
      case READ_SETTLE ->
          List.of(
              registration, registersNode, opened, read, lease, cases.settle(node, lease.id(), 7));
      case KEY_ERASE -> {
        TestRecord deposit = records.deposit(author, content).privately(privateMatter);
        yield List.of(registration, deposit, records.erase(author, Role.HOLDER, deposit.id()));
      }
      case ORG_ADMIT -> List.of(changes.admit(notary, newcomer));
      case ORG_SUSPEND -> List.of(changes.suspend(notary, TestConsortium.PROCURATORATE));
      case LEVEL_RAISE -> List.of(changes.raise(notary));
      case ORG_VOTE -> {
        TestRecord proposal = changes.suspend(notary, TestConsortium.PROCURATORATE);
        yield List.of(proposal, changes.vote(office, proposal));
      }
      case STANDARD_PROPOSE -> List.of(standard());
      case STANDARD_VOTE -> {
        TestRecord proposal = standard();
        yield List.of(proposal, standards.vote(office, proposal));
      }
      case STANDARD_ACTIVATE -> inForce();
      case TIME_DISPUTE -> List.of(registersNode, records.dispute(node, first));
      case ASSESSMENT -> {
        TestRecord allegation = allegation(work);
        yield Stream.of(
                inForce(),
                List.of(
                    registration,
                    publishes,
                    work,
                    allegation,
                    standards.assess(
                        court,
                        allegation.id(),
                        List.of(TestStandards.supposed("expenses", Json.of(920_000))))))
            .flatMap(List::stream)
            .toList();
      }
    };
  }

  private TestRecord standard() {
    return standards.propose(notary, TestStandards.COPYRIGHT);
  }

  private List<TestRecord> inForce() {
    TestRecord proposal = standard();
    return List.of(
        proposal,
        standards.vote(office, proposal),
        standards.vote(court, proposal),
        standards.activate(court, proposal));
  }

  private TestRecord application(TestRecord work) {
    return records.apply(author, work.work(), TestConsortium.OFFICE);
  }

  private TestRecord objection(TestRecord work) {
    return records.object(notary, work.work(), ObjectionRaise.Ground.AUTHORSHIP);
  }

  private TestRecord allegation(TestRecord work) {
    return records.allege(author, publisher, work.work(), work.id(), Right.REPRODUCTION);
  }

  private TestRecord submission(TestRecord work) {
    return records.submit(author, TestConsortium.COURT_NORTH, content, work.work());
  }

  private TestRecord grant(TestRecord work) {
    return records.grant(author, publisher, work.work(), terms());
  }

  private static TestTerms terms() {
    return TestTerms.of(Right.REPRODUCTION, Right.TRANSLATION).sublicensing();
  }

  private TestRecord rotation() {
    return records.rotate(publisher, publisher.with(author.key()));
  }
}
