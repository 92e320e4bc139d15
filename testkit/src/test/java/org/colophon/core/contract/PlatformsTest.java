package org.colophon.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Link;
import org.colophon.core.chain.Receipt;
import org.colophon.core.content.Access;
import org.colophon.core.content.BatchTimestamp;
import org.colophon.core.content.Content;
import org.colophon.core.content.ItemBatch;
import org.colophon.core.content.Publication;
import org.colophon.core.content.Recommendation;
import org.colophon.core.content.RecordType;
import org.colophon.core.content.Right;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.provenance.Trace;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.query.ReleaseView;
import org.colophon.core.query.WorkView;
import org.colophon.core.record.Role;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestRecords;
import org.colophon.testkit.TestTerms;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** batch.timestamp, publication, recommendation and access. */
class PlatformsTest extends ContractTest {
  private final Actor platform = consortium.actor("platform");

  PlatformsTest() throws Exception {}

  @BeforeEach
  void aPlatformIsRegistered() throws Exception {
    accept(records.registerOrganisation(notary, platform));
  }

  private interface Asking<T> {
    T ask(LedgerQuery ledger) throws Exception;
  }

  private <T> T ask(Asking<T> asking) throws Exception {
    try (LedgerReader reader = ledger.read()) {
      return asking.ask(new LedgerQuery(reader, consortium.genesis()));
    }
  }

  private Uses uses(WorkId work) throws Exception {
    return ask(ledger -> WorkView.of(ledger, work).orElseThrow().uses());
  }

  private TestRecord by(Actor actor, Role role, Content content) {
    return records.record(content).by(actor, role);
  }

  // batch.timestamp

  @Test
  void platformsAndNotariesGiveManyItemsATime() throws Exception {
    BatchTimestamp most =
        new BatchTimestamp(
            new ItemBatch(ItemBatch.Algorithm.RFC6962_SHA256, ItemBatch.COUNT_MAX, CONTENT));
    accept(records.timestamp(notary, CONTENT));
    accept(by(platform, Role.PLATFORM, most));
    assertRefused(Reason.ROLE_DENIED, by(alice, Role.PLATFORM, most));
    assertRefused(Reason.ROLE_DENIED, by(alice, Role.CREATOR, most));
    assertRefused(Reason.ROLE_DENIED, by(platform, Role.NOTARY, most));
    assertRefused(Reason.ROLE_DENIED, by(notary, Role.PLATFORM, most));
    assertRefused(Reason.ROLE_DENIED, by(court, Role.NOTARY, most));
    assertRefused(Reason.ROLE_DENIED, by(notary, Role.NOTARY, most).by(platform, Role.PLATFORM));
    assertRefused(Reason.UNKNOWN_KEY, by(stranger, Role.PLATFORM, most));
  }

  // publication

  @Test
  void theFirstReleaseAndTheEarliestClaimAreToldApart() throws Exception {
    WorkId work = declare(alice, CONTENT);
    Optional<ReleaseView> none = ask(ledger -> ReleaseView.of(ledger, work));
    assertThat(none).isEmpty();
    TestRecord first = records.publish(platform, work, CONTENT);
    Receipt receipt = accept(first);
    Timestamp before = new Timestamp(TestRecords.SHOWN_AT.value() - 1);
    TestRecord earlier =
        by(alice, Role.CREATOR, new Publication(work, TestRecords.showing(CONTENT, before)));
    accept(earlier);
    accept(records.publish(platform, work, CONTENT));
    ReleaseView release = ask(ledger -> ReleaseView.of(ledger, work)).orElseThrow();
    assertThat(release.publications()).isEqualTo(3);
    assertThat(release.first().record().id()).isEqualTo(first.id());
    assertThat(release.first().times().ordered()).isEqualTo(receipt.time());
    assertThat(release.first().publication().showing().at()).isEqualTo(TestRecords.SHOWN_AT);
    assertThat(release.earliest().record().id()).isEqualTo(earlier.id());
    assertThat(release.earliest().publication().showing().at()).isEqualTo(before);
    assertThat(linked(Link.digest(CONTENT))).contains(receipt.index());
    assertThat(linked(Link.work(work))).contains(receipt.index());
  }

