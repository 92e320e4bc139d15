package org.colophon.core.contract;

import java.util.Optional;
import org.colophon.core.OrgId;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.content.Content;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.query.AsOf;
import org.colophon.core.query.CaseView;
import org.colophon.core.query.GrantView;
import org.colophon.core.query.LeaseView;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.record.RecordParser;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestCases;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestScope;

/** A ledger on which a court has opened a case, and what the tests of grants ask of it. */
abstract class CaseContractTest extends ContractTest {
  static final long HOUR = 3_600_000;
  static final long DAY = 24 * HOUR;

  final TestCases cases = records.cases();
  final Actor courtSouth = consortium.actor(TestConsortium.COURT_SOUTH);
  final Actor procuratorate = consortium.actor(TestConsortium.PROCURATORATE);
  final Actor office = consortium.actor(TestConsortium.OFFICE);
  final Actor judge = consortium.actor("judge-li");
  final Actor node = nodeOf(TestConsortium.COURT_NORTH);
  final RecordId opened;

  CaseContractTest() throws Exception {
    accept(records.register(court, judge));
    accept(records.register(court, node));
    opened = openedBy(court);
  }

  Actor nodeOf(OrgId organisation) {
    return consortium.actor(TestConsortium.node(organisation).text());
  }

  RecordId openedBy(Actor organ) throws Exception {
    return accept(cases.open(organ)).id();
  }

  /** The time of the newest block. */
  Timestamp now() {
    return ledger.ledger().tip().header().time();
  }

  /** Lets time pass: the validators seal at a time that is so much later. */
  void pass(long ms) throws Exception {
    Timestamp then = now().plus(ms);
    ledger.seal(then.seconds());
    acceptAt(then, cases.open(courtSouth));
  }

  RecordId granted(Actor grantee, TestScope scope) throws Exception {
    return accept(cases.grant(opened, grantee.subject(), scope.scope(), court)).id();
  }

  RecordId delegated(Actor from, RecordId parent, Actor to, TestScope scope) throws Exception {
    return accept(delegates(from, parent, to, scope)).id();
  }

  TestRecord delegates(Actor from, RecordId parent, Actor to, TestScope scope) {
    return cases.delegate(from, opened, parent, to.subject(), scope.scope());
  }

  TestScope scope() {
    return TestScope.at(now());
  }

  GrantState grant(RecordId id) throws Exception {
    return GrantState.read(ledger.state(GrantState.stateKey(id)).orElseThrow());
  }

  interface Question<T> {
    T ask(LedgerQuery query) throws RefusedException;
  }

  <T> T ask(Question<T> question) throws RefusedException {
    try (LedgerReader reader = ledger.read()) {
      return question.ask(new LedgerQuery(reader, consortium.genesis()));
    }
  }

  CaseView caseView(RecordId id) throws Exception {
    return ask(query -> CaseView.of(query, id, AsOf.newest(query)).orElseThrow());
  }

  GrantView grantView(RecordId id) throws Exception {
    return ask(query -> GrantView.of(query, id, AsOf.newest(query)).orElseThrow());
  }

  GrantView grantViewAt(RecordId id, Timestamp time) throws Exception {
    return ask(query -> GrantView.of(query, id, AsOf.time(query, time)).orElseThrow());
  }

  LeaseView leaseView(RecordId id) throws Exception {
    return ask(query -> LeaseView.of(query, id, AsOf.newest(query)).orElseThrow());
  }

  Optional<GrantLine.Cause> ended(RecordId grant) throws Exception {
    return grantView(grant).ended().map(GrantLine.Ending::cause);
  }

  /** What a record says, for somebody else to sign. */
  static Content content(TestRecord record) throws Exception {
    return new RecordParser(65_536).parseStatement(record.statement()).content();
  }
}
