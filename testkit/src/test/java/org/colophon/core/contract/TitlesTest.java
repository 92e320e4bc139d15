package org.colophon.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.RecordId;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Link;
import org.colophon.core.chain.Outcome;
import org.colophon.core.chain.Receipt;
import org.colophon.core.content.ApplicationDecide.Decision;
import org.colophon.core.content.ApplicationDecide.Ground;
import org.colophon.core.content.ObjectionRaise;
import org.colophon.core.content.ObjectionResolve;
import org.colophon.core.content.Right;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.query.AsOf;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.query.TitleCheck;
import org.colophon.core.query.TitleCheck.Finding;
import org.colophon.core.query.TitleCheck.Kind;
import org.colophon.core.query.TitleCheck.Verdict;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestTerms;
import org.junit.jupiter.api.Test;

/** Whether a title hangs together, and what speaks against it. */
class TitlesTest extends ContractTest {
  private final Actor office = consortium.actor(TestConsortium.OFFICE);
  private final WorkId work;

  TitlesTest() throws Exception {
    work = declare(alice, CONTENT);
  }

  private TitleCheck check(WorkId of) throws Exception {
    return check(of, Optional.empty());
  }

  private TitleCheck check(WorkId of, Optional<Height> height) throws Exception {
    try (LedgerReader reader = ledger.read()) {
      LedgerQuery query = new LedgerQuery(reader, consortium.genesis());
      AsOf asOf = height.isPresent() ? AsOf.height(query, height.get()) : AsOf.newest(query);
      return TitleCheck.of(query, of, asOf).orElseThrow();
    }
  }

  private static void assertFound(TitleCheck check, Verdict verdict, Finding... findings) {
    assertThat(check.verdict()).isEqualTo(verdict);
    assertThat(check.findings()).containsExactly(findings);
  }

  private Receipt transferred(Actor from, Actor to, long share) throws Exception {
    return accept(records.transfer(from, to, work, share));
  }

  @Test
  void aChainOfTransfersIsSoundAndShownWhole() throws Exception {
    Receipt first = transferred(alice, bob, 10_000);
    Receipt second = transferred(bob, notary, 4_000);
    TitleCheck check = check(work);
    assertFound(check, Verdict.SOUND);
    assertThat(check.chain().stream().map(record -> record.id()).toList())
        .containsExactly(new RecordId(work.hash()), first.id(), second.id());
    assertThat(check(work, Optional.of(first.height())).chain()).hasSize(2);
  }