  @Test
  void aPublicationIsNoClaimToTheContent() throws Exception {
    WorkId work = declare(alice, CONTENT);
    accept(records.publish(platform, work, OTHER));
    TestRecord later = records.declare(bob, OTHER);
    accept(later);
    assertThat(conflicts(later)).isEmpty();
    assertThat(claim(OTHER).record()).isEqualTo(later.id());
  }

  @Test
  void refusesAPublicationByWhoMadeNothing() throws Exception {
    WorkId work = declare(alice, CONTENT);
    Publication content = new Publication(work, TestRecords.showing(CONTENT, TestRecords.SHOWN_AT));
    assertRefused(Reason.ROLE_DENIED, by(bob, Role.CREATOR, content));
    assertRefused(Reason.ROLE_DENIED, by(bob, Role.PLATFORM, content));
    assertRefused(Reason.ROLE_DENIED, by(alice, Role.OWNER, content));
    assertRefused(Reason.UNKNOWN_WORK, records.publish(platform, new WorkId(CONTENT), CONTENT));
    TestRecord draft = records.draft(bob, CONTENT);
    accept(draft);
    accept(
        by(
            bob,
            Role.CREATOR,
            new Publication(draft.work(), TestRecords.showing(CONTENT, TestRecords.SHOWN_AT))));
  }

  // recommendation

  @Test
  void recommendationsAreCountedAndListedApart() throws Exception {
    WorkId work = declare(alice, CONTENT);
    Receipt ofWork = accept(records.recommend(platform, Optional.of(work), CONTENT));
    Receipt unknown = accept(records.recommend(platform, Optional.empty(), CONTENT));
    assertThat(uses(work).recommendations()).isEqualTo(1);
    assertThat(ask(ledger -> Trace.recommendations(ledger, work, 10, "")).events())
        .extracting(event -> event.record().index())
        .containsExactly(ofWork.index());
    assertThat(ask(ledger -> Trace.recommendations(ledger, CONTENT, 10, "")).events())
        .extracting(event -> event.record().index())
        .containsExactly(ofWork.index(), unknown.index());
    assertThat(linked(Link.work(work))).doesNotContain(ofWork.index());
    assertThat(linked(Link.digest(CONTENT))).doesNotContain(ofWork.index());
  }

  @Test
  void pagesOfRecommendationsFollowEachOther() throws Exception {
    WorkId work = declare(alice, CONTENT);
    for (int i = 0; i < 3; i++) {
      accept(records.recommend(platform, Optional.of(work), CONTENT));
    }
    Trace first = ask(ledger -> Trace.recommendations(ledger, work, 2, ""));
    assertThat(first.events()).hasSize(2);
    Trace second =
        ask(ledger -> Trace.recommendations(ledger, work, 2, first.next().orElseThrow()));
    assertThat(second.events()).hasSize(1);
    assertThat(second.next()).isEmpty();
  }

  @Test
  void refusesARecommendationByWhoMadeNothing() throws Exception {
    WorkId work = declare(alice, CONTENT);
    Recommendation unnamed =
        new Recommendation(Optional.empty(), TestRecords.showing(CONTENT, TestRecords.SHOWN_AT));
    assertRefused(Reason.ROLE_DENIED, by(alice, Role.CREATOR, unnamed));
    Recommendation named =
        new Recommendation(Optional.of(work), TestRecords.showing(CONTENT, TestRecords.SHOWN_AT));
    assertRefused(Reason.ROLE_DENIED, by(bob, Role.CREATOR, named));
    accept(by(alice, Role.CREATOR, named));
    assertRefused(
        Reason.UNKNOWN_WORK,
        records.recommend(platform, Optional.of(new WorkId(CONTENT)), CONTENT));
  }

