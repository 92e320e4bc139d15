package org.colophon.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Optional;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Link;
import org.colophon.core.chain.Outcome;
import org.colophon.core.chain.Receipt;
import org.colophon.core.content.DraftAdd;
import org.colophon.core.content.EvidenceDeposit;
import org.colophon.core.content.RecordType;
import org.colophon.core.content.Right;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.content.WorkReveal;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.query.LookupMatch;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import org.colophon.testkit.TestRecord;
import org.junit.jupiter.api.Test;

/** draft.add, work.declare, work.reveal, evidence.deposit and supplement. */
class WorksTest extends ContractTest {
  WorksTest() throws Exception {}

  private TestRecord draftAfter(TestRecord previous, WorkId work, long sequence, boolean fork) {
    DraftAdd content =
        new DraftAdd(
            Optional.of(work), sequence, OTHER, Optional.of(previous.id()), Optional.empty(), fork);
    return consortium.record(content).by(alice, Role.CREATOR);
  }

  // draft.add

  @Test
  void theFirstDraftOpensTheWork() throws Exception {
    TestRecord draft = records.draft(alice, CONTENT);
    Receipt receipt = accept(draft);
    assertThat(work(draft.work()))
        .isEqualTo(new WorkState(alice.subject(), WorkState.Status.DRAFT, Optional.empty(), 1));
    assertThat(linked(Link.work(draft.work()))).containsExactly(receipt.index());
    assertThat(ledger.state(Title.stateKey(draft.work()))).isEmpty();
  }

  @Test
  void draftsFollowEachOther() throws Exception {
    TestRecord first = records.draft(alice, CONTENT);
    accept(first);
    TestRecord second = draftAfter(first, first.work(), 2, false);
    accept(second);
    Receipt third = accept(draftAfter(second, first.work(), 3, false));
    assertThat(work(first.work()).drafts()).isEqualTo(3);
    assertThat(linked(Link.work(first.work()))).hasSize(3).contains(third.index());
  }

  @Test
  void refusesADraftThatDoesNotFollow() throws Exception {
    TestRecord first = records.draft(alice, CONTENT);
    TestRecord other = records.draft(alice, OTHER);
    accept(first);
    accept(other);
    assertRefused(Reason.STALE_PREVIOUS, draftAfter(first, first.work(), 1, false));
    assertRefused(Reason.STALE_PREVIOUS, draftAfter(first, first.work(), 3, false));
    assertRefused(Reason.STALE_PREVIOUS, draftAfter(other, first.work(), 2, false));
    TestRecord unknown = records.draft(alice, CONTENT);
    assertRefused(Reason.STALE_PREVIOUS, draftAfter(unknown, first.work(), 2, false));
    TestRecord deposit = records.deposit(alice, CONTENT);
    accept(deposit);
    assertRefused(Reason.STALE_PREVIOUS, draftAfter(deposit, first.work(), 2, false));
    DraftAdd late =
        new DraftAdd(Optional.empty(), 2, CONTENT, Optional.empty(), Optional.empty(), false);
    assertRefused(Reason.STALE_PREVIOUS, consortium.record(late).by(alice, Role.CREATOR));
  }

  @Test
  void aForkIsDeclaredOrRefused() throws Exception {
    TestRecord first = records.draft(alice, CONTENT);
    accept(first);
    accept(draftAfter(first, first.work(), 2, false));
    assertRefused(Reason.FORK_UNDECLARED, draftAfter(first, first.work(), 2, false));
    accept(draftAfter(first, first.work(), 2, true));
  }

