package org.colophon.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Link;
import org.colophon.core.chain.Outcome;
import org.colophon.core.chain.Receipt;
import org.colophon.core.content.LicenceGrant;
import org.colophon.core.content.LicenceTerminate;
import org.colophon.core.content.Recreation;
import org.colophon.core.content.Right;
import org.colophon.core.content.RightWaive;
import org.colophon.core.content.Transfer;
import org.colophon.core.record.Role;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestTerms;
import org.junit.jupiter.api.Test;

/** licence.grant: what holders may license, and what may stand beside what. */
class LicencesTest extends ContractTest {
  private final Actor press = notary;
  private final WorkId work;

  LicencesTest() throws Exception {
    work = declare(alice, CONTENT);
  }

  private static TestTerms reproduction() {
    return TestTerms.of(Right.REPRODUCTION);
  }

  private RecordId granted(TestRecord record) throws Exception {
    accept(record);
    return record.id();
  }

  private LicenceState licence(RecordId id) throws Exception {
    return LicenceState.read(ledger.state(LicenceState.stateKey(id)).orElseThrow());
  }

  @Test
  void aLicenceStandsAndIsFound() throws Exception {
    TestRecord grant = records.grant(alice, bob, work, reproduction());
    Receipt receipt = accept(grant);
    assertThat(licence(grant.id()))
        .isEqualTo(new LicenceState(work, Optional.empty(), receipt.time(), 0, 0, 0, List.of()));
    for (Link link :
        List.of(
            Link.work(work),
            Link.licence(work),
            Link.licence(alice.subject()),
            Link.licence(bob.subject()),
            Link.licence(work, Optional.of(bob.subject())))) {
      assertThat(linked(link)).contains(receipt.index());
    }
  }

  @Test
  void moralRightsAreNotLicensed() throws Exception {
    for (Right right : Right.values()) {
      if (right.isMoral()) {
        assertRefused(
            Reason.MORAL_RIGHT,
            records.grant(alice, bob, work, TestTerms.of(Right.REPRODUCTION, right)));
      }
    }
  }

  @Test
  void anIntervalHasTimeAndIsNotOver() throws Exception {
    Timestamp now = ledger.nextStamp();
    assertRefused(
        Reason.BAD_INTERVAL,
        records.grant(alice, bob, work, reproduction().between(TestConsortium.START, now)),
        now);
    accept(
        records.grant(alice, bob, work, reproduction().between(TestConsortium.START, now.plus(1))));
  }

  @Test
  void nobodyLicensesWhatIsNotHeld() throws Exception {
    assertRefused(Reason.BEYOND_TITLE, records.grant(bob, press, work, reproduction()));
    accept(
        consortium
            .record(new Transfer(work, Set.of(Right.RENTAL), false, 10_000, Optional.empty()))
            .by(alice, Role.OWNER)
            .by(bob, Role.ACQUIRER));
    assertRefused(
        Reason.BEYOND_TITLE,
        records.grant(alice, press, work, TestTerms.of(Right.REPRODUCTION, Right.RENTAL)));
    assertRefused(
        Reason.BEYOND_TITLE,
        records.grant(bob, press, work, TestTerms.of(Right.REPRODUCTION, Right.RENTAL)));
    accept(records.grant(bob, press, work, TestTerms.of(Right.RENTAL).exclusive()));
  }

  @Test
  void oneOfSeveralHoldersLicensesAloneButNotExclusively() throws Exception {
    accept(records.transfer(alice, bob, work, 4_000));
    accept(records.grant(bob, press, work, reproduction().territory("FR")));
    TestTerms exclusive = reproduction().exclusive().territory("CN");
    assertRefused(Reason.BEYOND_TITLE, records.grant(alice, press, work, exclusive));
    assertRefused(Reason.BEYOND_TITLE, records.grant(alice, court, work, exclusive));
    accept(
        consortium
            .record(new LicenceGrant(work, exclusive.terms()))
            .by(alice, Role.LICENSOR)
            .by(bob, Role.LICENSOR)
            .by(press, Role.LICENSEE));
  }

  @Test
  void aHolderWhoIsTheLicenseeSignsForItsOwnShare() throws Exception {
    accept(records.transfer(alice, bob, work, 4_000));
    accept(records.grant(alice, bob, work, reproduction().exclusive()));
  }

