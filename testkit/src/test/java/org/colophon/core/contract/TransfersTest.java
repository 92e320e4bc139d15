package org.colophon.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.colophon.core.Reason;
import org.colophon.core.SubjectId;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Link;
import org.colophon.core.chain.Outcome;
import org.colophon.core.chain.Receipt;
import org.colophon.core.content.Right;
import org.colophon.core.content.Transfer;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.record.Role;
import org.colophon.testkit.Actor;
import org.colophon.testkit.Seeds;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestLedger;
import org.colophon.testkit.TestRecord;
import org.junit.jupiter.api.Test;

/** transfer: who holds what, right by right. */
class TransfersTest extends ContractTest {
  TransfersTest() throws Exception {}

  private TestRecord transfer(
      Actor owner, Actor acquirer, WorkId work, long share, Right... rights) {
    return consortium
        .record(new Transfer(work, Set.of(rights), false, share, Optional.empty()))
        .by(owner, Role.OWNER)
        .by(acquirer, Role.ACQUIRER);
  }

  @Test
  void allEconomicRightsPass() throws Exception {
    WorkId work = declare(alice, CONTENT);
    Receipt receipt = accept(records.transfer(alice, bob, work, 4_000));
    for (Right right : Right.ECONOMIC) {
      assertThat(title(work).sharesIn(right))
          .isEqualTo(new TreeMap<>(Map.of(alice.subject(), 6_000L, bob.subject(), 4_000L)));
    }
    assertThat(linked(Link.work(work))).contains(receipt.index());
    assertThat(linked(Link.subject(bob.subject()))).contains(receipt.index());
  }

  @Test
  void oneRightPassesAndTheOthersStay() throws Exception {
    WorkId work = declare(alice, CONTENT);
    accept(transfer(alice, bob, work, 10_000, Right.TRANSLATION));
    assertThat(title(work).share(bob.subject(), Right.TRANSLATION)).isEqualTo(10_000);
    assertThat(title(work).share(alice.subject(), Right.TRANSLATION)).isZero();
    assertThat(title(work).share(alice.subject(), Right.ADAPTATION)).isEqualTo(10_000);
    assertRefused(Reason.NOT_OWNER, records.transfer(alice, bob, work, 1));
    accept(transfer(alice, bob, work, 10_000, Right.ADAPTATION, Right.RENTAL));
    assertRefused(Reason.NOT_OWNER, transfer(alice, bob, work, 1, Right.RENTAL));
  }

  @Test
  void rightsThatAllStandAloneStillPassTogether() throws Exception {
    WorkId work = declare(alice, CONTENT);
    for (Right right : Right.ECONOMIC) {
      accept(transfer(alice, bob, work, 10_000, right));
    }
    accept(records.transfer(bob, alice, work, 2_500));
    accept(records.transfer(alice, bob, work, 500));
    for (Right right : Right.ECONOMIC) {
      assertThat(title(work).sharesIn(right))
          .as("%s", right)
          .isEqualTo(new TreeMap<>(Map.of(alice.subject(), 2_000L, bob.subject(), 8_000L)));
    }
    assertThat(title(work).common()).isEqualTo(title(work).sharesIn(Right.OTHER));
  }

  @Test
  void moralRightsNeverPass() throws Exception {
    WorkId work = declare(alice, CONTENT);
    for (Right right : Right.values()) {
      if (right.isMoral()) {
        assertRefused(Reason.MORAL_RIGHT, transfer(alice, bob, work, 1, Right.REPRODUCTION, right));
      }
    }
  }

  @Test
  void nobodyDisposesOfMoreThanIsHeld() throws Exception {
    WorkId work = declare(alice, CONTENT);
    accept(records.transfer(alice, bob, work, 4_000));
    assertRefused(Reason.EXCEEDS_SHARE, records.transfer(bob, alice, work, 4_001));
    assertRefused(Reason.EXCEEDS_SHARE, transfer(alice, bob, work, 6_001, Right.RENTAL));
    assertRefused(Reason.NOT_OWNER, records.transfer(court, alice, work, 1));
  }

  @Test
  void refusesAnUnknownOrUndeclaredWork() throws Exception {
    TestRecord draft = records.draft(alice, CONTENT);
    assertRefused(Reason.UNKNOWN_WORK, records.transfer(alice, bob, draft.work(), 1));
    accept(draft);
    assertRefused(Reason.UNKNOWN_WORK, records.transfer(alice, bob, draft.work(), 1));
  }

  @Test
  void bothSignInTheirRolesWithKeysInForce() throws Exception {
    WorkId work = declare(alice, CONTENT);
    Transfer content = Transfer.ofAllEconomic(work, 1, Optional.empty());
    assertRefused(Reason.ROLE_DENIED, consortium.record(content).by(alice, Role.OWNER));
    assertRefused(
        Reason.ROLE_DENIED,
        consortium.record(content).by(bob, Role.ACQUIRER).by(alice, Role.OWNER));
    assertRefused(Reason.ROLE_DENIED, records.transfer(alice, alice, work, 1));
    assertRefused(Reason.UNKNOWN_KEY, records.transfer(alice, stranger, work, 1));
    assertRefused(Reason.ROLE_DENIED, records.transfer(alice.with(bob.key()), bob, work, 1));
    accept(records.revoke(bob));
    assertRefused(Reason.KEY_REVOKED, records.transfer(alice, bob, work, 1));
  }