  // access

  @Test
  void accessesAreCountedByMode() throws Exception {
    WorkId work = declare(alice, CONTENT);
    TestRecord licence =
        records.grant(alice, platform, work, TestTerms.of(Right.NETWORK_DISSEMINATION));
    accept(licence);
    accept(records.access(platform, work, Access.Mode.VIEW, Optional.empty()));
    accept(records.access(platform, work, Access.Mode.VIEW, Optional.of(licence.id())));
    accept(records.accesses(platform, work, Access.Mode.VIEW, ItemBatch.COUNT_MAX));
    Receipt bought = accept(records.accesses(platform, work, Access.Mode.BUY, 3));
    Uses uses = uses(work);
    assertThat(uses.accesses(Access.Mode.VIEW))
        .isEqualTo(new Uses.Count(ItemBatch.COUNT_MAX + 2, 1));
    assertThat(uses.accesses(Access.Mode.BUY)).isEqualTo(new Uses.Count(3, 0));
    assertThat(uses.accesses(Access.Mode.DOWNLOAD)).isEqualTo(new Uses.Count(0, 0));
    assertThat(linked(Link.work(work))).doesNotContain(bought.index());
  }

  @Test
  void whichUserAcquiredAWorkIsInNobodysTrackAndNoStory() throws Exception {
    WorkId work = declare(alice, CONTENT);
    TestRecord access = records.access(platform, work, Access.Mode.VIEW, Optional.empty());
    Receipt acquired = accept(access);
    Receipt corrected = accept(records.correct(platform, Role.PLATFORM, access.id()));
    accept(records.publish(platform, work, CONTENT));
    Trace track = ask(ledger -> Trace.ofSubject(ledger, platform.subject(), 10, ""));
    assertThat(track.events())
        .extracting(event -> event.record().statement().content().type())
        .containsExactly(RecordType.SUBJECT_REGISTER, RecordType.PUBLICATION);
    Trace story = ask(ledger -> Trace.page(ledger, work, 10, "").orElseThrow());
    assertThat(story.events())
        .extracting(event -> event.record().statement().content().type())
        .containsExactly(RecordType.WORK_DECLARE, RecordType.PUBLICATION);
    assertThat(linked(Link.access(platform.subject()))).containsExactly(acquired.index());
    assertThat(linked(Link.subject(platform.subject())))
        .contains(corrected.index())
        .doesNotContain(acquired.index());
  }

