package org.colophon.report.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.colophon.core.RecordId;
import org.colophon.core.chain.Attestation;
import org.colophon.core.chain.NoteJudge;
import org.colophon.core.chain.Seal;
import org.colophon.core.membership.Membership;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.query.LedgerQuery;
import org.colophon.crypto.Hash;
import org.colophon.testkit.TestConsortium;
import org.junit.jupiter.api.Test;

final class LedgerFactsTest {
  private final CertificateWorld world;
  private final RecordId id;
  private final Seal seal;

  LedgerFactsTest() throws Exception {
    world = new CertificateWorld();
    id = world.accept(world.work("a work"));
    seal = world.seal();
  }

  private LedgerFacts facts(LedgerReader reader, Membership membership, Seal by) {
    return new LedgerFacts(
        new LedgerQuery(reader, world.consortium.genesis()),
        world.consortium.genesis(),
        membership,
        by);
  }

  @Test
  void givesTheAttestedTimeThatTheLedgerGives() {
    CertificateModel model = world.model(id);
    var times =
        new NoteJudge(world.consortium.chain(), world.consortium.genesis().membership())
            .signers(seal.note())
            .orElseThrow();
    assertThat(model.attested().median()).isEqualTo(Attestation.of(times.values()).median());
    assertThat(model.attested().median()).isEqualTo(seal.attested());
    assertThat(model.attested().count()).isEqualTo(TestConsortium.QUORUM);
  }

  @Test
  void knowsNothingOfRecordsThatTheSealDoesNotCover() throws Exception {
    RecordId later = world.accept(world.work("later"));
    try (LedgerReader reader = world.ledger.read()) {
      LedgerFacts facts = facts(reader, world.consortium.genesis().membership(), seal);
      assertThat(facts.of(later, List.of(), CertificateWorld.issuer())).isEmpty();
      assertThat(facts.of(new RecordId(Hash.sha256()), List.of(), CertificateWorld.issuer()))
          .isEmpty();
    }
  }

  @Test
  void haltsAtASealThatIsNotAQuorums() {
    Membership stricter =
        new Membership(
            world.consortium.genesis().membership().organisations(), TestConsortium.QUORUM + 1);
    try (LedgerReader reader = world.ledger.read()) {
      LedgerFacts facts = facts(reader, stricter, seal);
      assertThatThrownBy(() -> facts.of(id, List.of(), CertificateWorld.issuer()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("not a quorum's");
    }
  }
}