  @Test
  void licensorsAndLicenseeSignInTheirRoles() throws Exception {
    LicenceGrant content = new LicenceGrant(work, reproduction().terms());
    assertRefused(Reason.ROLE_DENIED, consortium.record(content).by(alice, Role.LICENSOR));
    assertRefused(Reason.ROLE_DENIED, consortium.record(content).by(bob, Role.LICENSEE));
    assertRefused(
        Reason.ROLE_DENIED,
        consortium.record(content).by(bob, Role.LICENSEE).by(alice, Role.LICENSOR));
    assertRefused(Reason.ROLE_DENIED, records.grant(alice, alice, work, reproduction()));
    assertRefused(Reason.UNKNOWN_KEY, records.grant(alice, stranger, work, reproduction()));
    assertRefused(
        Reason.ROLE_DENIED,
        records.grant(alice, bob, work, reproduction()).by(press, Role.PLEDGEE));
  }

  @Test
  void refusesAnUnknownOrUndeclaredWork() throws Exception {
    TestRecord draft = records.draft(alice, CONTENT);
    assertRefused(Reason.UNKNOWN_WORK, records.grant(alice, bob, draft.work(), reproduction()));
    accept(draft);
    assertRefused(Reason.UNKNOWN_WORK, records.grant(alice, bob, draft.work(), reproduction()));
  }

  @Test
  void anExclusiveLicenceStandsAlone() throws Exception {
    accept(records.grant(alice, bob, work, reproduction().exclusive()));
    assertRefused(
        Reason.EXCLUSIVE_OVERLAP, records.grant(alice, press, work, reproduction().exclusive()));
    assertRefused(Reason.EXCLUSIVE_OVERLAP, records.grant(alice, press, work, reproduction()));
    assertRefused(Reason.EXCLUSIVE_OVERLAP, records.waive(alice, work, Right.REPRODUCTION));
    accept(records.grant(alice, press, work, TestTerms.of(Right.RENTAL)));
    assertRefused(
        Reason.EXCLUSIVE_OVERLAP,
        records.grant(alice, bob, work, TestTerms.of(Right.RENTAL).exclusive()));
  }

  @Test
  void licencesOverlapInEveryDimensionOrNotAtAll() throws Exception {
    accept(
        records.grant(
            alice,
            bob,
            work,
            reproduction()
                .exclusive()
                .during(1_000_000, 2_000_000)
                .territory("CN", "FR-75")
                .language("zh")
                .channel("print", "online-app")));
    TestTerms[] beside = {
      reproduction().during(0, 1_000_000),
      reproduction().during(2_000_000, 3_000_000),
      reproduction().territory("FR-13", "DE"),
      reproduction().language("en", "fr"),
      reproduction().channel("online-web"),
      TestTerms.of(Right.RENTAL),
    };
    for (TestTerms terms : beside) {
      accept(records.grant(alice, press, work, terms));
    }
    TestTerms[] upon = {
      reproduction(),
      reproduction().during(0, 1_000_001),
      reproduction().during(1_999_999, 3_000_000),
      reproduction().territory("CN-11").language("zh-Hant").channel("online"),
      reproduction().territory("FR", "DE"),
    };
    for (TestTerms terms : upon) {
      assertRefused(Reason.EXCLUSIVE_OVERLAP, records.grant(alice, press, work, terms));
      assertRefused(Reason.EXCLUSIVE_OVERLAP, records.grant(alice, press, work, terms.exclusive()));
    }
  }

  @Test
  void whatHasEndedGivesRoom() throws Exception {
    RecordId first = granted(records.grant(alice, bob, work, reproduction().exclusive()));
    accept(records.terminate(alice, first));
    RecordId second = granted(records.grant(alice, press, work, reproduction().exclusive()));
    accept(records.renounce(press, second));
    accept(records.grant(alice, bob, work, reproduction()));
  }

  @Test
  void whatEndedBeforeItBeganTakesNoRoom() throws Exception {
    RecordId first =
        granted(
            records.grant(alice, bob, work, reproduction().exclusive().during(100_000, 200_000)));
    accept(
        consortium
            .record(
                new LicenceTerminate(
                    first,
                    LicenceTerminate.Cause.CONTRACT,
                    Optional.of(TestConsortium.START.plus(50_000))))
            .by(alice, Role.LICENSOR));
    accept(records.grant(alice, press, work, reproduction().during(0, 300_000)));
  }