  @Test
  void aRightHasABoundedNumberOfHolders() throws Exception {
    List<WorkDeclare.Author> authors = new ArrayList<>();
    List<byte[]> registrations = new ArrayList<>();
    List<Actor> holders = new ArrayList<>();
    for (int i = 0; i < 1_100; i++) {
      Actor holder = consortium.actor("holder-" + i);
      holders.add(holder);
      registrations.add(records.register(notary, holder).bytes());
    }
    ledger.orderAll(ledger.nextStamp(), registrations);
    authors.add(author(alice, 10_000));
    TestRecord declared =
        consortium.record(records.published(authors, CONTENT)).by(alice, Role.CREATOR);
    accept(declared);
    List<byte[]> transfers = new ArrayList<>();
    for (int i = 0; i < Title.HOLDERS_MAX - 1; i++) {
      transfers.add(records.transfer(alice, holders.get(i), declared.work(), 1).bytes());
    }
    assertThat(ledger.orderAll(ledger.nextStamp(), transfers))
        .allMatch(Outcome.Accepted.class::isInstance);
    Actor last = holders.getLast();
    assertRefused(Reason.TOO_LARGE, records.transfer(alice, last, declared.work(), 1));
    accept(records.transfer(holders.getFirst(), last, declared.work(), 1));
  }

  /** Who holds what, kept as plainly as can be: one map of shares for each right. */
  private static final class ReferenceTitle {
    private final Map<Right, TreeMap<SubjectId, Long>> shares = new EnumMap<>(Right.class);

    ReferenceTitle(SubjectId author) {
      Right.ECONOMIC.forEach(r -> shares.put(r, new TreeMap<>(Map.of(author, 10_000L))));
    }

    Map<SubjectId, Long> of(Right right) {
      return Optional.ofNullable(shares.get(right)).orElseThrow();
    }

    boolean pass(Set<Right> rights, SubjectId from, SubjectId to, long share) {
      if (!rights.stream().allMatch(r -> of(r).getOrDefault(from, 0L) >= share)) {
        return false;
      }
      for (Right right : rights) {
        Map<SubjectId, Long> held = of(right);
        held.merge(from, -share, Long::sum);
        held.merge(to, share, Long::sum);
        held.values().removeIf(value -> value == 0);
      }
      return true;
    }
  }

  @Test
  void everyRightKeepsItsTenThousandInAnyHistory() {
    Seeds.check(7, 6, TransfersTest::runHistory);
  }

  private static void runHistory(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    TestConsortium consortium = TestConsortium.ofSeed(seed);
    List<Actor> actors = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      actors.add(consortium.actor("holder-" + i));
    }
    TestLedger ledger = consortium.openWith(actors.toArray(Actor[]::new));
    TestRecord work = consortium.records().declare(actors.getFirst(), CONTENT);
    ledger.accept(work);
    ReferenceTitle reference = new ReferenceTitle(actors.getFirst().subject());
    int passed = 0;
    for (int i = 0; i < 250; i++) {
      Actor from = actors.get(random.nextInt(actors.size()));
      Actor to = actors.get(random.nextInt(actors.size()));
      if (from.equals(to)) {
        continue;
      }
      long share = random.nextInt(6) == 0 ? 10_000 : 1 + random.nextInt(1_500);
      boolean all = random.nextInt(4) == 0;
      Set<Right> rights = all ? Right.ECONOMIC : someRights(random);
      TestRecord transfer =
          consortium
              .record(new Transfer(work.work(), rights, all, share, Optional.empty()))
              .by(from, Role.OWNER)
              .by(to, Role.ACQUIRER);
      boolean accepted = ledger.order(transfer) instanceof Outcome.Accepted;
      boolean expected = reference.pass(rights, from.subject(), to.subject(), share);
      assertThat(accepted).as("step %s", i).isEqualTo(expected);
      passed += accepted ? 1 : 0;
      Title title = Title.read(ledger.state(Title.stateKey(work.work())).orElseThrow());
      for (Right right : Right.ECONOMIC) {
        assertThat(title.sharesIn(right)).as("step %s", i).isEqualTo(reference.of(right));
        assertThat(title.sharesIn(right).values().stream().mapToLong(Long::longValue).sum())
            .isEqualTo(10_000);
      }
    }
    assertThat(passed).isGreaterThan(30);
  }

  /** Mostly a few rights, now and then every one of them, each named. */
  private static Set<Right> someRights(SplittableRandom random) {
    List<Right> economic = List.copyOf(EnumSet.copyOf(Right.ECONOMIC));
    EnumSet<Right> rights = EnumSet.of(economic.get(random.nextInt(economic.size())));
    for (int more = random.nextInt(3); more > 0; more--) {
      rights.add(economic.get(random.nextInt(economic.size())));
    }
    return random.nextInt(8) == 0 ? Right.ECONOMIC : rights;
  }
}
