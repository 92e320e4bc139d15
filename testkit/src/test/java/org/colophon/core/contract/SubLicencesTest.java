package org.colophon.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.content.Labels;
import org.colophon.core.content.LicenceTerminate;
import org.colophon.core.content.Right;
import org.colophon.core.content.WorkDerive;
import org.colophon.core.json.Json;
import org.colophon.core.record.Role;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestTerms;
import org.junit.jupiter.api.Test;

/** licence.sub, licence.terminate and work.derive: what a licensee may do with its licence. */
class SubLicencesTest extends ContractTest {
  private final Actor press = notary;
  private final WorkId work;

  SubLicencesTest() throws Exception {
    work = declare(alice, CONTENT);
  }

  private static TestTerms wide() {
    return TestTerms.of(Right.REPRODUCTION, Right.DISTRIBUTION, Right.TRANSLATION)
        .during(1_000_000, 2_000_000)
        .territory("CN")
        .language("zh", "en")
        .channel("print")
        .count(100)
        .exclusive()
        .sublicensing();
  }

  private static TestTerms narrow() {
    return TestTerms.of(Right.REPRODUCTION)
        .during(1_000_000, 2_000_000)
        .territory("CN-31")
        .language("en")
        .channel("print-paperback")
        .count(10);
  }

  private RecordId grant(TestTerms terms) throws Exception {
    TestRecord record = records.grant(alice, bob, work, terms);
    accept(record);
    return record.id();
  }

  private void assertExceeds(RecordId parent, TestTerms terms) throws Exception {
    assertRefused(Reason.EXCEEDS_PARENT, records.sublicense(bob, press, parent, terms));
  }

  @Test
  void nothingWidens() throws Exception {
    RecordId parent = grant(wide());
    assertExceeds(
        parent,
        TestTerms.of(Right.RENTAL)
            .during(1_000_000, 2_000_000)
            .territory("CN")
            .language("zh")
            .channel("print")
            .count(1));
    assertExceeds(parent, narrow().during(999_999, 2_000_000));
    assertExceeds(parent, narrow().during(1_000_000, 2_000_001));
    assertExceeds(parent, narrow().territory("CN", "HK"));
    assertExceeds(parent, narrow().territory("*"));
    assertExceeds(parent, narrow().language("fr"));
    assertExceeds(parent, narrow().channel("online"));
    assertExceeds(parent, narrow().count(101));
    assertExceeds(
        parent,
        TestTerms.of(Right.REPRODUCTION)
            .during(1_000_000, 2_000_000)
            .territory("CN")
            .language("en")
            .channel("print"));
    accept(records.sublicense(bob, press, parent, narrow()));
  }

  @Test
  void recreationNeverWidens() throws Exception {
    RecordId parent = grant(wide());
    TestTerms adapting =
        TestTerms.of(Right.ADAPTATION)
            .during(1_000_000, 2_000_000)
            .territory("CN")
            .language("en")
            .channel("print")
            .count(1);
    assertRefused(Reason.RECREATION_NOT_GRANTED, records.sublicense(bob, press, parent, adapting));
  }

  @Test
  void onlyALicenseeWhoMayGrantsUnderItsLicence() throws Exception {
    RecordId plain = grant(TestTerms.of(Right.RENTAL));
    assertExceeds(plain, TestTerms.of(Right.RENTAL));
    RecordId parent = grant(wide());
    assertRefused(Reason.ROLE_DENIED, records.sublicense(alice, press, parent, narrow()));
    assertRefused(Reason.ROLE_DENIED, records.sublicense(press, court, parent, narrow()));
    assertRefused(
        Reason.UNKNOWN_RECORD, records.sublicense(bob, press, new RecordId(CONTENT), narrow()));
    assertRefused(
        Reason.UNKNOWN_RECORD, records.sublicense(bob, press, new RecordId(work.hash()), narrow()));
  }

  /** Whatever two parties sign, the sum that the state keeps is one that it can keep. */
  @Test
  void noNumberOfCountsIsTooMuchForALicenceWithoutOne() throws Exception {
    RecordId parent = grant(TestTerms.of(Right.REPRODUCTION).sublicensing());
    for (int i = 0; i < 3; i++) {
      accept(
          records.sublicense(
              bob, press, parent, TestTerms.of(Right.REPRODUCTION).count(Json.INTEGER_MAX)));
    }
    accept(records.sublicense(bob, press, parent, TestTerms.of(Right.REPRODUCTION)));
  }

  @Test
  void countsArePassedOnOnce() throws Exception {
    RecordId parent = grant(wide());
    accept(records.sublicense(bob, press, parent, narrow().count(60)));
    assertExceeds(parent, narrow().count(41));
    accept(records.sublicense(bob, press, parent, narrow().count(40)));
    assertExceeds(parent, narrow().count(1));
  }

  @Test
  void anExclusiveSubLicenceNeedsAnExclusiveLicenceAndStandsAlone() throws Exception {
    RecordId shared = grant(TestTerms.of(Right.RENTAL).sublicensing());
    assertExceeds(shared, TestTerms.of(Right.RENTAL).exclusive());
    accept(records.sublicense(bob, press, shared, TestTerms.of(Right.RENTAL)));
    RecordId parent = grant(wide());
    accept(records.sublicense(bob, press, parent, narrow().exclusive()));
    assertRefused(Reason.EXCLUSIVE_OVERLAP, records.sublicense(bob, court, parent, narrow()));
    accept(records.sublicense(bob, court, parent, narrow().territory("CN-11")));
  }