  @Test
  void refusesADraftOfAnUnknownOrForeignWork() throws Exception {
    TestRecord first = records.draft(alice, CONTENT);
    assertRefused(Reason.UNKNOWN_WORK, draftAfter(first, first.work(), 2, false));
    accept(first);
    assertRefused(Reason.ROLE_DENIED, records.draftAfter(bob, first.work(), first.id(), 2, OTHER));
    DraftAdd content =
        new DraftAdd(Optional.empty(), 1, OTHER, Optional.empty(), Optional.empty(), false);
    assertRefused(Reason.ROLE_DENIED, consortium.record(content).by(alice, Role.AGENT));
    assertRefused(
        Reason.ROLE_DENIED,
        consortium.record(content).by(alice, Role.CREATOR).by(bob, Role.CREATOR));
    assertRefused(Reason.UNKNOWN_KEY, records.draft(stranger, OTHER));
    assertRefused(
        Reason.ROLE_DENIED, consortium.record(content).by(alice.with(bob.key()), Role.CREATOR));
  }

  // work.declare

  @Test
  void declaringMakesTheAuthorsOwners() throws Exception {
    WorkDeclare content =
        records.published(List.of(author(alice, 7_000), author(bob, 3_000)), CONTENT);
    TestRecord record = consortium.record(content).by(alice, Role.CREATOR);
    Receipt receipt = accept(record);
    assertThat(work(record.work()))
        .isEqualTo(
            new WorkState(alice.subject(), WorkState.Status.DECLARED, Optional.of(record.id()), 0));
    assertThat(title(record.work()).share(alice.subject(), Right.REPRODUCTION)).isEqualTo(7_000);
    assertThat(title(record.work()).share(bob.subject(), Right.OTHER)).isEqualTo(3_000);
    assertThat(claim(CONTENT))
        .isEqualTo(new ContentClaim(receipt.index(), record.id(), Optional.of(record.work())));
    for (Link link :
        List.of(
            Link.work(record.work()),
            Link.digest(CONTENT),
            Link.subject(alice.subject()),
            Link.subject(bob.subject()))) {
      assertThat(linked(link)).as("%s", link).contains(receipt.index());
    }
  }

  @Test
  void aDraftedWorkIsDeclaredOnceByItsOpener() throws Exception {
    TestRecord draft = records.draft(alice, CONTENT);
    assertRefused(Reason.UNKNOWN_WORK, records.declareDrafted(alice, draft.work(), CONTENT));
    accept(draft);
    assertRefused(Reason.ROLE_DENIED, records.declareDrafted(bob, draft.work(), CONTENT));
    TestRecord declared = records.declareDrafted(alice, draft.work(), CONTENT);
    accept(declared);
    assertThat(work(draft.work()))
        .isEqualTo(
            new WorkState(
                alice.subject(), WorkState.Status.DECLARED, Optional.of(declared.id()), 1));
    assertRefused(Reason.ALREADY_DECLARED, records.declareDrafted(alice, draft.work(), OTHER));
    accept(draftAfter(draft, draft.work(), 2, false));
    assertThat(work(draft.work()).status()).isEqualTo(WorkState.Status.DECLARED);
  }

  @Test
  void anAgentDeclaresForAuthorsWhomARegistrarKnows() throws Exception {
    WorkDeclare ofAlice = records.published(List.of(author(alice, 10_000)), CONTENT);
    assertRefused(Reason.ROLE_DENIED, consortium.record(ofAlice).by(bob, Role.CREATOR));
    accept(consortium.record(ofAlice).by(bob, Role.AGENT));
    WorkDeclare ofCourt = records.published(List.of(author(court, 1), author(bob, 9_999)), OTHER);
    accept(consortium.record(ofCourt).by(bob, Role.CREATOR));
    WorkDeclare ofNobody = records.published(List.of(author(stranger, 10_000)), OTHER);
    assertRefused(Reason.UNKNOWN_KEY, consortium.record(ofNobody).by(bob, Role.AGENT));
    assertRefused(Reason.ROLE_DENIED, consortium.record(ofAlice).by(alice, Role.OWNER));
  }

