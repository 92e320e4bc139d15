package org.colophon.core.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.colophon.core.Height;
import org.colophon.core.RecordId;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.Outcome;
import org.colophon.core.content.RecordType;
import org.colophon.core.content.Scope;
import org.colophon.core.membership.Limits;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import org.colophon.testkit.Actor;
import org.colophon.testkit.MemoryStore;
import org.colophon.testkit.Seeds;
import org.colophon.testkit.TestCases;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestLedger;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestScope;
import org.junit.jupiter.api.Test;

/**
 * Histories of grants, delegations, revocations and leases made of a seed: the ledger takes exactly
 * what a plain model takes; what is delegated never widens, and reads never exceed.
 */
class ReadHistoriesTest {
  private static final int STEPS = 1_200;
  private static final long HOUR_MS = 3_600_000;
  private static final long DAY_MS = 24 * HOUR_MS;
  private static final long TIMES_MAX = 6;
  private static final List<Hash> WORKS = labels("a", "b", "never named");
  private static final List<Hash> PARTIES = labels("x", "y", "never named either");
  private static final List<RecordType> TYPES =
      List.of(RecordType.WORK_DECLARE, RecordType.ACCESS, RecordType.TRANSFER);

  private static List<Hash> labels(String... labels) {
    return List.of(labels).stream().map(TestScope::commitment).toList();
  }

  @Test
  void theLedgerAgreesWithAPlainModelInAnyHistory() {
    Seeds.check(39, 4, seed -> new History(seed).run());
  }

  private static final class History {
    private final SplittableRandom random;
    private final TestConsortium consortium;
    private final TestCases cases;
    private final TestLedger ledger;
    private final ReferenceReads model = new ReferenceReads(WORKS, PARTIES, TYPES, TIMES_MAX);
    private final List<Actor> courts = new ArrayList<>();
    private final List<Actor> grantees = new ArrayList<>();
    private final List<Actor> nodes = new ArrayList<>();
    private final List<RecordId> grants = new ArrayList<>();
    private final List<RecordId> leases = new ArrayList<>();
    private RecordId opened;
    private Height sealed = new Height(0);
    private long now;
    private int accepted;
    private int refused;
    private int delegated;
    private int leased;

    History(long seed) throws Exception {
      random = new SplittableRandom(seed);
      Limits plain = Limits.DEFAULT;
      consortium =
          TestConsortium.ofSeed(
              seed,
              new Limits(
                  plain.recordBytesMax(),
                  plain.entryBytesMax(),
                  plain.entryRecordsMax(),
                  plain.unsealedBlocksMax(),
                  DAY_MS));
      cases = consortium.records().cases();
      ledger = consortium.open(new MemoryStore());
      courts.add(consortium.actor(TestConsortium.COURT_NORTH));
      courts.add(consortium.actor(TestConsortium.COURT_SOUTH));
      for (int i = 0; i < 4; i++) {
        Actor grantee = consortium.actor("grantee-" + i);
        register(consortium.actor(TestConsortium.NOTARY), grantee);
        grantees.add(grantee);
      }
      for (Actor court : courts) {
        Actor node = consortium.actor(TestConsortium.node(court.organisation()).text());
        register(court, node);
        nodes.add(node);
      }
      now = ledger.nextStamp().value();
      open();
    }

    private void register(Actor registrar, Actor subject) throws Exception {
      ledger.accept(consortium.records().register(registrar, subject));
    }

    void run() throws Exception {
      for (int i = 0; i < STEPS; i++) {
        pass();
        step();
        if (i % 20 == 0) {
          assertViewsAgree();
        }
      }
      for (RecordId grant : grants) {
        assertThat(model.isNarrowerAllTheWayUp(grant)).as("%s", grant).isTrue();
        assertThat(model.left(grant)).as("%s", grant).isNotNegative();
      }
      assertThat(accepted).isGreaterThan(STEPS / 4);
      assertThat(refused).isGreaterThan(STEPS / 10);
      assertThat(delegated).isGreaterThan(STEPS / 40);
      assertThat(leased).isGreaterThan(STEPS / 20);
    }