  @Test
  void subLicencesFallWithWhatIsAboveThem() throws Exception {
    RecordId parent = grant(wide());
    TestRecord sub = records.sublicense(bob, press, parent, narrow().sublicensing());
    accept(sub);
    accept(records.terminate(alice, parent));
    assertRefused(
        Reason.LICENCE_ENDED, records.sublicense(press, court, sub.id(), narrow().count(1)));
    assertRefused(Reason.LICENCE_ENDED, records.renounce(press, sub.id()));
    assertRefused(Reason.LICENCE_ENDED, records.sublicense(bob, court, parent, narrow()));
    accept(records.grant(alice, court, work, wide()));
  }

  @Test
  void aLineHasABoundedLength() throws Exception {
    RecordId above = grant(TestTerms.of(Right.RENTAL).sublicensing());
    Actor from = bob;
    Actor to = press;
    for (int i = 1; i < LicenceSubContract.LINE_MAX; i++) {
      TestRecord sub =
          records.sublicense(from, to, above, TestTerms.of(Right.RENTAL).sublicensing());
      accept(sub);
      above = sub.id();
      Actor next = from;
      from = to;
      to = next;
    }
    assertRefused(
        Reason.TOO_LARGE, records.sublicense(from, to, above, TestTerms.of(Right.RENTAL)));
  }

  // ---- licence.terminate

  private TestRecord terminate(
      RecordId licence, LicenceTerminate.Cause cause, Optional<Timestamp> effective) {
    return consortium.record(new LicenceTerminate(licence, cause, effective));
  }

  @Test
  void aLicenceIsEndedByItsParties() throws Exception {
    RecordId licence = grant(wide());
    for (LicenceTerminate.Cause cause : LicenceTerminate.Cause.values()) {
      TestRecord stranger = terminate(licence, cause, Optional.empty());
      assertRefused(Reason.ROLE_DENIED, stranger.by(press, Role.LICENSOR));
    }
    assertRefused(Reason.ROLE_DENIED, records.renounce(alice, licence));
    assertRefused(
        Reason.ROLE_DENIED,
        terminate(licence, LicenceTerminate.Cause.AGREEMENT, Optional.empty())
            .by(alice, Role.LICENSOR));
    accept(
        terminate(licence, LicenceTerminate.Cause.AGREEMENT, Optional.empty())
            .by(alice, Role.LICENSOR)
            .by(bob, Role.LICENSEE));
    assertRefused(Reason.LICENCE_ENDED, records.renounce(bob, licence));
  }

  @Test
  void aNoticeEndsALicenceWhenItSays() throws Exception {
    RecordId licence = grant(wide());
    Timestamp later = ledger.nextStamp().plus(500_000);
    accept(
        terminate(licence, LicenceTerminate.Cause.CONTRACT, Optional.of(later))
            .by(alice, Role.LICENSOR));
    assertRefused(
        Reason.LICENCE_ENDED,
        terminate(licence, LicenceTerminate.Cause.CONTRACT, Optional.of(later))
            .by(alice, Role.LICENSOR));
    accept(records.renounce(bob, licence));
    LicenceState state =
        LicenceState.read(ledger.state(LicenceState.stateKey(licence)).orElseThrow());
    assertThat(state.endings()).hasSize(2);
    assertThat(state.endings().getLast().time()).isLessThan(later);
  }

  @Test
  void aTerminationNamesALicence() throws Exception {
    assertRefused(Reason.UNKNOWN_RECORD, records.renounce(bob, new RecordId(CONTENT)));
    TestRecord waiver = records.waive(alice, work, Right.RENTAL);
    accept(waiver);
    assertRefused(Reason.UNKNOWN_RECORD, records.terminate(alice, waiver.id()));
  }

  // ---- work.derive

  private WorkId derived(WorkId original) throws Exception {
    TestRecord record = records.declareDerived(bob, original, consortium.hash("derived"));
    accept(record);
    return record.work();
  }

  private TestRecord derive(WorkId made, RecordId licence, WorkDerive.Kind kind, String language) {
    return consortium
        .record(new WorkDerive(made, licence, kind, Optional.of(Labels.of(language))))
        .by(bob, Role.LICENSEE);
  }

  @Test
  void aWorkIsMadeUnderALicenceThatCoversIt() throws Exception {
    RecordId licence = grant(TestTerms.of(Right.TRANSLATION).language("zh", "en"));
    WorkId made = derived(work);
    assertRefused(
        Reason.RECREATION_NOT_GRANTED, derive(made, licence, WorkDerive.Kind.ADAPTATION, "zh"));
    assertRefused(Reason.EXCEEDS_PARENT, derive(made, licence, WorkDerive.Kind.TRANSLATION, "fr"));
    assertRefused(Reason.EXCEEDS_PARENT, records.derive(bob, work, licence));
    assertRefused(Reason.ROLE_DENIED, records.derive(alice, made, licence));
    assertRefused(Reason.UNKNOWN_WORK, records.derive(bob, new WorkId(CONTENT), licence));
    accept(records.derive(bob, made, licence));
    assertRefused(Reason.ALREADY_DECLARED, records.derive(bob, made, licence));
  }

  @Test
  void aLicenceCoversNothingBeforeAndAfterItsTime() throws Exception {
    RecordId future = grant(TestTerms.of(Right.TRANSLATION).during(1_000_000, 2_000_000));
    RecordId ended = grant(TestTerms.of(Right.TRANSLATION));
    WorkId made = derived(work);
    assertRefused(Reason.EXCEEDS_PARENT, records.derive(bob, made, future));
    accept(records.renounce(bob, ended));
    assertRefused(Reason.LICENCE_ENDED, records.derive(bob, made, ended));
  }
}
