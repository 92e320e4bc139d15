package org.colophon.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.colophon.core.evidence.EvidenceFixture.part;
import static org.colophon.core.evidence.EvidenceFixture.text;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.colophon.core.chain.DecidedChange;
import org.colophon.core.chain.Seal;
import org.colophon.core.membership.Membership;
import org.colophon.core.membership.Policies;
import org.colophon.core.port.LedgerReader;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.MerkleHash;
import org.colophon.crypto.note.Note;
import org.colophon.crypto.note.TlogPolicy;
import org.colophon.crypto.note.TlogProof;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The evidence of a chain whose membership changed leads from the genesis to whoever sealed. */
class MembershipEvidenceTest {
  private static final ChangedWorld WORLD = ChangedWorld.make(TestConsortium.ofSeed(1));

  /** Each record of the world, and how many changes its evidence must carry. */
  enum Step {
    FOUNDERS(0),
    DECIDING(0),
    DECIDED(0),
    BETWEEN(1),
    FIRST(1),
    RESEALED(2),
    BY_ARCHIVE(2),
    LAST(3);

    private final int changes;

    Step(int changes) {
      this.changes = changes;
    }

    TestRecord record() {
      return switch (this) {
        case FOUNDERS -> WORLD.founders;
        case DECIDING -> WORLD.deciding;
        case DECIDED -> WORLD.decided;
        case BETWEEN -> WORLD.between;
        case FIRST -> WORLD.first;
        case RESEALED -> WORLD.resealed;
        case BY_ARCHIVE -> WORLD.byArchive;
        case LAST -> WORLD.last;
      };
    }
  }

  @ParameterizedTest
  @EnumSource(Step.class)
  void aBundleOfEachStepVerifiesFromTheGenesisAlone(Step step) throws Exception {
    byte[] bundle = WORLD.bundleOf(step.record());
    EvidenceReport report = EvidenceFixture.verify(bundle, WORLD.consortium.genesis());
    assertThat(report.failure()).isEmpty();
    SortedMap<String, byte[]> parts = EvidenceFixture.parts(bundle);
    List<ChangePart> changes = ChangedWorld.changes(parts);
    assertThat(changes).hasSize(step.changes);
    assertThat(parts.keySet().stream().filter(MembershipParts::isChange)).hasSize(step.changes);
    for (int i = 0; i < changes.size(); i++) {
      assertThat(changes.get(i).bytes()).isEqualTo(part(parts, Parts.change(i)));
    }
    assertThat(WORLD.bundleOf(step.record())).isEqualTo(bundle);
  }

  @Test
  void thePolicyIsThatOfWhoSealed() throws Exception {
    for (Step step : Step.values()) {
      SortedMap<String, byte[]> parts = WORLD.partsOf(step.record());
      TlogPolicy policy = TlogPolicy.parse(text(parts, Parts.POLICY));
      TlogProof proof = TlogProof.parse(text(parts, Parts.TLOG_PROOF));
      assertThat(proof.verifies(MerkleHash.leaf(part(parts, Parts.RECORD)), policy))
          .as("%s", step)
          .isTrue();
    }
    Membership founders = WORLD.consortium.genesis().membership();
    String founding = Policies.text(WORLD.consortium.chain(), founders);
    assertThat(text(WORLD.partsOf(WORLD.decided), Parts.POLICY)).isEqualTo(founding);
    assertThat(text(WORLD.partsOf(WORLD.between), Parts.POLICY)).isNotEqualTo(founding);
  }

  @Test
  void theMembershipByWhichASealWasJudgedIsToldForEachSeal() {
    try (LedgerReader reader = WORLD.read()) {
      long newest = reader.newestSeal().orElseThrow().number();
      for (long number = 1; number <= newest; number++) {
        Seal seal = reader.seal(number).orElseThrow();
        Membership membership = DecidedChange.sealing(WORLD.consortium.genesis(), reader, seal);
        assertThat(
                new org.colophon.core.chain.NoteJudge(WORLD.consortium.chain(), membership)
                    .signers(seal.document().note()))
            .as("seal %s", number)
            .isPresent();
      }
    }
  }

  @Test
  void aChangeCanBeCheckedWithHashesAlone() throws Exception {
    SortedMap<String, byte[]> parts = WORLD.partsOf(WORLD.last);
    Hash before = WORLD.consortium.genesis().membership().hash();
    for (ChangePart change : ChangedWorld.changes(parts)) {
      assertThat(Hash.sha256(change.state().json().bytes())).isEqualTo(change.header().state());
      assertThat(change.header().count()).isEqualTo(1);
      assertThat(change.header().membership()).isEqualTo(before);
      assertThat(
              change
                  .proof()
                  .verifies(
                      MerkleHash.leaf(change.header().bytes()),
                      Note.parse(change.note()).checkpoint().root()))
          .isTrue();
      before = DecidedChange.next(change.state()).hash();
    }
    assertThat(before).isEqualTo(WORLD.ledger.membership().hash());
  }

  @Test
  void theReportTellsHowTheMembershipCameAbout() {
    EvidenceReport report = EvidenceFixture.verify(WORLD.bundleOf(WORLD.last));
    assertThat(detail(report, Check.Name.MEMBERSHIP)).contains("3 changes", "4 of 5 validators");
    assertThat(report.facts().orElseThrow().signedBy())
        .containsExactly("archive", "court-north", "court-south", "registry");
    EvidenceReport early = EvidenceFixture.verify(WORLD.bundleOf(WORLD.founders));
    assertThat(detail(early, Check.Name.MEMBERSHIP)).contains("founders");
    assertThat(names(early))
        .containsSubsequence(
            Check.Name.POLICY,
            Check.Name.CHECKPOINT,
            Check.Name.MEMBERSHIP,
            Check.Name.COSIGNATURES);
  }

  private static List<Check.Name> names(EvidenceReport report) {
    return report.checks().stream().map(Check::name).toList();
  }

  private static String detail(EvidenceReport report, Check.Name name) {
    return report.checks().stream()
        .filter(check -> check.name() == name)
        .map(Check::detail)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void changesAreTheSameWhicheverBundleCarriesThem() throws Exception {
    TreeMap<String, byte[]> seen = new TreeMap<>();
    for (Step step : Step.values()) {
      WORLD
          .partsOf(step.record())
          .forEach((name, bytes) -> {
            if (MembershipParts.isChange(name)) {
              assertThat(bytes).isEqualTo(seen.getOrDefault(name, bytes));
              seen.put(name, bytes);
            }
          });
    }
    assertThat(seen).hasSize(3);
  }
}