  @Test
  void aDerivedWorkNamesOneThatStands() throws Exception {
    WorkId original = declare(alice, CONTENT);
    WorkDeclare plain = records.published(List.of(author(bob, 10_000)), OTHER);
    TestRecord derived = consortium.record(derivedFrom(plain, original)).by(bob, Role.CREATOR);
    Receipt receipt = accept(derived);
    assertThat(linked(Link.work(original))).contains(receipt.index());
    WorkId unknown = new WorkId(OTHER);
    assertRefused(
        Reason.UNKNOWN_WORK, consortium.record(derivedFrom(plain, unknown)).by(bob, Role.CREATOR));
  }

  private static WorkDeclare derivedFrom(WorkDeclare w, WorkId original) {
    return new WorkDeclare(
        w.work(),
        w.title(),
        w.ipKind(),
        w.category(),
        w.authors(),
        Optional.of(original),
        w.completedOn(),
        w.firstPublished(),
        w.contents(),
        w.commitment(),
        w.iscc(),
        w.identifiers(),
        w.aiUse());
  }

  @Test
  void theSameContentTwiceIsAConflictThatNamesBothAndBlocksNothing() throws Exception {
    TestRecord first = records.declare(alice, CONTENT);
    TestRecord second = records.declare(bob, CONTENT);
    TestRecord third = records.declare(bob, CONTENT);
    accept(first);
    accept(second);
    accept(third);
    Conflict conflict =
        new Conflict(
            CONTENT,
            first.id(),
            Optional.of(first.work()),
            second.id(),
            Optional.of(second.work()));
    assertThat(conflicts(second)).containsExactly(conflict);
    assertThat(conflicts(third)).extracting(Conflict::earlier).containsExactly(first.id());
    assertThat(conflicts(first)).isEmpty();
    assertThat(claim(CONTENT).record()).isEqualTo(first.id());
    assertThat(linked(Link.digest(CONTENT))).hasSize(3);
  }

  @Test
  void theSameContentTwiceInOneEntryIsAConflictToo() throws Exception {
    TestRecord first = records.declare(alice, CONTENT);
    TestRecord second = records.declare(bob, CONTENT);
    List<Outcome> outcomes =
        ledger.orderAll(ledger.nextStamp(), List.of(first.bytes(), second.bytes()));
    assertThat(outcomes).allMatch(Outcome.Accepted.class::isInstance);
    assertThat(conflicts(second)).extracting(Conflict::earlier).containsExactly(first.id());
  }

  @Test
  void aRecordThatIsRefusedWithinABlockLeavesNothingForTheNext() throws Exception {
    TestRecord refused = records.declareDrafted(bob, new WorkId(OTHER), CONTENT);
    TestRecord accepted = records.declare(alice, CONTENT);
    ledger.orderAll(ledger.nextStamp(), List.of(refused.bytes(), accepted.bytes()));
    assertThat(claim(CONTENT).record()).isEqualTo(accepted.id());
    assertThat(conflicts(accepted)).isEmpty();
    try (var reader = ledger.read()) {
      var results =
          org.colophon.core.chain.Results.parse(
              reader.refusals(reader.head().orElseThrow().height()).orElseThrow());
      assertThat(results)
          .containsExactly(
              new org.colophon.core.chain.Results.Refused(refused.id(), Reason.UNKNOWN_WORK));
    }
  }

  // work.reveal

  @Test
  void priorityAfterARevealIsTheCommitments() throws Exception {
    TestRecord committed = records.declareUnpublished(alice, records.commitment(alice, CONTENT));
    Receipt commitment = accept(committed);
    TestRecord copied = records.declare(bob, CONTENT);
    accept(copied);
    assertThat(claim(CONTENT).record()).isEqualTo(copied.id());
    Receipt reveal = accept(records.reveal(alice, committed.id(), CONTENT));
    assertThat(claim(CONTENT))
        .isEqualTo(
            new ContentClaim(commitment.index(), committed.id(), Optional.of(committed.work())));
    assertThat(conflicts(copied))
        .containsExactly(
            new Conflict(
                CONTENT,
                committed.id(),
                Optional.of(committed.work()),
                copied.id(),
                Optional.of(copied.work())));
    assertThat(linked(Link.digest(CONTENT))).contains(reveal.index());
    assertThat(linked(Link.work(committed.work()))).contains(reveal.index());
  }

