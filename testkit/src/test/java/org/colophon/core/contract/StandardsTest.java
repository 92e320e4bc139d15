package org.colophon.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.colophon.core.Reason;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.Link;
import org.colophon.core.contract.StandardState.Status;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.query.AsOf;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.query.StandardView;
import org.colophon.core.record.Role;
import org.colophon.core.standard.ShippedStandards;
import org.colophon.core.standard.Standard;
import org.colophon.crypto.Hash;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestStandards;
import org.junit.jupiter.api.Test;

/** standard.propose, standard.vote, standard.activate: how a standard comes into force. */
class StandardsTest extends ContractTest {
  private static final Standard COPYRIGHT = TestStandards.COPYRIGHT;
  private static final Hash RESULTS = TestStandards.compiled(COPYRIGHT).testResults();

  private final TestStandards standards = consortium.standards();
  private final Actor office = consortium.actor(TestConsortium.OFFICE);
  private final Actor south = consortium.actor(TestConsortium.COURT_SOUTH);
  private final Actor procuratorate = consortium.actor(TestConsortium.PROCURATORATE);

  StandardsTest() throws Exception {}

  private TestRecord proposed() throws Exception {
    TestRecord proposal = standards.propose(notary, COPYRIGHT);
    accept(proposal);
    return proposal;
  }

  private StandardView view(Standard standard) throws Exception {
    try (LedgerReader reader = ledger.read()) {
      LedgerQuery query = new LedgerQuery(reader, consortium.genesis());
      return StandardView.of(query, standard.hash(), AsOf.newest(query)).orElseThrow();
    }
  }

  private static Standard changed(String from, String to) {
    return TestStandards.changed(from, to);
  }

  @Test
  void everyShippedStandardIsProposed() throws Exception {
    for (String id : ShippedStandards.IDS) {
      accept(standards.propose(notary, ShippedStandards.of(id).orElseThrow()));
    }
    assertThat(linked(Link.standard())).hasSize(ShippedStandards.IDS.size());
    assertThat(linked(Link.standard(COPYRIGHT.id()))).hasSize(1);
  }

  @Test
  void comesIntoForceWhenAQuorumHasAgreed() throws Exception {
    TestRecord proposal = proposed();
    assertRefused(Reason.QUORUM_NOT_REACHED, standards.activate(notary, proposal));
    accept(standards.vote(court, proposal));
    assertRefused(Reason.QUORUM_NOT_REACHED, standards.activate(notary, proposal));
    accept(standards.vote(office, proposal));
    assertThat(view(COPYRIGHT).course().status()).isEqualTo(Status.PROPOSED);
    accept(standards.activate(south, proposal));
    assertThat(view(COPYRIGHT).course().status()).isEqualTo(Status.ACTIVE);
    assertThat(view(COPYRIGHT).votes())
        .containsExactly(TestConsortium.NOTARY, TestConsortium.COURT_NORTH, TestConsortium.OFFICE);
    assertRefused(Reason.BAD_TRANSITION, standards.activate(notary, proposal));
    assertRefused(Reason.BAD_TRANSITION, standards.vote(south, proposal));
    assertRefused(Reason.ALREADY_PROPOSED, standards.propose(court, COPYRIGHT));
  }

  @Test
  void onlyValidatorsProposeVoteAndActivate() throws Exception {
    assertRefused(Reason.ROLE_DENIED, standards.propose(procuratorate, COPYRIGHT));
    assertRefused(Reason.ROLE_DENIED, standards.propose(alice, COPYRIGHT));
    assertRefused(Reason.UNKNOWN_KEY, standards.propose(stranger, COPYRIGHT));
    TestRecord proposal = proposed();
    assertRefused(Reason.ROLE_DENIED, standards.vote(procuratorate, proposal));
    assertRefused(Reason.ROLE_DENIED, standards.vote(alice, proposal));
    assertRefused(Reason.ROLE_DENIED, standards.vote(court, proposal).by(office, Role.MEMBER));
    assertRefused(Reason.ROLE_DENIED, standards.activate(procuratorate, proposal));
    assertRefused(Reason.ALREADY_VOTED, standards.vote(notary, proposal));
  }

  @Test
  void whoeverAgreesNamesWhatTheTestsComeTo() throws Exception {
    assertRefused(Reason.RESULT_DIFFERS, standards.propose(notary, COPYRIGHT, OTHER));
    TestRecord proposal = proposed();
    assertRefused(Reason.RESULT_DIFFERS, standards.vote(court, proposal, OTHER));
    accept(standards.vote(court, proposal, RESULTS));
  }