  @Test
  void moreLicencesThanOneNodeOfTheRegisterAreKeptApart() throws Exception {
    RecordId thirtieth = null;
    for (int i = 0; i < 70; i++) {
      TestTerms terms = reproduction().territory("CN-" + i);
      RecordId id = granted(records.grant(alice, bob, work, terms.exclusive()));
      thirtieth = i == 30 ? id : thirtieth;
    }
    assertRefused(
        Reason.EXCLUSIVE_OVERLAP,
        records.grant(alice, press, work, reproduction().territory("CN-30")));
    accept(records.renounce(bob, java.util.Objects.requireNonNull(thirtieth)));
    accept(records.grant(alice, press, work, reproduction().territory("CN-30")));
    assertRefused(
        Reason.EXCLUSIVE_OVERLAP,
        records.grant(alice, press, work, reproduction().territory("CN-69")));
  }

  @Test
  void aSaleBreaksNoLicence() throws Exception {
    RecordId grant =
        granted(records.grant(alice, bob, work, reproduction().exclusive().sublicensing()));
    accept(records.transfer(alice, court, work, 10_000));
    assertRefused(Reason.EXCLUSIVE_OVERLAP, records.grant(court, press, work, reproduction()));
    accept(records.sublicense(bob, press, grant, reproduction()));
    assertRefused(Reason.BEYOND_TITLE, records.grant(alice, press, work, reproduction()));
  }

  // ---- right.waive, right.encumber

  @Test
  void allHoldersTogetherWaiveTowardsEverybody() throws Exception {
    accept(records.transfer(alice, bob, work, 1));
    assertRefused(Reason.BEYOND_TITLE, records.waive(alice, work, Right.REPRODUCTION));
    RightWaive content =
        RightWaive.ofRights(
            work, Set.of(Right.REPRODUCTION), TestConsortium.START, TestTerms.YEAR_2100);
    accept(consortium.record(content).by(alice, Role.OWNER).by(bob, Role.OWNER));
    assertRefused(
        Reason.EXCLUSIVE_OVERLAP,
        consortium
            .record(new LicenceGrant(work, reproduction().exclusive().terms()))
            .by(alice, Role.LICENSOR)
            .by(bob, Role.LICENSOR)
            .by(press, Role.LICENSEE));
    accept(records.grant(alice, press, work, reproduction()));
    assertRefused(Reason.MORAL_RIGHT, records.waive(alice, work, Right.INTEGRITY));
  }

  @Test
  void pledgedRightsNeedThePledgee() throws Exception {
    TestRecord pledge = records.pledge(alice, press, work, Right.REPRODUCTION, Right.RENTAL);
    accept(pledge);
    assertRefused(Reason.ENCUMBERED, records.grant(alice, bob, work, reproduction()));
    assertRefused(Reason.ENCUMBERED, records.transfer(alice, bob, work, 1));
    assertRefused(Reason.ENCUMBERED, records.waive(alice, work, Right.RENTAL));
    assertRefused(Reason.ENCUMBERED, records.pledge(alice, bob, work, Right.RENTAL));
    accept(records.grant(alice, bob, work, TestTerms.of(Right.BROADCASTING)));
    accept(records.grant(alice, bob, work, reproduction()).by(press, Role.PLEDGEE));
    accept(records.grant(alice, press, work, reproduction()));
    accept(records.transfer(alice, bob, work, 5_000).by(press, Role.PLEDGEE));
    accept(records.grant(bob, court, work, reproduction()));
    assertRefused(Reason.ROLE_DENIED, records.release(bob, pledge.id()));
    accept(records.release(press, pledge.id()));
    assertRefused(Reason.UNKNOWN_RECORD, records.release(press, pledge.id()));
    accept(records.grant(alice, bob, work, reproduction()));
  }

  @Test
  void aPledgedShareIsNotBroughtIntoAnExclusiveLicenceOfItsHolderOwn() throws Exception {
    accept(records.transfer(alice, bob, work, 4_000));
    accept(records.pledge(alice, press, work, Right.RENTAL));
    TestTerms exclusive = TestTerms.of(Right.RENTAL).exclusive().sublicensing();
    assertRefused(Reason.ENCUMBERED, records.grant(bob, alice, work, exclusive));
    accept(records.grant(bob, alice, work, exclusive).by(press, Role.PLEDGEE));
  }