    /** Mostly moments; now and then hours, so that days begin, grants run out and seals follow. */
    private void pass() throws Exception {
      Height height = ledger.ledger().tip().header().height();
      boolean hours = random.nextInt(12) == 0 && !height.equals(sealed);
      now =
          Math.max(now, ledger.nextStamp().value())
              + (hours ? random.nextLong(HOUR_MS, 8 * HOUR_MS) : random.nextInt(9));
      if (hours) {
        ledger.seal(now / 1000);
        sealed = height;
      }
    }

    private void step() throws Exception {
      switch (random.nextInt(20)) {
        case 0, 1, 2 -> grant();
        case 3, 4, 5, 6, 7, 8 -> delegate();
        case 9 -> revoke();
        case 10, 11, 12, 13, 14 -> lease();
        case 15, 16, 17, 18 -> settle();
        default -> {
          if (random.nextInt(8) == 0) {
            close();
            open();
          } else {
            grant();
          }
        }
      }
    }

    private void open() throws Exception {
      TestRecord record = cases.open(courts.getFirst());
      order(record, true);
      opened = record.id();
      model.open(opened);
    }

    private void close() throws Exception {
      order(cases.close(courts.getFirst(), opened, new Timestamp(now)), true);
      model.close(opened);
      now++;
    }

    private void grant() throws Exception {
      Actor grantee = pick(grantees);
      Scope scope = scope();
      TestRecord record = cases.grant(opened, grantee.subject(), scope, pick(courts));
      boolean expected = model.mayGrant(opened, scope, now);
      order(record, expected);
      if (expected) {
        model.grant(record.id(), opened, Optional.empty(), grantee.subject(), scope);
        grants.add(record.id());
      }
    }

    private void delegate() throws Exception {
      if (grants.isEmpty()) {
        return;
      }
      RecordId parent = recent(grants);
      Scope above = view(parent).line().scope();
      SubjectId holder = view(parent).line().grant().content().grantee();
      Actor from =
          random.nextInt(10) == 0
              ? pick(grantees)
              : grantees.stream().filter(a -> a.subject().equals(holder)).findFirst().orElseThrow();
      Actor to = pick(grantees);
      Scope scope = random.nextInt(4) == 0 ? scope() : near(above);
      TestRecord record = cases.delegate(from, opened, parent, to.subject(), scope);
      boolean expected =
          model.mayDelegate(from.subject(), to.subject(), opened, parent, scope, now);
      order(record, expected);
      if (expected) {
        model.grant(record.id(), opened, Optional.of(parent), to.subject(), scope);
        grants.add(record.id());
        delegated++;
      }
    }

    private void revoke() throws Exception {
      if (grants.isEmpty()) {
        return;
      }
      RecordId grant = recent(grants);
      boolean byCourt = random.nextInt(3) == 0;
      Actor signer = byCourt ? pick(courts) : pick(grantees);
      boolean expected = model.mayRevoke(signer.subject(), byCourt, grant);
      order(cases.revoke(signer, byCourt ? Role.MEMBER : Role.GRANTEE, grant), expected);
      if (expected) {
        model.revoke(grant);
      }
    }

    private void lease() throws Exception {
      if (grants.isEmpty()) {
        return;
      }
      RecordId grant = recent(grants);
      Actor node = pick(nodes);
      long reads = 1L + random.nextInt(6);
      long until = now + random.nextLong(2 * DAY_MS);
      TestRecord record = cases.lease(node, grant, reads, new Timestamp(until));
      boolean expected = model.mayLease(node.subject(), grant, reads, until, now);
      order(record, expected);
      if (expected) {
        model.lease(record.id(), node.subject(), grant, reads, now);
        leases.add(record.id());
        leased++;
      }
    }

    private void settle() throws Exception {
      if (leases.isEmpty()) {
        return;
      }
      RecordId lease = recent(leases);
      Actor node = pick(nodes);
      long count = random.nextInt(7);
      boolean expected = model.maySettle(node.subject(), lease, count);
      order(cases.settle(node, lease, count), expected);
      if (expected) {
        model.settle(lease, count);
      }
    }

