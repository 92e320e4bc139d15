package org.colophon.report.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.colophon.core.RecordId;
import org.colophon.core.content.ApplicationDecide;
import org.colophon.core.content.ObjectionRaise;
import org.colophon.core.content.ObjectionResolve;
import org.colophon.core.content.Right;
import org.colophon.core.content.Transfer;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.query.WorkView;
import org.colophon.core.record.Role;
import org.colophon.report.PdfText;
import org.colophon.report.words.Language;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestRecord;
import org.junit.jupiter.api.Test;

final class RightsHistoryTest {
  private static final long SEED = 20260303;

  private final CertificateWorld world;

  RightsHistoryTest() throws Exception {
    world = new CertificateWorld();
  }

  @Test
  void leavesOutWhatCameAfterTheSeal() throws Exception {
    TestRecord work = world.work("a work");
    RecordId declared = world.accept(work);
    world.seal();
    RecordId passed =
        world.accept(world.records.transfer(world.li, world.press, work.work(), 6_667));
    world.seal();
    RightsChain before = world.model(declared).rights().orElseThrow();
    assertThat(before.transfers()).isEmpty();
    assertThat(before.holdings())
        .extracting(holding -> holding.subject().text())
        .containsExactly("author-du-fu", "author-li-bai");
    RightsChain after = world.model(passed).rights().orElseThrow();
    assertThat(after.transfers()).extracting(RightsChain.Passed::record).containsExactly(passed);
    assertThat(after.holdings())
        .extracting(holding -> holding.subject().text())
        .containsExactly("author-du-fu", "press.east-lake");
    assertThat(after.declaration()).contains(declared);
  }

  @Test
  void isNotChangedByWhatComesLater() throws Exception {
    TestRecord work = world.work("a work");
    RecordId declared = world.accept(work);
    world.seal();
    byte[] first = pdf(declared);
    world.accept(world.records.transfer(world.li, world.press, work.work(), 1));
    world.seal();
    assertThat(pdf(declared)).isEqualTo(first);
    assertThat(PdfText.of(first)).contains("No transfer stands on the chain as of the seal.");
  }

  private byte[] pdf(RecordId id) throws Exception {
    return CertificateReport.pdf(world.model(id), Language.EN, Map.of(), CertificateWorld.SIGNER);
  }

  /** At the tip the replay gives what the ledger's own state says, transfer after transfer. */
  @Test
  void agreesWithTheStateOfTheLedger() throws Exception {
    Random random = new Random(SEED);
    TestRecord work = world.work("a work");
    world.accept(work);
    List<Actor> holders = List.of(world.li, world.du, world.press);
    List<Right> rights = List.copyOf(EnumSet.complementOf(moral()));
    for (int i = 0; i < 60; i++) {
      Actor from = holders.get(random.nextInt(3));
      Actor to = holders.get(random.nextInt(3));
      boolean all = random.nextInt(3) == 0;
      Set<Right> some = new java.util.TreeSet<>();
      for (int n = random.nextInt(1, 4); n > 0; n--) {
        some.add(rights.get(random.nextInt(rights.size())));
      }
      long share = random.nextInt(1, 3_000);
      Transfer transfer =
          all
              ? Transfer.ofAllEconomic(work.work(), share, Optional.empty())
              : new Transfer(work.work(), some, false, share, Optional.empty());
      world.ledger.order(world.records.record(transfer).by(from, Role.OWNER).by(to, Role.ACQUIRER));
      compare(work, i);
    }
  }

  private static EnumSet<Right> moral() {
    EnumSet<Right> moral = EnumSet.noneOf(Right.class);
    for (Right right : Right.values()) {
      if (right.isMoral()) {
        moral.add(right);
      }
    }
    return moral;
  }

  private void compare(TestRecord work, int step) {
    try (LedgerReader reader = world.ledger.read()) {
      LedgerQuery ledger = new LedgerQuery(reader, world.consortium.genesis());
      List<WorkView.Holding> replayed =
          new ArrayList<>(new RightsHistory(ledger, reader.size()).of(work.work()).holdings());
      assertThat(replayed)
          .as("seed %d, step %d", SEED, step)
          .isEqualTo(WorkView.of(ledger, work.work()).orElseThrow().holdings());
    }
  }

  @Test
  void saysWhoConfirmedAWorkAndWhoDisputesIt() throws Exception {
    Actor office = world.consortium.actor(TestConsortium.OFFICE);
    TestRecord work = world.work("a work");
    RecordId declared = world.accept(work);
    RecordId filed =
        world.accept(world.records.apply(world.li, work.work(), TestConsortium.OFFICE));
    RecordId granted = world.accept(world.records.confirm(office, filed, "2026-F-77"));
    RecordId objection =
        world.accept(world.records.object(world.press, work.work(), ObjectionRaise.Ground.COPYING));
    world.seal();
    RightsChain disputed = world.model(objection).rights().orElseThrow();
    assertThat(disputed.confirmations())
        .containsExactly(
            new RightsChain.Confirmation(granted, office.subject(), Optional.of("2026-F-77")));
    assertThat(disputed.disputes())
        .containsExactly(
            new RightsChain.Dispute(
                objection, world.press.subject(), ObjectionRaise.Ground.COPYING, false));
    assertThat(PdfText.dense(pdf(declared)))
        .contains(PdfText.dense("office-capital, registration number 2026-F-77"))
        .contains(PdfText.dense("objection of press.east-lake, not decided"));
    RecordId upheld =
        world.accept(world.records.resolve(office, objection, ObjectionResolve.Outcome.UPHELD));
    world.seal();
    assertThat(PdfText.dense(pdf(upheld)))
        .contains(PdfText.dense("objection of press.east-lake, upheld"));
    world.accept(
        world.records.decide(
            office,
            filed,
            ApplicationDecide.Decision.REVOKE,
            ApplicationDecide.Ground.PRIOR_RIGHT));
    RecordId withdrawn = world.accept(world.records.withdraw(world.press, objection));
    world.seal();
    RightsChain settled = world.model(withdrawn).rights().orElseThrow();
    assertThat(settled.confirmations()).isEmpty();
    assertThat(settled.disputes()).isEmpty();
  }

  @Test
  void findsTheWorkOfWhatIsAboutARecord() throws Exception {
    TestRecord work = world.work("a work");
    RecordId declared = world.accept(work);
    RecordId supplement =
        world.accept(
            world.records.supplement(world.press, declared, world.consortium.hash("more")));
    world.seal();
    assertThat(world.model(supplement).rights().orElseThrow().work()).isEqualTo(work.work());
  }

  @Test
  void aDerivedWorkDoesNotTakeTheOriginalsRights() throws Exception {
    TestRecord original = world.work("an original");
    world.accept(original);
    var plain = world.declaration("derived");
    TestRecord derived =
        world
            .records
            .record(
                new org.colophon.core.content.WorkDeclare(
                    Optional.empty(),
                    plain.title(),
                    plain.ipKind(),
                    plain.category(),
                    List.of(
                        new org.colophon.core.content.WorkDeclare.Author(
                            world.press.subject(), 10_000)),
                    Optional.of(original.work()),
                    Optional.empty(),
                    Optional.empty(),
                    plain.contents(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    plain.aiUse()))
            .by(world.press, Role.CREATOR);
    world.accept(derived);
    RecordId passed =
        world.accept(world.records.transfer(world.li, world.press, original.work(), 10));
    world.seal();
    RightsChain rights = world.model(passed).rights().orElseThrow();
    assertThat(rights.title()).contains("an original");
    assertThat(rights.declaration()).contains(original.id());
  }
}
