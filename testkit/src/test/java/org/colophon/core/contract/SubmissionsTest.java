package org.colophon.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Link;
import org.colophon.core.content.ContentDigest;
import org.colophon.core.content.CourtReceive;
import org.colophon.core.content.CourtReceive.Ground;
import org.colophon.core.content.CourtReceive.Outcome;
import org.colophon.core.content.CourtSubmit;
import org.colophon.core.contract.SubmissionState.Status;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.query.AsOf;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.query.LinkedPage;
import org.colophon.core.query.SubmissionView;
import org.colophon.core.record.RecordParser;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** court.submit and court.receive: what reaches a court, and what it answers. */
class SubmissionsTest extends ContractTest {
  private static final OrgId COURT = TestConsortium.COURT_NORTH;

  private final Actor otherCourt = consortium.actor(TestConsortium.COURT_SOUTH);
  private final WorkId work;

  SubmissionsTest() throws Exception {
    work = declare(alice, CONTENT);
  }

  private RecordId submitted() throws Exception {
    TestRecord record = records.submit(alice, COURT, OTHER, work);
    accept(record);
    return record.id();
  }

  private Optional<SubmissionView> view(RecordId submission, Optional<Height> height)
      throws Exception {
    try (LedgerReader reader = ledger.read()) {
      LedgerQuery query = new LedgerQuery(reader, consortium.genesis());
      AsOf asOf = height.isPresent() ? AsOf.height(query, height.get()) : AsOf.newest(query);
      return SubmissionView.of(query, submission, asOf);
    }
  }

  private SubmissionView view(RecordId submission) throws Exception {
    return view(submission, Optional.empty()).orElseThrow();
  }

  private TestRecord answer(RecordId submission, Outcome outcome, Hash digest, RecordId caseOf) {
    CourtReceive content =
        new CourtReceive(
            submission,
            outcome,
            outcome == Outcome.REFUSED ? Optional.of(Ground.OTHER) : Optional.empty(),
            Optional.of(digest),
            Optional.of(caseOf));
    return records.record(content).by(court, Role.MEMBER);
  }

  // ---- court.submit

  @Test
  void whatIsSubmittedIsFoundByCourtSubmitterDigestAndWork() throws Exception {
    LeafIndex index = accept(records.submit(alice, COURT, OTHER, work)).index();
    for (Link link :
        List.of(
            Link.submission(COURT),
            Link.submission(alice.subject()),
            Link.digest(OTHER),
            Link.work(work),
            Link.subject(alice.subject()),
            Link.subject(court.subject()))) {
      assertThat(linked(link)).as("%s", link).contains(index);
    }
    assertThat(linked(Link.submission(TestConsortium.COURT_SOUTH))).isEmpty();
    assertThat(ledger.state(ContentClaim.stateKey(OTHER))).as("it claims no content").isEmpty();
  }

  @Test
  void itGoesToACourtThatIsAMember() throws Exception {
    assertRefused(Reason.UNKNOWN_ORGANISATION, records.submit(alice, new OrgId("nobody"), OTHER));
    assertRefused(Reason.ROLE_DENIED, records.submit(alice, TestConsortium.OFFICE, OTHER));
    assertRefused(Reason.UNKNOWN_WORK, records.submit(alice, COURT, OTHER, new WorkId(OTHER)));
    assertRefused(Reason.UNKNOWN_KEY, records.submit(stranger, COURT, OTHER));
    CourtSubmit plain = submission(Optional.empty());
    assertRefused(Reason.ROLE_DENIED, records.record(plain).by(alice, Role.OWNER));
    assertRefused(Reason.ROLE_DENIED, records.record(plain).by(alice, Role.PLATFORM));
    accept(records.submit(alice, COURT, OTHER));
    accept(records.submit(court, COURT, OTHER));
  }

  private CourtSubmit submission(Optional<RecordId> caseOf) {
    ContentDigest material = new ContentDigest(OTHER, Optional.empty(), 1, "application/zip");
    return new CourtSubmit(material, COURT, caseOf, List.of());
  }

  @Test
  void aCaseIsARecordThatOpenedOne() throws Exception {
    RecordId submission = submitted();
    for (RecordId wrong : List.of(submission, new RecordId(work.hash()), new RecordId(OTHER))) {
      assertRefused(
          Reason.UNKNOWN_RECORD,
          records.record(submission(Optional.of(wrong))).by(alice, Role.DEPOSITOR));
      assertRefused(Reason.UNKNOWN_RECORD, answer(submission, Outcome.RECEIVED, OTHER, wrong));
    }
  }