    private Scope scope() {
      Set<Hash> works = some(WORKS.subList(0, 2), 0);
      Set<Hash> parties = some(PARTIES.subList(0, 2), works.isEmpty() ? 1 : 0);
      long from = random.nextLong(TIMES_MAX - 1);
      return new Scope(
          List.copyOf(works),
          List.copyOf(parties),
          types(),
          pick(List.of(Scope.ReaderClass.values())),
          new Timestamp(from),
          new Timestamp(from + 1 + random.nextLong(TIMES_MAX - from)),
          EnumSet.copyOf(some(List.of(Scope.Verb.values()), 1)),
          new Timestamp(now + (random.nextInt(30) == 0 ? 200 : random.nextLong(4)) * DAY_MS),
          20 + random.nextInt(30),
          5 + random.nextInt(12),
          random.nextInt(3),
          random.nextInt(8) == 0);
    }

    private Optional<Set<RecordType>> types() {
      return random.nextInt(3) == 0
          ? Optional.empty()
          : Optional.of(EnumSet.copyOf(some(TYPES.subList(0, 2), 1)));
    }

    /** The scope above with one member of another scope: within it or just beyond it. */
    private Scope near(Scope above) {
      Scope other = scope();
      int changed = random.nextInt(14);
      return new Scope(
          changed == 0 && !above.parties().isEmpty() ? other.works() : above.works(),
          changed == 1 && !above.works().isEmpty() ? other.parties() : above.parties(),
          changed == 2 ? other.types() : above.types(),
          changed == 3 ? other.readers() : above.readers(),
          changed == 4 ? new Timestamp(0) : above.recordsFrom(),
          changed == 5 ? new Timestamp(TIMES_MAX) : above.recordsUntil(),
          changed == 6 ? other.verbs() : above.verbs(),
          changed == 7 ? other.until() : above.until(),
          changed == 8 ? above.reads() + random.nextInt(3) - 1 : above.reads(),
          changed == 9 ? above.readsADay() + random.nextInt(3) - 1 : above.readsADay(),
          changed == 10 ? random.nextInt(3) : Math.max(0, above.depth() - 1),
          (changed == 11) != above.urgent());
    }

    private <T> Set<T> some(List<T> of, int min) {
      Set<T> some = new java.util.LinkedHashSet<>();
      int size = min + random.nextInt(of.size() + 1 - min);
      while (some.size() < size) {
        some.add(pick(of));
      }
      return some;
    }

    private <T> T pick(List<T> of) {
      return of.get(random.nextInt(of.size()));
    }

    /** Mostly one of the newest, which still count. */
    private <T> T recent(List<T> of) {
      int back = Math.min(of.size(), random.nextInt(5) == 0 ? of.size() : 8);
      return of.get(of.size() - 1 - random.nextInt(back));
    }

    /** Orders a record, which must fare as the model says. */
    private void order(TestRecord record, boolean expected) throws Exception {
      Outcome outcome = ledger.orderAll(new Timestamp(now), List.of(record.bytes())).getFirst();
      assertThat(outcome instanceof Outcome.Accepted)
          .as("%s %s", new String(record.statement(), UTF_8), outcome)
          .isEqualTo(expected);
      accepted += expected ? 1 : 0;
      refused += expected ? 0 : 1;
    }

    private GrantView view(RecordId grant) {
      try (LedgerReader reader = ledger.read()) {
        LedgerQuery query = new LedgerQuery(reader, consortium.genesis());
        return GrantView.of(query, grant, AsOf.newest(query)).orElseThrow();
      }
    }

    private void assertViewsAgree() {
      long time = ledger.ledger().tip().header().time().value();
      for (int i = Math.max(0, grants.size() - 30); i < grants.size(); i++) {
        RecordId grant = grants.get(i);
        GrantView view = view(grant);
        GrantView.Reads reads = view.reads().orElseThrow();
        assertThat(view.isEffective()).as("%s", grant).isEqualTo(model.counts(grant, time));
        assertThat(reads.left()).as("%s", grant).isEqualTo(model.left(grant));
        assertThat(reads.leftToday())
            .as("%s", grant)
            .isEqualTo(Math.min(model.left(grant), model.leftToday(grant, time)));
      }
    }
  }
}
