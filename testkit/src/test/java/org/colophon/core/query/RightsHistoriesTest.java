package org.colophon.core.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.colophon.core.Height;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Outcome;
import org.colophon.core.content.KeyRotate;
import org.colophon.core.content.Labels;
import org.colophon.core.content.LicenceGrant;
import org.colophon.core.content.LicenceSub;
import org.colophon.core.content.LicenceTerminate;
import org.colophon.core.content.LicenceTerms;
import org.colophon.core.content.ObjectionRaise;
import org.colophon.core.content.ObjectionResolve;
import org.colophon.core.content.Recreation;
import org.colophon.core.content.Right;
import org.colophon.core.content.RightEncumber;
import org.colophon.core.content.RightWaive;
import org.colophon.core.content.Transfer;
import org.colophon.core.content.WorkDerive;
import org.colophon.core.contract.ObjectionState.Status;
import org.colophon.core.contract.Title;
import org.colophon.core.membership.Limits;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.query.ReferenceRights.Licence;
import org.colophon.core.query.ReferenceRights.Objection;
import org.colophon.core.query.ReferenceRights.Pledge;
import org.colophon.core.record.RecordParser;
import org.colophon.core.record.Role;
import org.colophon.core.record.Signer;
import org.colophon.testkit.Actor;
import org.colophon.testkit.MemoryStore;
import org.colophon.testkit.Seeds;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestLedger;
import org.colophon.testkit.TestRecord;
import org.junit.jupiter.api.Test;

/**
 * Histories of transfers, licences, pledges and waivers made of a seed, by subjects whose keys give
 * way to others or are revoked and by an organisation that is suspended: the ledger takes exactly
 * what a plain model takes, answers as the model does, and answers of the past stay as they were.
 */
class RightsHistoriesTest {
  private static final int STEPS = 1_500;
  private static final int SUBJECTS = 5;
  private static final List<Right> RIGHTS =
      List.of(Right.REPRODUCTION, Right.RENTAL, Right.TRANSLATION, Right.ADAPTATION);

  @Test
  void theLedgerAgreesWithAPlainModelInAnyHistory() {
    Seeds.check(11, 3, seed -> new History(seed).run());
  }

  private static final class History {
    private final SplittableRandom random;
    private final TestConsortium consortium;
    private final TestLedger ledger;
    private final ReferenceRights model = new ReferenceRights();
    private final ReferenceKeys keys = new ReferenceKeys();
    private final RecordParser parser = new RecordParser(65_536);
    private final Actor notary;

    /** Five subjects, and an organisation that is suspended in the middle. */
    private final List<Actor> actors = new ArrayList<>();

    /** The subjects with keys that they had before. */
    private final List<Actor> former = new ArrayList<>();

    private final List<WorkId> works = new ArrayList<>();
    private final List<Remembered> remembered = new ArrayList<>();
    private long now;
    private int accepted;
    private int refused;
    private int refusedForKeys;
    private boolean suspended;

