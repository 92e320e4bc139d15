package org.colophon.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestRecord;
import org.junit.jupiter.api.Test;

/** A quorum that sealed what no ledger would: the bundle shows it all the same. */
class ForgedEvidenceTest {
  @Test
  void aRecordThatIsNotInForceByAnyKeyOfItsChainIsRefusedEvenWhenItStandsInTheTree()
      throws Exception {
    // A quorum that sealed a tree with such a leaf has lied; the bundle shows it.
    ForgedTree tree = new ForgedTree(TestConsortium.ofSeed(3));
    Actor nobody = tree.consortium().actor("nobody");
    TestRecord record = tree.consortium().records().deposit(nobody, Hash.sha256());
    byte[] bundle = tree.bundle(record, List.of());
    assertThat(EvidenceFixture.verify(bundle).failure())
        .map(Check::name)
        .contains(Check.Name.SIGNER_KEYS);
  }

  @Test
  void aKeyThatCameIntoForceLaterIsRefused() throws Exception {
    ForgedTree tree = new ForgedTree(TestConsortium.ofSeed(3));
    TestConsortium consortium = tree.consortium();
    Actor alice = consortium.actor("alice");
    TestRecord record = consortium.records().deposit(alice, Hash.sha256());
    TestRecord later =
        consortium.records().register(consortium.actor(TestConsortium.NOTARY), alice);
    byte[] early = tree.bundle(record, List.of(later));
    assertThat(EvidenceFixture.verify(early).verified()).isTrue();
    byte[] late = tree.bundleWithSupportsBehind(record, List.of(later));
    assertThat(EvidenceFixture.verify(late).failure())
        .map(Check::name)
        .contains(Check.Name.SIGNER_KEYS);
  }

  @Test
  void aKeyOfAnotherSubjectIsRefused() throws Exception {
    ForgedTree tree = new ForgedTree(TestConsortium.ofSeed(3));
    TestConsortium consortium = tree.consortium();
    Actor alice = consortium.actor("alice");
    Actor posing = consortium.actor("bob").with(alice.key());
    TestRecord registration =
        consortium.records().register(consortium.actor(TestConsortium.NOTARY), alice);
    TestRecord record = consortium.records().deposit(posing, Hash.sha256());
    assertThat(EvidenceFixture.verify(tree.bundle(record, List.of(registration))).failure())
        .map(Check::name)
        .contains(Check.Name.SIGNER_KEYS);
    Actor office = consortium.actor(TestConsortium.OFFICE);
    TestRecord posingAsOffice =
        consortium
            .records()
            .deposit(consortium.actor(TestConsortium.NOTARY).with(office.key()), Hash.sha256());
    assertThat(EvidenceFixture.verify(tree.bundle(posingAsOffice, List.of())).failure())
        .map(Check::name)
        .contains(Check.Name.SIGNER_KEYS);
  }

  /**
   * Signers that rest on signers that rest on signers: each is followed once, not 4 to the 16th.
   */
  @Test
  void manySignersThatRestOnManySignersAreFollowedInLittleTime() throws Exception {
    ForgedTree tree = new ForgedTree(TestConsortium.ofSeed(3));
    TestConsortium consortium = tree.consortium();
    List<Actor> known =
        new ArrayList<>(TestConsortium.validators().stream().map(consortium::actor).toList());
    List<TestRecord> supports = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Actor next = consortium.actor("layer-" + i);
      TestRecord record = consortium.record(consortium.records().registration(next));
      for (Actor signer : known.subList(known.size() - 3, known.size())) {
        record.by(signer, Role.REGISTRAR);
      }
      supports.add(record.by(next, Role.SUBJECT));
      known.add(next);
    }
    TestRecord record = consortium.records().deposit(known.getLast(), Hash.sha256());
    byte[] bundle = tree.bundle(record, supports);
    assertThat(EvidenceFixture.verify(bundle).verified()).isTrue();
  }
}