  @Test
  void onlyHoldersPledgeAndOnlyEconomicRights() throws Exception {
    assertRefused(Reason.NOT_OWNER, records.pledge(bob, press, work, Right.RENTAL));
    assertRefused(Reason.MORAL_RIGHT, records.pledge(alice, press, work, Right.REVISION));
    assertRefused(Reason.ROLE_DENIED, records.pledge(alice, alice, work, Right.RENTAL));
    assertRefused(
        Reason.UNKNOWN_RECORD, records.release(press, records.declare(alice, CONTENT).id()));
  }

  @Test
  void recreationAndRightsSayTheSame() throws Exception {
    assertRefusedForm(TestTerms.of(Right.REPRODUCTION).recreation(Recreation.ADAPT));
    assertRefusedForm(TestTerms.of(Right.ADAPTATION).recreation(Recreation.NONE));
    assertRefusedForm(TestTerms.of(Right.ADAPTATION).territory("cn"));
    assertRefusedForm(TestTerms.of(Right.ADAPTATION).territory("CN", "CN-11"));
    assertRefusedForm(TestTerms.of(Right.ADAPTATION).territory("*", "CN"));
    assertRefusedForm(TestTerms.of(Right.ADAPTATION).language("Chinese"));
  }

  private void assertRefusedForm(TestTerms terms) {
    byte[] record = records.grant(alice, bob, work, terms).bytes();
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> new org.colophon.core.record.RecordParser(65_536).parse(record))
        .isInstanceOfSatisfying(
            org.colophon.core.RefusedException.class,
            e -> assertThat(e.refusal().reason()).isEqualTo(Reason.MALFORMED));
  }

  @Test
  void refusesAnExclusiveLicenceThatWouldBeComparedWithTooMany() throws Exception {
    List<byte[]> shared = new ArrayList<>();
    for (int i = 0; i <= LicenceRules.COMPARED_MAX; i++) {
      shared.add(records.grant(alice, bob, work, reproduction()).bytes());
    }
    for (Outcome outcome : ledger.orderAll(ledger.nextStamp(), shared)) {
      assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
    }
    TestTerms apart = TestTerms.of(Right.RENTAL);
    assertRefused(Reason.TOO_LARGE, records.grant(alice, press, work, apart.exclusive()));
    accept(records.grant(alice, press, work, TestTerms.of(Right.RENTAL)));
  }

  @Test
  void aLicenceIsEndedEarlierOnlySoManyTimes() throws Exception {
    RecordId licence = granted(records.grant(alice, bob, work, reproduction()));
    for (int i = 0; i < LicenceState.ENDINGS_MAX; i++) {
      accept(endingAt(licence, TestTerms.YEAR_2030.plus(-i)));
    }
    assertRefused(Reason.TOO_LARGE, endingAt(licence, TestTerms.YEAR_2030.plus(-100)));
  }

  private TestRecord endingAt(RecordId licence, Timestamp time) {
    return records
        .record(new LicenceTerminate(licence, LicenceTerminate.Cause.BREACH, Optional.of(time)))
        .by(alice, Role.LICENSOR);
  }

  @Test
  void aWorkBearsOnlySoManyPledges() throws Exception {
    List<Actor> holders = new ArrayList<>(List.of(alice));
    for (int i = 0; holders.size() * Right.ECONOMIC.size() <= Pledges.PLEDGES_MAX; i++) {
      Actor holder = consortium.actor("holder-" + i);
      accept(records.register(notary, holder));
      accept(records.transfer(alice, holder, work, 1_000));
      holders.add(holder);
    }
    List<TestRecord> pledges = new ArrayList<>();
    for (Actor holder : holders) {
      Right.ECONOMIC.forEach(right -> pledges.add(records.pledge(holder, press, work, right)));
    }
    for (TestRecord pledge : pledges.subList(0, Pledges.PLEDGES_MAX)) {
      accept(pledge);
    }
    TestRecord last = pledges.get(Pledges.PLEDGES_MAX);
    assertRefused(Reason.TOO_LARGE, last);
    accept(records.release(press, pledges.getFirst().id()));
    accept(last);
  }
}
