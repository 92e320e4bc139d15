package org.colophon.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Link;
import org.colophon.core.chain.Receipt;
import org.colophon.core.content.Correction;
import org.colophon.core.content.PriceReference;
import org.colophon.core.content.Right;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.provenance.Trace;
import org.colophon.core.provenance.TraceEvent;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.query.WorkView;
import org.colophon.core.record.Role;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestTerms;
import org.junit.jupiter.api.Test;

/** correction. */
class CorrectionsTest extends ContractTest {
  CorrectionsTest() throws Exception {}

  @Test
  void aCorrectionStandsBesideTheRecordAndChangesNothingElse() throws Exception {
    TestRecord work = records.declare(alice, CONTENT);
    accept(work);
    TestRecord correction = records.correct(alice, work.id());
    Receipt receipt = accept(correction);
    TestRecord again = records.correct(alice, Role.CREATOR, correction.id());
    accept(again);
    assertThat(linked(Link.work(work.work()))).contains(receipt.index());
    try (LedgerReader reader = ledger.read()) {
      LedgerQuery query = new LedgerQuery(reader, consortium.genesis());
      WorkView view = WorkView.of(query, work.work()).orElseThrow();
      assertThat(view.corrections()).containsExactly(correction.id());
      assertThat(view.declaration().orElseThrow().title()).isEqualTo("春江花月夜 (a reading)");
      List<TraceEvent> events = Trace.page(query, work.work(), 10, "").orElseThrow().events();
      assertThat(events)
          .extracting(TraceEvent::corrections)
          .containsExactly(List.of(correction.id()), List.of(again.id()), List.of());
      assertThat(events.getFirst().summary())
          .endsWith("Corrected by record " + correction.id().hex().substring(0, 12) + "….");
    }
  }

  @Test
  void eachSignerCorrectsInItsOwnCapacity() throws Exception {
    TestRecord work = records.declare(alice, CONTENT);
    accept(work);
    TestRecord sale = records.transfer(alice, bob, work.work(), 1);
    accept(sale);
    accept(records.correct(bob, Role.ACQUIRER, sale.id()));
    accept(records.correct(alice, Role.OWNER, sale.id()));
    assertRefused(Reason.ROLE_DENIED, records.correct(bob, Role.OWNER, sale.id()));
    assertRefused(Reason.ROLE_DENIED, records.correct(alice, Role.CREATOR, sale.id()));
  }

  @Test
  void refusesACorrectionByOthersOrOfNothing() throws Exception {
    TestRecord work = records.declare(alice, CONTENT);
    assertRefused(Reason.UNKNOWN_RECORD, records.correct(alice, work.id()));
    accept(work);
    assertRefused(Reason.ROLE_DENIED, records.correct(bob, work.id()));
    assertRefused(Reason.ROLE_DENIED, records.correct(alice, work.id()).by(bob, Role.CREATOR));
    assertRefused(Reason.UNKNOWN_KEY, records.correct(stranger, work.id()));
  }

  private TestRecord setting(Actor signer, Role role, RecordId corrects, String member) {
    Correction.Item item =
        new Correction.Item(member, Optional.of("CNY 24000.00"), Optional.empty());
    return records
        .record(new Correction(corrects, List.of(item), Optional.empty()))
        .by(signer, role);
  }

  private TestRecord committing(Actor signer, Role role, RecordId corrects, String member) {
    Correction.Item item = new Correction.Item(member, Optional.empty(), Optional.of(OTHER));
    return records
        .record(new Correction(corrects, List.of(item), Optional.empty()))
        .by(signer, role);
  }

  @Test
  void whatWasCommittedToIsNotPutRightInClear() throws Exception {
    WorkId work = declare(alice, CONTENT);
    TestRecord licence = records.grant(alice, bob, work, TestTerms.of(Right.REPRODUCTION));
    accept(licence);
    assertRefused(Reason.CLEAR_PERSONAL_DATA, setting(alice, Role.LICENSOR, licence.id(), "fee"));
    accept(setting(alice, Role.LICENSOR, licence.id(), "channel"));
    TestRecord committed = committing(alice, Role.LICENSOR, licence.id(), "fee");
    accept(committed);
    assertRefused(Reason.CLEAR_PERSONAL_DATA, setting(alice, Role.LICENSOR, committed.id(), "fee"));
    TestRecord opened = records.cases().open(court);
    accept(opened);
    for (String member : List.of("number", "works", "parties")) {
      assertRefused(Reason.CLEAR_PERSONAL_DATA, setting(court, Role.MEMBER, opened.id(), member));
    }
    Actor office = consortium.actor(TestConsortium.OFFICE);
    TestRecord priced = records.price(office, licence.id(), PriceReference.Basis.LICENCE_FEE);
    accept(priced);
    for (String member : List.of("amount", "commitment")) {
      assertRefused(Reason.CLEAR_PERSONAL_DATA, setting(office, Role.MEMBER, priced.id(), member));
    }
  }

  @Test
  void refusesALineOfCorrectionsThatNobodyFollows() throws Exception {
    TestRecord work = records.declare(alice, CONTENT);
    accept(work);
    RecordId last = work.id();
    for (int i = 0; i < CorrectionContract.HOPS_MAX; i++) {
      TestRecord correction = records.correct(alice, last);
      accept(correction);
      last = correction.id();
    }
    assertRefused(Reason.TOO_LARGE, records.correct(alice, last));
  }

  @Test
  void aKeyThatTookOverCorrectsWhatTheFormerSigned() throws Exception {
    TestRecord work = records.declare(alice, CONTENT);
    accept(work);
    accept(records.rotate(alice, alice.with(consortium.key("alice", 1))));
    assertRefused(Reason.KEY_REVOKED, records.correct(alice, work.id()));
    accept(records.correct(alice.with(consortium.key("alice", 1)), work.id()));
  }

  @Test
  void refusesMoreCorrectionsThanAnybodyReads() throws Exception {
    TestRecord work = records.declare(alice, CONTENT);
    accept(work);
    for (int i = 0; i < Corrections.RECORDS_MAX; i++) {
      accept(records.correct(alice, work.id()));
    }
    assertRefused(Reason.TOO_LARGE, records.correct(alice, work.id()));
    Optional<RecordId> last =
        Optional.of(
            Corrections.read(ledger.state(Corrections.stateKey(work.id())).orElseThrow())
                .records()
                .getLast());
    accept(records.correct(alice, last.orElseThrow()));
  }
}