  @Test
  void noSubmissionAndNoReceiptTellsTheWorksOfACase() throws Exception {
    TestRecord opened = records.cases().open(court);
    accept(opened);
    Optional<RecordId> caseOf = Optional.of(opened.id());
    accept(records.record(submission(caseOf)).by(alice, Role.DEPOSITOR));
    CourtSubmit plain = submission(caseOf);
    TestRecord both =
        records
            .record(new CourtSubmit(plain.material(), COURT, caseOf, List.of(work)))
            .by(alice, Role.DEPOSITOR);
    assertThatThrownBy(() -> new RecordParser(65_536).parse(both.bytes()))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.refusal().reason()).isEqualTo(Reason.CLEAR_PERSONAL_DATA));
    RecordId ofWorks = submitted();
    assertRefused(
        Reason.CLEAR_PERSONAL_DATA, answer(ofWorks, Outcome.RECEIVED, OTHER, opened.id()));
    accept(records.receive(court, ofWorks, OTHER));
  }

  // ---- court.receive

  @Test
  void theCourtReceivesWhatWasSubmitted() throws Exception {
    RecordId submission = submitted();
    assertThat(view(submission).status()).isEqualTo(Status.WAITING);
    assertThat(view(submission).answer()).isEmpty();
    Height before = ledger.ledger().tip().header().height();
    TestRecord received = records.receive(court, submission, OTHER);
    LeafIndex index = accept(received).index();
    assertThat(view(submission).status()).isEqualTo(Status.RECEIVED);
    assertThat(view(submission).answer().orElseThrow().record().id()).isEqualTo(received.id());
    assertThat(view(submission, Optional.of(before)).orElseThrow().status())
        .isEqualTo(Status.WAITING);
    assertThat(linked(Link.work(work))).contains(index);
    assertThat(linked(Link.digest(OTHER))).contains(index);
    assertThat(linked(Link.subject(alice.subject()))).contains(index);
  }

  @Test
  void whatItReceivesIsByItsOwnDigestWhatWasSubmitted() throws Exception {
    RecordId submission = submitted();
    assertRefused(Reason.COMMITMENT_MISMATCH, records.receive(court, submission, CONTENT));
    accept(records.refuse(court, submission, Ground.NOT_VERIFIED));
    assertThat(view(submission).status()).isEqualTo(Status.REFUSED);
  }

  @Test
  void whatIsRefusedMayHaveAnotherDigestOrNone() throws Exception {
    RecordId submission = submitted();
    CourtReceive other =
        new CourtReceive(
            submission,
            Outcome.REFUSED,
            Optional.of(Ground.NOT_VERIFIED),
            Optional.of(CONTENT),
            Optional.empty());
    accept(records.record(other).by(court, Role.MEMBER));
    assertThat(view(submission).answer().orElseThrow().received().sha256()).contains(CONTENT);
    accept(records.refuse(court, submitted(), Ground.INCOMPLETE));
  }

  @Test
  void thatCourtAloneAnswersAndOnce() throws Exception {
    RecordId submission = submitted();
    assertRefused(Reason.ROLE_DENIED, records.receive(otherCourt, submission, OTHER));
    assertRefused(
        Reason.ROLE_DENIED,
        records.receive(consortium.actor(TestConsortium.OFFICE), submission, OTHER));
    assertRefused(Reason.ROLE_DENIED, records.receive(alice, submission, OTHER));
    assertRefused(Reason.UNKNOWN_RECORD, records.receive(court, new RecordId(OTHER), OTHER));
    assertRefused(Reason.UNKNOWN_RECORD, records.receive(court, new RecordId(work.hash()), OTHER));
    accept(records.receive(court, submission, OTHER));
    assertRefused(Reason.ALREADY_ANSWERED, records.receive(court, submission, OTHER));
    assertRefused(Reason.ALREADY_ANSWERED, records.refuse(court, submission, Ground.OTHER));
  }

  // ---- what waits

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void theInboxIsWhatAPlainListOfItSays(long seed) throws Exception {
    Random random = new Random(seed);
    List<RecordId> waiting = new ArrayList<>();
    for (int step = 0; step < 200; step++) {
      if (waiting.isEmpty() || random.nextInt(5) > 1) {
        waiting.add(submitted());
      } else {
        RecordId answered = waiting.remove(random.nextInt(waiting.size()));
        accept(
            random.nextBoolean()
                ? records.receive(court, answered, OTHER)
                : records.refuse(court, answered, Ground.INCOMPLETE));
      }
    }
    assertThat(waiting).hasSizeGreaterThan(33);
    for (int size : List.of(1, 7, 200)) {
      assertThat(inbox(size)).as("seed %s, pages of %s", seed, size).isEqualTo(waiting);
    }
  }

  private List<RecordId> inbox(int size) throws Exception {
    List<RecordId> found = new ArrayList<>();
    try (LedgerReader reader = ledger.read()) {
      LedgerQuery query = new LedgerQuery(reader, consortium.genesis());
      String cursor = "";
      do {
        LinkedPage<SubmissionView> page = SubmissionView.waiting(query, COURT, size, cursor);
        assertThat(page.items()).hasSizeLessThanOrEqualTo(size);
        assertThat(page.items()).allMatch(view -> view.status() == Status.WAITING);
        page.items().forEach(view -> found.add(view.record().id()));
        cursor = page.next().orElse("");
      } while (!cursor.isEmpty());
      assertThat(SubmissionView.waiting(query, TestConsortium.COURT_SOUTH, 9, "").items())
          .isEmpty();
    }
    return found;
  }
}