  @Test
  void refusesAStandardThatDoesNotCompile() throws Exception {
    for (String formula :
        new String[] {
          "compensation + expenses_due +",
          "compensation + total",
          "compensation + unheard_of",
          "int(1.5)",
          "compensation == 1",
          "[1, 2].map(i, i * 2)[0]"
        }) {
      assertRefused(
          Reason.BAD_FORMULA,
          standards.propose(notary, changed("compensation + expenses_due", formula), RESULTS));
    }
  }

  @Test
  void refusesAStandardThatAsksForALaterStep() throws Exception {
    assertRefused(
        Reason.BAD_FORMULA,
        standards.propose(
            notary, changed("infringed ? expenses : 0", "infringed ? total : 0"), RESULTS));
  }

  @Test
  void refusesAStandardWhoseTestFails() throws Exception {
    assertRefused(
        Reason.TEST_FAILED,
        standards.propose(notary, changed("\"total\":14192000", "\"total\":14192001"), RESULTS));
    assertRefused(
        Reason.TEST_FAILED,
        standards.propose(notary, changed("{\"missing\":[\"expenses_due\"]}", "0"), RESULTS));
  }

  @Test
  void aNewerVersionTakesThePlaceOfAnOlderOne() throws Exception {
    Standard second = changed("\"version\":1", "\"version\":2");
    TestRecord newer = standards.propose(notary, second);
    accept(newer);
    accept(standards.vote(court, newer));
    accept(standards.vote(office, newer));
    TestRecord older = proposed();
    accept(standards.vote(court, older));
    accept(standards.vote(office, older));
    accept(standards.activate(notary, newer));
    assertRefused(Reason.BAD_PROPOSAL, standards.activate(notary, older));
    Standard other = changed("Damages for infringement of copyright", "Damages, otherwise");
    assertRefused(Reason.BAD_PROPOSAL, standards.propose(notary, other));
  }

  @Test
  void aProposalHasAnEndAndRunsOut() throws Exception {
    Timestamp now = ledger.nextStamp();
    assertRefused(
        Reason.BAD_PROPOSAL,
        standards.propose(notary, COPYRIGHT).notAfter(now.plus(91L * 24 * 3600 * 1000)));
    TestRecord proposal = standards.propose(notary, COPYRIGHT).notAfter(now.plus(1000));
    acceptAt(now, proposal);
    assertRefused(Reason.ALREADY_PROPOSED, standards.propose(court, COPYRIGHT));
    Timestamp later = now.plus(2000);
    assertRefused(Reason.PROPOSAL_LAPSED, standards.vote(court, proposal), later);
    TestRecord again = standards.propose(court, COPYRIGHT);
    acceptAt(later, again);
    assertThat(view(COPYRIGHT).votes()).containsExactly(TestConsortium.COURT_NORTH);
    assertRefused(Reason.PROPOSAL_LAPSED, standards.vote(notary, proposal));
    accept(standards.vote(notary, again));
    try (LedgerReader reader = ledger.read()) {
      LedgerQuery query = new LedgerQuery(reader, consortium.genesis());
      assertThat(
              StandardView.proposedBy(query, proposal.id(), AsOf.newest(query))
                  .orElseThrow()
                  .votes())
          .isEmpty();
    }
  }

  @Test
  void aVoteNamesAStandardThatWasProposed() throws Exception {
    TestRecord deposit = records.deposit(alice, CONTENT);
    accept(deposit);
    assertRefused(Reason.UNKNOWN_RECORD, standards.vote(court, deposit));
    assertRefused(Reason.UNKNOWN_RECORD, standards.activate(court, deposit));
    assertRefused(
        Reason.UNKNOWN_RECORD, standards.vote(court, standards.propose(notary, COPYRIGHT)));
  }

  @Test
  void onlyVotesOfValidatorsInForceCount() throws Exception {
    TestRecord proposal = proposed();
    accept(standards.vote(court, proposal));
    accept(standards.vote(south, proposal));
    // south's place is taken by an archive, which has not voted.
    ledger.enact(
        ledger
            .changes()
            .replace(
                notary,
                TestConsortium.COURT_SOUTH,
                consortium.newcomer("archive", org.colophon.core.membership.Tier.VALIDATOR)));
    assertRefused(Reason.QUORUM_NOT_REACHED, standards.activate(notary, proposal));
    accept(standards.vote(office, proposal));
    accept(standards.activate(notary, proposal));
  }
}
