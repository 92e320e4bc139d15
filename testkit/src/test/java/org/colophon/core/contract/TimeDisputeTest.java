package org.colophon.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.colophon.core.Height;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.content.TimeDispute;
import org.colophon.core.membership.Level;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.query.Times;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import org.colophon.testkit.Actor;
import org.colophon.testkit.MemoryStore;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestRecords;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may dispute the time of a block, and how often. */
class TimeDisputeTest extends ContractTest {
  private final Actor node = nodeOf(TestConsortium.COURT_NORTH.text());
  private final Actor observer = nodeOf(TestConsortium.PROCURATORATE.text());
  private TestRecord registration;
  private BlockHeader block;

  TimeDisputeTest() throws Exception {}

  private Actor nodeOf(String organisation) {
    return consortium.actor(TestConsortium.node(new OrgId(organisation)).text());
  }

  private TestConsortium world;

  @BeforeEach
  void aBlockStandsOnTheSecondLevel() throws Exception {
    world = consortium.at(new Level(2));
    ledger = world.open(new MemoryStore());
    registration = records().register(notary, alice);
    accept(registration);
    block = ledger.ledger().tip().header();
    accept(records().register(court, node));
    accept(records().register(consortium.actor(TestConsortium.PROCURATORATE), observer));
  }

  private TestRecords records() {
    return world.records();
  }

  private Times times(TestRecord record) throws Exception {
    try (LedgerReader reader = ledger.read()) {
      return Times.of(
          new LedgerQuery(reader, world.genesis()).record(record.id()).orElseThrow(), reader);
    }
  }

  private Disputes disputes(BlockHeader of) {
    try (LedgerReader reader = ledger.read()) {
      return Times.disputes(of.height(), reader);
    }
  }

  @Test
  void aValidatorsNodeDisputesAndTheTimesStayBesideEachOther() throws Exception {
    TestRecord dispute = records().dispute(node, block);
    accept(dispute);
    assertThat(disputes(block).disputes())
        .containsExactly(
            new Disputes.Dispute(
                TestConsortium.COURT_NORTH, dispute.id(), block.time().plus(3_000)));
    Times times = times(registration);
    assertThat(times.disputedBy()).containsExactly(TestConsortium.COURT_NORTH);
    assertThat(times.ordered()).isEqualTo(block.time());
    assertThat(times.claimed()).isNotEqualTo(times.ordered());
    assertThat(times.attested()).isEmpty();
    ledger.seal();
    assertThat(times(registration).attested()).isPresent();
    assertThat(times(registration).ordered()).isEqualTo(block.time());
    assertThat(times(dispute).disputedBy()).isEmpty();
  }

  @Test
  void onlyValidatorsNodesDispute() throws Exception {
    assertRefused(Reason.ROLE_DENIED, records().dispute(observer, block));
    assertRefused(Reason.ROLE_DENIED, records().dispute(alice, block));
    assertRefused(Reason.UNKNOWN_KEY, records().dispute(stranger, block));
    assertRefused(
        Reason.ROLE_DENIED,
        records()
            .record(
                new TimeDispute(
                    block.height(), Hash.sha256(block.bytes()), block.time().plus(3_000)))
            .by(court, Role.MEMBER));
  }

  @Test
  void whatIsNotLateOrNotOnTheChainIsNotDisputed() throws Exception {
    Timestamp time = block.time();
    assertRefused(Reason.BAD_INTERVAL, records().dispute(node, block, time.plus(2_000)));
    assertRefused(Reason.BAD_INTERVAL, records().dispute(node, block, new Timestamp(0)));
    Height ahead = ledger.ledger().tip().header().height().plus(1);
    assertRefused(Reason.UNKNOWN_RECORD, disputing(ahead, CONTENT));
    assertRefused(Reason.UNKNOWN_RECORD, disputing(block.height(), CONTENT));
    accept(records().dispute(node, block, time.plus(2_001)));
  }

  private TestRecord disputing(Height height, Hash header) {
    return records()
        .record(new TimeDispute(height, header, block.time().plus(9_000)))
        .by(node, Role.NODE);
  }

  @Test
  void aValidatorDisputesEachBlockOnceAndOnceAMinute() throws Exception {
    accept(records().dispute(node, block));
    assertRefused(Reason.ALREADY_OBJECTED, records().dispute(node, block));
    BlockHeader next = ledger.ledger().tip().header();
    Timestamp disputed = next.time();
    assertRefused(Reason.RATE_LIMITED, records().dispute(node, next), disputed.plus(59_999));
    acceptAt(disputed.plus(60_000), records().dispute(node, next));
    Actor south = nodeOf(TestConsortium.COURT_SOUTH.text());
    accept(records().register(consortium.actor(TestConsortium.COURT_SOUTH), south));
    accept(records().dispute(south, block));
    assertThat(disputes(block).disputes())
        .extracting(Disputes.Dispute::organisation)
        .containsExactly(TestConsortium.COURT_NORTH, TestConsortium.COURT_SOUTH);
  }
}