  @Test
  void aLaterCommitmentDoesNotTakePriority() throws Exception {
    TestRecord declared = records.declare(bob, CONTENT);
    accept(declared);
    TestRecord committed = records.draft(alice, records.commitment(alice, CONTENT));
    accept(committed);
    accept(records.reveal(alice, committed.id(), CONTENT));
    assertThat(claim(CONTENT).record()).isEqualTo(declared.id());
    assertThat(conflicts(committed)).extracting(Conflict::earlier).containsExactly(declared.id());
  }

  @Test
  void aWorkIsNotInConflictWithItsOwnDraft() throws Exception {
    TestRecord draft = records.draft(alice, records.commitment(alice, CONTENT));
    accept(draft);
    TestRecord declared = records.declareDrafted(alice, draft.work(), CONTENT);
    accept(declared);
    accept(records.reveal(alice, draft.id(), CONTENT));
    assertThat(claim(CONTENT).record()).isEqualTo(draft.id());
    assertThat(conflicts(declared)).isEmpty();
    assertThat(conflicts(draft)).isEmpty();
  }

  @Test
  void openingEvidenceClaimsNoContent() throws Exception {
    TestRecord deposit = records.deposit(alice, records.commitment(alice, CONTENT));
    accept(deposit);
    accept(records.reveal(alice, deposit.id(), CONTENT));
    assertThat(ledger.state(ContentClaim.stateKey(CONTENT))).isEmpty();
    assertThat(linked(Link.digest(CONTENT))).hasSize(1);
  }

  @Test
  void refusesToOpenWhatIsNotThereNotOnesOwnNotClosedOrNotThat() throws Exception {
    TestRecord draft = records.draft(alice, records.commitment(alice, CONTENT));
    assertRefused(Reason.UNKNOWN_RECORD, records.reveal(alice, draft.id(), CONTENT));
    accept(draft);
    assertRefused(Reason.ROLE_DENIED, records.reveal(bob, draft.id(), CONTENT));
    assertRefused(Reason.COMMITMENT_MISMATCH, records.reveal(alice, draft.id(), OTHER));
    WorkReveal otherSalt = new WorkReveal(draft.id(), OTHER, CONTENT);
    assertRefused(Reason.COMMITMENT_MISMATCH, consortium.record(otherSalt).by(alice, Role.CREATOR));
    TestRecord published = records.declare(alice, OTHER);
    accept(published);
    assertRefused(Reason.COMMITMENT_MISMATCH, records.reveal(alice, published.id(), OTHER));
    WorkReveal right = new WorkReveal(draft.id(), records.salt(CONTENT), CONTENT);
    assertRefused(Reason.ROLE_DENIED, consortium.record(right).by(alice, Role.OWNER));
    accept(records.reveal(alice, draft.id(), CONTENT));
    assertRefused(Reason.ALREADY_REVEALED, records.reveal(alice, draft.id(), CONTENT));
  }

  @Test
  void nobodyOpensACommitmentThatTheyCopied() throws Exception {
    Hash commitment = records.commitment(alice, CONTENT);
    TestRecord copied = records.draft(bob, commitment);
    accept(copied);
    WorkReveal opened = new WorkReveal(copied.id(), records.salt(CONTENT), CONTENT);
    assertRefused(Reason.COMMITMENT_MISMATCH, consortium.record(opened).by(bob, Role.CREATOR));
  }

  @Test
  void aCommitmentIsOpenedWithTheSubjectsNextKey() throws Exception {
    TestRecord draft = records.draft(alice, records.commitment(alice, CONTENT));
    accept(draft);
    var renewed = alice.with(consortium.key("alice", 1));
    accept(records.rotate(alice, renewed));
    accept(records.reveal(renewed, draft.id(), CONTENT));
  }

  // evidence.deposit, supplement