  /** Records that carry the digest without claiming it are no cover for a copy. */
  @Test
  void noNumberOfRecordsHidesAnEarlierClaim() throws Exception {
    List<byte[]> captures = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      captures.add(records.capture(bob, CONTENT).bytes());
    }
    assertThat(ledger.orderAll(ledger.nextStamp(), captures))
        .allMatch(outcome -> outcome instanceof Outcome.Accepted);
    TestRecord copy = records.declare(bob, CONTENT);
    Receipt copied = accept(copy);
    Finding earlier = new Finding(Kind.EARLIER_CLAIM, copy.work(), new RecordId(work.hash()));
    assertFound(check(copy.work()), Verdict.DOUBTFUL, earlier);
    accept(records.deposit(alice, consortium.hash("later")));
    assertFound(check(copy.work(), Optional.of(copied.height())), Verdict.DOUBTFUL, earlier);
  }

  @Test
  void whoDeclaredTheSameContentLaterHasADoubtfulTitleAndTheFirstHasNot() throws Exception {
    TestRecord copy = records.declare(bob, CONTENT);
    Receipt copied = accept(copy);
    assertFound(
        check(copy.work()),
        Verdict.DOUBTFUL,
        new Finding(Kind.EARLIER_CLAIM, copy.work(), new RecordId(work.hash())));
    accept(records.transfer(bob, notary, copy.work(), 10_000));
    assertThat(check(copy.work()).verdict()).as("passed on").isEqualTo(Verdict.DOUBTFUL);
    assertThat(check(copy.work(), Optional.of(copied.height())).verdict())
        .isEqualTo(Verdict.DOUBTFUL);
    assertFound(check(work), Verdict.SOUND);
  }

  @Test
  void anObjectionSpeaksAgainstItWhileItStands() throws Exception {
    TestRecord objection = records.object(bob, work, ObjectionRaise.Ground.AUTHORSHIP);
    Receipt raised = accept(objection);
    assertFound(check(work), Verdict.DOUBTFUL, new Finding(Kind.DISPUTED, work, objection.id()));
    accept(records.resolve(court, objection.id(), ObjectionResolve.Outcome.DISMISSED));
    assertFound(check(work), Verdict.SOUND);
    assertThat(check(work, Optional.of(raised.height())).verdict()).isEqualTo(Verdict.DOUBTFUL);
  }

  @Test
  void aKeyThatWasRevokedSinceSpeaksAgainstWhatItSigned() throws Exception {
    Receipt passed = transferred(alice, bob, 5_000);
    accept(records.revoke(bob));
    assertFound(check(work), Verdict.DOUBTFUL, new Finding(Kind.KEY_REVOKED, work, passed.id()));
    assertThat(check(work, Optional.of(passed.height())).findings()).isEmpty();
  }

  @Test
  void aKeyThatGaveWayToAnotherOneSaysNothing() throws Exception {
    Actor renewed = alice.with(consortium.actor("alice-renewed").key());
    accept(records.rotate(alice, renewed));
    assertFound(check(work), Verdict.SOUND);
  }

  @Test
  void anOfficeThatDidNotConfirmSpeaksAgainstIt() throws Exception {
    TestRecord application = records.apply(alice, work, TestConsortium.OFFICE);
    accept(application);
    assertFound(check(work), Verdict.SOUND);
    TestRecord refusal =
        records.decide(office, application.id(), Decision.REFUSE, Ground.TITLE_UNPROVEN);
    accept(refusal);
    assertFound(check(work), Verdict.DOUBTFUL, new Finding(Kind.NOT_CONFIRMED, work, refusal.id()));
  }

  @Test
  void aCorrectionOfTheDeclarationSpeaksAgainstIt() throws Exception {
    TestRecord correction = records.correct(alice, new RecordId(work.hash()));
    accept(correction);
    assertFound(check(work), Verdict.DOUBTFUL, new Finding(Kind.CORRECTED, work, correction.id()));
  }

  @Test
  void whoRecreatesNeedsLeaveWhichALicenceOrTheTitleGives() throws Exception {
    TestRecord stolen = records.declareDerived(bob, work, OTHER);
    accept(stolen);
    assertFound(
        check(stolen.work()),
        Verdict.DOUBTFUL,
        new Finding(Kind.NO_LEAVE_TO_RECREATE, stolen.work(), stolen.id()));
    TestRecord own = records.declareDerived(alice, work, Hash.sha256(new byte[] {3}));
    accept(own);
    assertFound(check(own.work()), Verdict.SOUND);
    accept(records.grant(alice, bob, work, TestTerms.of(Right.ADAPTATION)));
    TestRecord licensed = records.declareDerived(bob, work, Hash.sha256(new byte[] {4}));
    accept(licensed);
    assertFound(check(licensed.work()), Verdict.SOUND);
    assertThat(check(stolen.work()).verdict())
        .as("a licence that came later")
        .isEqualTo(Verdict.DOUBTFUL);
  }

  @Test
  void whatSpeaksAgainstAnOriginalSpeaksAgainstWhatWasMadeOfIt() throws Exception {
    TestRecord own = records.declareDerived(alice, work, OTHER);
    accept(own);
    TestRecord objection = records.object(bob, work, ObjectionRaise.Ground.COPYING);
    accept(objection);
    assertFound(
        check(own.work()), Verdict.DOUBTFUL, new Finding(Kind.DISPUTED, work, objection.id()));
  }

  @Test
  void aLongLineOfOriginalsIsFollowedSoFarAndNoFarther() throws Exception {
    WorkId newest = work;
    for (int i = 0; i < 9; i++) {
      TestRecord next =
          records.declareDerived(alice, newest, Hash.sha256(new byte[] {9, (byte) i}));
      accept(next);
      newest = next.work();
    }
    TitleCheck check = check(newest);
    assertThat(check.verdict()).isEqualTo(Verdict.SOUND);
    assertThat(check.findings()).extracting(Finding::kind).containsExactly(Kind.MORE_ORIGINALS);
  }

  @Test
  void anAgentsDeclarationIsNotedAndMakesNothingDoubtful() throws Exception {
    TestRecord declared =
        consortium
            .record(
                records.published(List.of(new WorkDeclare.Author(alice.subject(), 10_000)), OTHER))
            .by(bob, Role.AGENT);
    accept(declared);
    assertFound(
        check(declared.work()),
        Verdict.SOUND,
        new Finding(Kind.BY_AGENT, declared.work(), declared.id()));
  }

  @Test
  void threeTransfersInAMonthAreNotedAndMakeNothingDoubtful() throws Exception {
    transferred(alice, bob, 10_000);
    transferred(bob, notary, 10_000);
    Receipt third = transferred(notary, alice, 10_000);
    assertFound(check(work), Verdict.SOUND, new Finding(Kind.QUICK_TRANSFERS, work, third.id()));
  }

  // ---- a ledger that no honest node has

  private TitleCheck checkOn(BiFunction<String, Object[], Optional<Object>> lie) throws Exception {
    try (LedgerReader honest = ledger.read()) {
      LedgerReader lying =
          (LedgerReader)
              Proxy.newProxyInstance(
                  LedgerReader.class.getClassLoader(),
                  new Class<?>[] {LedgerReader.class},
                  (_, method, args) -> {
                    Object[] given = args == null ? new Object[0] : args;
                    Optional<Object> told = lie.apply(method.getName(), given);
                    try {
                      return told.isPresent() ? told.get() : method.invoke(honest, given);
                    } catch (InvocationTargetException e) {
                      throw e.getCause();
                    }
                  });
      LedgerQuery query = new LedgerQuery(lying, consortium.genesis());
      return TitleCheck.of(query, work, AsOf.newest(query)).orElseThrow();
    }
  }

  @Test
  void aTransferOfWhatWasNotHeldBreaksTheChain() throws Exception {
    Receipt first = transferred(alice, bob, 10_000);
    Receipt second = transferred(bob, notary, 10_000);
    List<LeafIndex> all = linked(Link.title(work));
    TitleCheck check =
        checkOn((method, args) ->
            method.equals("linked") && Arrays.asList(args).contains(Link.title(work))
                ? Optional.of(all.stream().filter(leaf -> !leaf.equals(first.index())).toList())
                : Optional.empty());
    assertThat(check.verdict()).isEqualTo(Verdict.BROKEN);
    assertThat(check.findings()).contains(new Finding(Kind.NOT_HELD, work, second.id()));
  }

  @Test
  void aStateThatTheRecordsDoNotGiveBreaksIt() throws Exception {
    Title other = Title.ofAuthors(List.of(new WorkDeclare.Author(bob.subject(), 10_000)));
    TitleCheck check =
        checkOn((method, args) ->
            method.equals("state") && args[0].equals(Title.stateKey(work))
                ? Optional.of(Optional.of(other.json().bytes()))
                : Optional.empty());
    assertThat(check.verdict()).isEqualTo(Verdict.BROKEN);
    assertThat(check.findings())
        .containsExactly(new Finding(Kind.STATE_DIFFERS, work, new RecordId(work.hash())));
  }
}