  @Test
  void manyAccessesOfOneBlockAddUp() throws Exception {
    WorkId work = declare(alice, CONTENT);
    List<byte[]> views = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      views.add(records.access(platform, work, Access.Mode.VIEW, Optional.empty()).bytes());
    }
    ledger.orderAll(ledger.nextStamp(), views);
    assertThat(uses(work).accesses(Access.Mode.VIEW)).isEqualTo(new Uses.Count(100, 0));
  }

  @Test
  void refusesAnAccessBeyondItsLicence() throws Exception {
    WorkId work = declare(alice, CONTENT);
    WorkId other = declare(alice, OTHER);
    TestTerms terms = TestTerms.of(Right.NETWORK_DISSEMINATION);
    TestRecord toBob = records.grant(alice, bob, work, terms);
    TestRecord toPlatform = records.grant(alice, platform, work, terms);
    accept(toBob);
    accept(toPlatform);
    assertRefused(
        Reason.ROLE_DENIED,
        records.access(platform, work, Access.Mode.VIEW, Optional.of(toBob.id())));
    assertRefused(
        Reason.EXCEEDS_PARENT,
        records.access(platform, other, Access.Mode.VIEW, Optional.of(toPlatform.id())));
    assertRefused(
        Reason.UNKNOWN_RECORD,
        records.access(platform, work, Access.Mode.VIEW, Optional.of(new RecordId(CONTENT))));
    assertRefused(
        Reason.UNKNOWN_RECORD,
        records.access(platform, work, Access.Mode.VIEW, Optional.of(new RecordId(work.hash()))));
    accept(records.renounce(platform, toPlatform.id()));
    assertRefused(
        Reason.LICENCE_ENDED,
        records.access(platform, work, Access.Mode.VIEW, Optional.of(toPlatform.id())));
    TestRecord later =
        records.grant(alice, platform, work, terms.during(1_000_000_000L, 2_000_000_000L));
    accept(later);
    assertRefused(
        Reason.EXCEEDS_PARENT,
        records.access(platform, work, Access.Mode.VIEW, Optional.of(later.id())));
  }

  @Test
  void accessesUseUpTheCountOfTheirLicence() throws Exception {
    WorkId work = declare(alice, CONTENT);
    TestTerms terms = TestTerms.of(Right.NETWORK_DISSEMINATION).sublicensing();
    TestRecord licence = records.grant(alice, platform, work, terms.count(10));
    accept(licence);
    Optional<RecordId> under = Optional.of(licence.id());
    accept(records.access(platform, work, Access.Mode.VIEW, under));
    accept(records.access(platform, work, Access.Mode.DOWNLOAD, under));
    accept(under(licence.id(), work, 3));
    assertRefused(
        Reason.EXCEEDS_PARENT, records.sublicense(platform, bob, licence.id(), terms.count(6)));
    accept(records.sublicense(platform, bob, licence.id(), terms.count(4)));
    assertRefused(Reason.EXCEEDS_PARENT, under(licence.id(), work, 2));
    accept(records.access(platform, work, Access.Mode.VIEW, under));
    assertRefused(Reason.EXCEEDS_PARENT, records.access(platform, work, Access.Mode.VIEW, under));
    accept(records.access(platform, work, Access.Mode.VIEW, Optional.empty()));
    assertThat(uses(work).accesses(Access.Mode.VIEW)).isEqualTo(new Uses.Count(6, 5));
  }

  private TestRecord under(RecordId licence, WorkId work, long count) {
    ItemBatch rows = new ItemBatch(ItemBatch.Algorithm.RFC6962_SHA256, count, CONTENT);
    return by(
        platform,
        Role.PLATFORM,
        new Access(work, Access.Mode.VIEW, Optional.of(licence), new Access.Many(rows)));
  }

  @Test
  void anAccessUnderItsUsersLicenceIsWithinIt() throws Exception {
    WorkId work = declare(alice, CONTENT);
    TestRecord licence = records.grant(alice, bob, work, TestTerms.of(Right.REPRODUCTION));
    accept(licence);
    Access.Single single =
        new Access.Single(bob.subject(), TestRecords.SHOWN_AT, Optional.of(OTHER));
    Access.Single another =
        new Access.Single(new SubjectId("user-8"), TestRecords.SHOWN_AT, Optional.empty());
    Optional<RecordId> under = Optional.of(licence.id());
    accept(by(platform, Role.PLATFORM, new Access(work, Access.Mode.BUY, under, single)));
    assertThat(uses(work).accesses(Access.Mode.BUY)).isEqualTo(new Uses.Count(1, 1));
    assertRefused(
        Reason.ROLE_DENIED,
        by(platform, Role.PLATFORM, new Access(work, Access.Mode.BUY, under, another)));
  }

  @Test
  void refusesAnAccessByWhoIsNoPlatform() throws Exception {
    WorkId work = declare(alice, CONTENT);
    assertRefused(
        Reason.ROLE_DENIED, records.access(bob, work, Access.Mode.VIEW, Optional.empty()));
    assertRefused(
        Reason.ROLE_DENIED, records.access(notary, work, Access.Mode.VIEW, Optional.empty()));
    assertRefused(
        Reason.UNKNOWN_WORK,
        records.access(platform, new WorkId(OTHER), Access.Mode.VIEW, Optional.empty()));
  }
}