    /** What the ledger answered, and held as the title, when a block was its newest. */
    private record Remembered(
        WorkId work, SubjectId subject, Height height, String answer, Title title) {}

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
                  86_400_000));
      ledger = consortium.open(new MemoryStore());
      notary = consortium.actor(TestConsortium.NOTARY);
      for (int i = 0; i < SUBJECTS; i++) {
        Actor actor = consortium.actor("subject-" + i);
        ledger.accept(consortium.records().register(notary, actor));
        actors.add(actor);
      }
      actors.add(consortium.actor(TestConsortium.PROCURATORATE));
      actors.forEach(keys::register);
      keys.register(notary);
      keys.register(consortium.actor(TestConsortium.COURT_NORTH));
      keys.register(consortium.actor(TestConsortium.OFFICE));
      for (int i = 0; i < 3; i++) {
        TestRecord work = consortium.records().declare(actors.get(i), consortium.hash("w" + i));
        ledger.accept(work);
        works.add(work.work());
        model.declare(work.work(), actors.get(i).subject());
      }
    }

    void run() throws Exception {
      for (int i = 0; i < STEPS; i++) {
        if (i == STEPS / 2) {
          suspend();
        }
        now = ledger.nextStamp().value() + random.nextInt(2_000);
        step();
        if (i % 10 == 0) {
          assertAnswersAgree();
        }
      }
      assertInvariants();
      for (Remembered then : remembered) {
        assertThat(answer(then.work, then.subject, Optional.of(then.height)))
            .as("as of block %s", then.height)
            .isEqualTo(then.answer);
        assertThat(title(then.work, then.height))
            .as("as of block %s", then.height)
            .isEqualTo(then.title);
      }
      assertThat(accepted).isGreaterThan(STEPS / 8);
      assertThat(refused).isGreaterThan(STEPS / 5);
      assertThat(refusedForKeys).isGreaterThan(STEPS / 20);
    }

    private void step() throws Exception {
      switch (random.nextInt(19)) {
        case 0, 1 -> transfer();
        case 2, 3, 4, 5, 6 -> grant();
        case 7, 8, 9, 10 -> sublicense();
        case 11, 12 -> terminate();
        case 13 -> pledge();
        case 14 -> release();
        case 15 -> object();
        case 16 -> resolve();
        case 17 -> changeKeys();
        default -> {
          if (random.nextBoolean()) {
            waive();
          } else {
            derive();
          }
        }
      }
    }

    /**
     * Orders a record, which must fare as the model says: what is not signed by keys in force is
     * refused, and the model of rights is not even asked.
     */
    private void order(TestRecord record, BooleanSupplier rights) throws Exception {
      boolean isSigned = keys.areInForce(signers(record), now);
      boolean expected = isSigned && rights.getAsBoolean();
      Outcome outcome = ledger.orderAll(new Timestamp(now), List.of(record.bytes())).getFirst();
      assertThat(outcome instanceof Outcome.Accepted)
          .as(
              "%s %s",
              new String(record.statement(), java.nio.charset.StandardCharsets.UTF_8), outcome)
          .isEqualTo(expected);
      accepted += expected ? 1 : 0;
      refused += expected ? 0 : 1;
      refusedForKeys += isSigned ? 0 : 1;
    }

    private List<Signer> signers(TestRecord record) throws Exception {
      return parser.parse(record.bytes()).statement().signers();
    }

    private void suspend() throws Exception {
      Actor organisation = actors.getLast();
      ledger.enact(ledger.changes().suspend(notary, organisation.organisation()));
      keys.suspend(organisation.subject());
      suspended = true;
    }

    private void changeKeys() throws Exception {
      switch (random.nextInt(8)) {
        case 0, 1 -> rotate();
        case 2 -> {
          Actor holder = someone();
          order(consortium.records().revoke(holder), () -> keys.revoke(holder, now));
        }
        default -> {}
      }
    }

    /** By the key itself, mostly with some time for both; by the registrar when it has ended. */
    private void rotate() throws Exception {
      int subject = random.nextInt(SUBJECTS);
      for (int i = 0; i < SUBJECTS; i++) {
        if (!keys.isInForce(actors.get(i).key().name(), actors.get(i).subject(), now)) {
          subject = i;
        }
      }
      Actor holder = actors.get(subject);
      Actor next = holder.with(consortium.key(holder.subject().text(), former.size() + 1));
      boolean holds = keys.isInForce(holder.key().name(), holder.subject(), now);
      long end = now + 1 + random.nextInt(60_000);
      KeyRotate content =
          new KeyRotate(
              holder.subject(),
              holder.key().name(),
              next.key().name(),
              Optional.of(new Timestamp(end)));
      TestRecord record = consortium.record(content);
      if (holds) {
        record.by(holder, Role.HOLDER);
      } else {
        record.by(notary, Role.REGISTRAR);
      }
      // The successor proves that it has its key, which is not registered before.
      boolean expected = keys.rotate(holder, next, end);
      order(record.by(next, Role.SUCCESSOR), () -> expected);
      former.add(holder);
      actors.set(subject, next);
    }

    /**
     * Anybody, now and then with a key that has given way to another; one that is suspended only
     * now and then, for nothing comes of it.
     */
    private Actor someone() {
      if (suspended && random.nextInt(3) > 0) {
        return actors.get(random.nextInt(SUBJECTS));
      }
      return !former.isEmpty() && random.nextInt(12) == 0 ? anyOf(former) : anyOf(actors);
    }

    private void transfer() throws Exception {
      Actor from = someone();
      Actor to = someone();
      WorkId work = anyOf(works);
      boolean all = random.nextInt(3) == 0;
      Set<Right> rights = all ? Right.ECONOMIC : someRights();
      long share = random.nextInt(4) == 0 ? 10_000 : 1 + random.nextInt(3_000);
      TestRecord record =
          consortium
              .record(new Transfer(work, rights, all, share, Optional.empty()))
              .by(from, Role.OWNER)
              .by(to, Role.ACQUIRER);
      Set<SubjectId> pledgees = somePledgees(record, work, rights, from);
      order(
          record,
          () -> model.transfer(work, rights, from.subject(), to.subject(), share, pledgees, now));
    }

    /** Mostly those who must agree, now and then nobody. */
    private Set<SubjectId> somePledgees(
        TestRecord record, WorkId work, Set<Right> rights, Actor giver) {
      Set<SubjectId> pledgees = new HashSet<>();
      if (random.nextInt(3) > 0) {
        for (Pledge pledge : model.binding(work, rights, Set.of(giver.subject()), now)) {
          if (pledgees.size() < 2 && pledgees.add(pledge.pledgee())) {
            record.by(actor(pledge.pledgee()), Role.PLEDGEE);
          }
        }
      }
      return pledgees;
    }

    private void grant() throws Exception {
      WorkId work = anyOf(works);
      LicenceTerms terms = someTerms();
      List<Actor> holders =
          actors.stream()
              .filter(one ->
                  terms.rights().stream().anyMatch(r -> model.share(work, r, one.subject()) > 0))
              .limit(3)
              .toList();
      List<Actor> licensors =
          random.nextInt(3) == 0 || holders.isEmpty()
              ? List.of(someone())
              : random.nextBoolean() ? holders : List.of(holders.getFirst());
      Actor licensee = someone();
      TestRecord record = consortium.record(new LicenceGrant(work, terms));
      licensors.forEach(licensor -> record.by(licensor, Role.LICENSOR));
      record.by(licensee, Role.LICENSEE);
      Set<SubjectId> pledgees =
          licensors.size() == 1
              ? somePledgees(record, work, terms.rights(), licensors.getFirst())
              : Set.of();
      order(
          record,
          () ->
              model.grant(
                  new Licence(
                      record.id(),
                      work,
                      Optional.empty(),
                      subjects(licensors),
                      Optional.of(licensee.subject()),
                      terms,
                      now),
                  pledgees));
    }

    private void sublicense() throws Exception {
      List<Licence> parents =
          model.licences().stream()
              .filter(one -> one.licensee.isPresent() && one.terms.sublicensing())
              .toList();
      if (parents.isEmpty()) {
        return;
      }
      // Newer ones are mostly still open.
      Licence parent = parents.get(Math.max(0, parents.size() - 1 - random.nextInt(12)));
      Actor licensor = random.nextInt(10) == 0 ? someone() : actor(parent.licensee.orElseThrow());
      Actor licensee = someone();
      LicenceTerms terms = narrowed(parent.terms);
      TestRecord record =
          consortium
              .record(new LicenceSub(parent.id, terms))
              .by(licensor, Role.LICENSOR)
              .by(licensee, Role.LICENSEE);
      order(
          record,
          () ->
              model.sublicense(
                  new Licence(
                      record.id(),
                      parent.work,
                      Optional.of(parent),
                      Set.of(licensor.subject()),
                      Optional.of(licensee.subject()),
                      terms,
                      now)));
    }

    private void terminate() throws Exception {
      if (model.licences().isEmpty()) {
        return;
      }
      Licence licence =
          model.licences().get(Math.max(0, model.licences().size() - 1 - random.nextInt(20)));
      if (licence.licensee.isEmpty()) {
        return;
      }
      Optional<Timestamp> effective =
          random.nextBoolean()
              ? Optional.empty()
              : Optional.of(new Timestamp(now + random.nextInt(-1_000, 40_000)));
      boolean byLicensee = random.nextBoolean();
      TestRecord record =
          consortium.record(
              new LicenceTerminate(
                  licence.id,
                  byLicensee
                      ? LicenceTerminate.Cause.RENUNCIATION
                      : LicenceTerminate.Cause.CONTRACT,
                  effective));
      if (byLicensee) {
        record.by(actor(licence.licensee.get()), Role.LICENSEE);
      } else {
        actors.stream()
            .filter(one -> licence.licensors.contains(one.subject()))
            .forEach(one -> record.by(one, Role.LICENSOR));
      }
      order(record, () -> model.end(licence, effective.map(Timestamp::value).orElse(now), now));
    }

    private void pledge() throws Exception {
      Actor pledgor = someone();
      Actor pledgee = someone();
      WorkId work = anyOf(works);
      Set<Right> rights = someRights();
      long until = now + random.nextInt(-1_000, 60_000);
      TestRecord record =
          consortium
              .record(new RightEncumber(work, rights, new Timestamp(until), Optional.empty()))
              .by(pledgor, Role.OWNER)
              .by(pledgee, Role.PLEDGEE);
      order(
          record,
          () ->
              model.pledge(
                  new Pledge(
                      record.id(), work, pledgor.subject(), pledgee.subject(), rights, until),
                  now));
    }

    private void release() throws Exception {
      if (model.pledges().isEmpty()) {
        return;
      }
      Pledge pledge = model.pledges().getLast();
      Actor by = random.nextInt(3) == 0 ? someone() : actor(pledge.pledgee());
      order(
          consortium.records().release(by, pledge.id()),
          () -> model.release(pledge, by.subject(), now));
    }

    /** Now and then; a title that is always disputed would never pass. */
    private void object() throws Exception {
      if (random.nextInt(3) > 0) {
        return;
      }
      Actor objector = someone();
      WorkId work = anyOf(works);
      ObjectionRaise.Ground ground = anyOf(List.of(ObjectionRaise.Ground.values()));
      TestRecord record = consortium.records().object(objector, work, ground);
      order(
          record, () -> model.object(new Objection(record.id(), work, objector.subject(), ground)));
    }

    private void resolve() throws Exception {
      List<Objection> open =
          model.objections().stream()
              .filter(one -> one.isStanding() || random.nextInt(8) == 0)
              .toList();
      if (open.isEmpty()) {
        return;
      }
      Objection objection = anyOf(open);
      if (random.nextInt(3) == 0) {
        Actor by = random.nextInt(3) == 0 ? someone() : actor(objection.objector);
        order(
            consortium.records().withdraw(by, objection.id),
            () -> model.resolve(objection, Status.WITHDRAWN, false, by.subject()));
        return;
      }
      boolean isCourt = random.nextBoolean();
      boolean upheld = random.nextInt(4) == 0;
      Actor judge = consortium.actor(isCourt ? TestConsortium.COURT_NORTH : TestConsortium.OFFICE);
      order(
          consortium
              .records()
              .resolve(
                  judge,
                  objection.id,
                  upheld ? ObjectionResolve.Outcome.UPHELD : ObjectionResolve.Outcome.DISMISSED),
          () ->
              model.resolve(
                  objection, upheld ? Status.UPHELD : Status.DISMISSED, isCourt, judge.subject()));
    }

    private void waive() throws Exception {
      WorkId work = anyOf(works);
      Set<Right> rights = EnumSet.of(anyOf(RIGHTS));
      List<Actor> owners =
          actors.stream()
              .filter(one -> rights.stream().allMatch(r -> model.share(work, r, one.subject()) > 0))
              .limit(4)
              .toList();
      RightWaive content =
          RightWaive.ofRights(
              work, rights, new Timestamp(now), new Timestamp(now + 1 + random.nextInt(20_000)));
      TestRecord record = consortium.record(content);
      owners.forEach(owner -> record.by(owner, Role.OWNER));
      order(
          record,
          () ->
              model.waive(
                  new Licence(
                      record.id(),
                      work,
                      Optional.empty(),
                      subjects(owners),
                      Optional.empty(),
                      ((RightWaive.Economic) content.subject()).terms(),
                      now)));
    }

    private void derive() throws Exception {
      if (model.licences().isEmpty()) {
        return;
      }
      Licence licence = model.licences().getLast();
      Actor maker = licence.licensee.map(this::actor).orElse(someone());
      TestRecord declared =
          consortium
              .records()
              .declareDerived(maker, licence.work, consortium.hash("derived " + now));
      ledger.orderAll(new Timestamp(now), List.of(declared.bytes()));
      now = ledger.nextStamp().value();
      WorkDerive.Kind kind = anyOf(List.of(WorkDerive.Kind.values()));
      String language = anyOf(List.of("zh", "en", "fr"));
      TestRecord record =
          consortium
              .record(
                  new WorkDerive(
                      declared.work(), licence.id, kind, Optional.of(Labels.of(language))))
              .by(maker, Role.LICENSEE);
      order(record, () -> model.derive(licence, maker.subject(), kind.needed(), language, now));
    }

    private LicenceTerms someTerms() {
      Set<Right> rights = someRights();
      long from = now + random.nextInt(-20_000, 40_000);
      return new LicenceTerms(
          rights,
          random.nextInt(3) == 0,
          new Timestamp(from),
          new Timestamp(from + 1 + random.nextInt(120_000)),
          some("*", "CN", "CN-31", "FR"),
          some("*", "*", "zh", "en"),
          some("*", "*", "online", "online-app"),
          random.nextInt(3) == 0 ? Optional.of(1L + random.nextInt(50)) : Optional.empty(),
          Recreation.of(rights),
          random.nextInt(4) > 0,
          Optional.empty(),
          Set.of());
    }

    /** Terms within others, now and then wider in one thing. */
    private LicenceTerms narrowed(LicenceTerms wide) {
      LicenceTerms other = someTerms();
      boolean[] wider = new boolean[6];
      if (random.nextInt(3) == 0) {
        wider[random.nextInt(wider.length)] = true;
      }
      Set<Right> rights = wider[0] ? other.rights() : EnumSet.of(anyOf(List.copyOf(wide.rights())));
      return new LicenceTerms(
          rights,
          wider[1] || (wide.exclusive() && random.nextBoolean()),
          wide.from(),
          wider[2] ? other.until().plus(60_000) : wide.until(),
          wider[3] ? other.territory() : wide.territory(),
          wider[4] ? other.language() : wide.language(),
          wide.channel(),
          wider[5] ? other.count() : wide.count().map(count -> Math.max(1, count / 3)),
          Recreation.of(rights),
          random.nextBoolean(),
          Optional.empty(),
          Set.of());
    }

    private Labels some(String... labels) {
      return Labels.of(labels[random.nextInt(labels.length)]);
    }

    private Set<Right> someRights() {
      EnumSet<Right> rights = EnumSet.of(anyOf(RIGHTS));
      if (random.nextBoolean()) {
        rights.add(anyOf(RIGHTS));
      }
      return rights;
    }

    private void assertAnswersAgree() throws Exception {
      WorkId work = anyOf(works);
      SubjectId subject = someone().subject();
      try (LedgerReader reader = ledger.read()) {
        LedgerQuery query = new LedgerQuery(reader, consortium.genesis());
        AsOf newest = AsOf.newest(query);
        RightsView view = RightsCheck.of(query, work, subject, newest).orElseThrow();
        for (RightsView.Answer answer : view.answers()) {
          if (!answer.right().isMoral()) {
            long time = newest.time().value();
            assertThat(sources(answer))
                .isEqualTo(model.sources(work, subject, answer.right(), time));
            assertThat(answer.granted())
                .isEqualTo(model.isGranted(work, subject, answer.right(), time));
          }
        }
        assertThat(view.objections().stream().map(one -> one.record().id()))
            .containsExactlyInAnyOrderElementsOf(model.standing(work));
        Title title = title(query, work);
        assertThat(TitleHistory.of(query, work, newest).orElseThrow().title()).isEqualTo(title);
        remembered.add(new Remembered(work, subject, newest.height(), text(view), title));
      }
    }

    private static Set<String> sources(RightsView.Answer answer) {
      return answer.sources().stream()
          .map(source ->
              source.licence().map(l -> l.record().id().hex()).orElse("OWNER " + source.share()))
          .collect(Collectors.toCollection(TreeSet::new));
    }

    private String answer(WorkId work, SubjectId subject, Optional<Height> height)
        throws Exception {
      try (LedgerReader reader = ledger.read()) {
        LedgerQuery query = new LedgerQuery(reader, consortium.genesis());
        AsOf asOf = height.isPresent() ? AsOf.height(query, height.get()) : AsOf.newest(query);
        RightsView byHeight = RightsCheck.of(query, work, subject, asOf).orElseThrow();
        RightsView byTime =
            RightsCheck.of(query, work, subject, AsOf.time(query, asOf.time())).orElseThrow();
        assertThat(text(byTime)).isEqualTo(text(byHeight));
        return text(byHeight);
      }
    }

    /** What the state holds of a title now. */
    private static Title title(LedgerQuery query, WorkId work) {
      return query.state(Title.stateKey(work), Title::read).orElseThrow();
    }

    /** The title as of a block. */
    private Title title(WorkId work, Height height) throws Exception {
      try (LedgerReader reader = ledger.read()) {
        LedgerQuery query = new LedgerQuery(reader, consortium.genesis());
        AsOf asOf = AsOf.height(query, height);
        return TitleHistory.of(query, work, asOf).orElseThrow().title();
      }
    }

    /** All that an answer says. */
    private static String text(RightsView view) {
      StringBuilder text = new StringBuilder(view.asOf().toString());
      view.objections()
          .forEach(one -> text.append(one.record().id()).append(one.course().status()));
      for (RightsView.Answer answer : view.answers()) {
        text.append('\n').append(answer.right()).append(answer.granted()).append(answer.denial());
        for (RightsView.Source source : answer.sources()) {
          text.append(source.basis()).append(source.share()).append(source.chain());
          source.licence().ifPresent(licence -> text.append(text(licence)));
          source.except().forEach(licence -> text.append(" but ").append(text(licence)));
        }
      }
      return text.toString();
    }

    private static String text(LicenceView licence) {
      return licence.record().id()
          + " "
          + licence.standing()
          + licence.end()
          + licence.endedBy()
          + licence.line();
    }

    private void assertInvariants() throws Exception {
      List<Licence> licences = model.licences();
      for (Licence one : licences) {
        assertThat(licences).noneMatch(other -> ReferenceRights.excludes(one, other));
        one.parent.ifPresent(
            above -> assertThat(above.terms.rights()).containsAll(one.terms.rights()));
      }
      try (LedgerReader reader = ledger.read()) {
        LedgerQuery query = new LedgerQuery(reader, consortium.genesis());
        for (WorkId work : works) {
          Title title = title(query, work);
          for (Right right : Right.ECONOMIC) {
            assertThat(title.sharesIn(right).values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(10_000);
            actors.forEach(one ->
                assertThat(title.share(one.subject(), right))
                    .isEqualTo(model.share(work, right, one.subject())));
          }
        }
      }
    }

    private static Set<SubjectId> subjects(List<Actor> some) {
      return some.stream().map(Actor::subject).collect(Collectors.toSet());
    }

    private Actor actor(SubjectId subject) {
      return actors.stream().filter(one -> one.subject().equals(subject)).findFirst().orElseThrow();
    }

    private <T> T anyOf(List<T> list) {
      return list.get(random.nextInt(list.size()));
    }
  }
}