  @Test
  void aDepositMayConcernARecordAndIsFoundUnderItsWork() throws Exception {
    TestRecord work = records.declare(alice, CONTENT);
    accept(work);
    Receipt plain = accept(records.deposit(bob, OTHER));
    Receipt about = accept(deposit(work.id()));
    assertThat(linked(Link.subject(bob.subject()))).contains(plain.index(), about.index());
    assertThat(linked(Link.work(work.work())))
        .contains(about.index())
        .doesNotContain(plain.index());
    assertRefused(Reason.UNKNOWN_RECORD, deposit(new RecordId(OTHER)));
    assertRefused(Reason.UNKNOWN_KEY, records.deposit(stranger, OTHER));
  }

  private TestRecord deposit(RecordId about) {
    EvidenceDeposit content =
        new EvidenceDeposit(
            "video/mp4",
            OTHER,
            EvidenceDeposit.Custody.RECEIVED,
            Optional.of(about),
            Optional.empty());
    return consortium.record(content).by(bob, Role.DEPOSITOR);
  }

  @Test
  void aCaptureIsFoundUnderItsDigestsAndClaimsNone() throws Exception {
    Receipt captured = accept(records.capture(bob, OTHER));
    assertThat(linked(Link.digest(OTHER))).containsExactly(captured.index());
    TestRecord work = records.declare(alice, OTHER);
    accept(work);
    try (LedgerReader reader = ledger.read()) {
      LedgerQuery query = new LedgerQuery(reader, consortium.genesis());
      assertThat(LookupMatch.of(query, OTHER, 8))
          .extracting(match -> match.record().statement().content().type(), LookupMatch::priority)
          .containsExactly(
              tuple(RecordType.EVIDENCE_CAPTURE, false), tuple(RecordType.WORK_DECLARE, true));
    }
    assertRefused(Reason.UNKNOWN_KEY, records.capture(stranger, CONTENT));
  }

  @Test
  void aSupplementOfASupplementIsFoundUnderTheWork() throws Exception {
    TestRecord work = records.declare(alice, CONTENT);
    accept(work);
    TestRecord previous = work;
    for (int i = 0; i < 5; i++) {
      TestRecord next = records.supplement(bob, previous.id(), OTHER);
      Receipt receipt = accept(next);
      assertThat(linked(Link.work(work.work()))).contains(receipt.index());
      previous = next;
    }
    assertRefused(Reason.UNKNOWN_RECORD, records.supplement(bob, new RecordId(OTHER), OTHER));
    assertRefused(Reason.UNKNOWN_KEY, records.supplement(stranger, work.id(), OTHER));
    TestRecord wrongRole =
        consortium
            .record(
                new org.colophon.core.content.Supplement(
                    work.id(), "text/plain", OTHER, Optional.empty()))
            .by(bob, Role.ACQUIRER);
    assertRefused(Reason.ROLE_DENIED, wrongRole);
    assertRefused(
        Reason.ROLE_DENIED,
        consortium
            .record(
                new EvidenceDeposit(
                    "text/plain",
                    OTHER,
                    EvidenceDeposit.Custody.CREATED,
                    Optional.empty(),
                    Optional.empty()))
            .by(bob, Role.REGISTRAR));
  }

  // What every type has in common

  @Test
  void aStatementExpiresAtBlockTimeAndNotBefore() throws Exception {
    Timestamp last = ledger.nextStamp().plus(1000);
    acceptAt(last, records.deposit(alice, CONTENT).notAfter(last));
    assertRefused(Reason.EXPIRED, records.deposit(alice, CONTENT).notAfter(last), last.plus(1));
  }

  @Test
  void whatTheAuthorClaimsToBeTheTimeIsNeverJudged() throws Exception {
    Timestamp year2100 = new Timestamp(4_102_444_800_000L);
    accept(records.deposit(alice, CONTENT).issuedAt(year2100));
    accept(records.deposit(alice, CONTENT).issuedAt(new Timestamp(0)));
  }
}
