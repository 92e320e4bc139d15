package org.colophon.core.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.core.OrgId;
import org.colophon.core.Timestamp;
import org.colophon.core.TreeSize;
import org.colophon.core.chain.Governance;
import org.colophon.core.chain.Seal;
import org.colophon.core.content.Proposal;
import org.colophon.core.contract.Ballot;
import org.colophon.core.membership.Membership;
import org.colophon.core.membership.Organisation;
import org.colophon.crypto.Hash;

/**
 * A change of the membership that a member has proposed and that has not come into force. Proposals
 * that rest on a membership which is no more have lapsed and are not shown.
 *
 * @param record the record that proposes it
 * @param proposer whose proposal it is
 * @param proposal what is proposed
 * @param votes validators that have agreed, in the order in which they did
 * @param status whether votes still count
 */
public record ProposalView(
    RecordAt record, OrgId proposer, Proposal proposal, List<OrgId> votes, Status status) {
  /** How a proposal stands. */
  public enum Status {
    /** Validators may agree. */
    OPEN,
    /** Nobody may agree any more. */
    RUN_OUT,
    /** The quorum has agreed; the next seal brings it into force. */
    DECIDED
  }

  /** Copies the votes. */
  public ProposalView {
    votes = List.copyOf(votes);
  }

  /** The proposals of all members, in the order of the membership. */
  public static List<ProposalView> all(LedgerQuery ledger, AsOf now) {
    Governance governance = governance(ledger);
    Membership inForce = governance.membership();
    List<ProposalView> views = new ArrayList<>();
    for (Organisation member : inForce.organisations()) {
      of(ledger, member.id(), governance, now).ifPresent(views::add);
    }
    return views;
  }

  /** Who governs at the newest block. */
  public static Governance governance(LedgerQuery ledger) {
    TreeSize sealed = ledger.reader().newestSeal().map(Seal::size).orElse(new TreeSize(0));
    return Governance.read(ledger.genesis(), ledger.reader(), sealed);
  }

  private static Optional<ProposalView> of(
      LedgerQuery ledger, OrgId proposer, Governance governance, AsOf now) {
    Hash inForce = governance.inForce().hash();
    return ledger
        .state(Ballot.stateKey(proposer), Ballot::read)
        .flatMap(ballot -> ledger.record(ballot.proposal()).map(at -> view(at, proposer, ballot)))
        .filter(view -> view.proposal.membership().equals(inForce))
        .map(view -> view.with(status(view, governance, now.time())));
  }

  private static ProposalView view(RecordAt record, OrgId proposer, Ballot ballot) {
    return new ProposalView(
        record, proposer, (Proposal) record.statement().content(), ballot.votes(), Status.OPEN);
  }

  private static Status status(ProposalView view, Governance governance, Timestamp now) {
    if (view.votes.size() >= governance.membership().quorum()) {
      return Status.DECIDED;
    }
    boolean ended =
        view.record.statement().notAfter().filter(end -> end.compareTo(now) >= 0).isEmpty();
    return ended ? Status.RUN_OUT : Status.OPEN;
  }

  private ProposalView with(Status now) {
    return new ProposalView(record, proposer, proposal, votes, now);
  }
}
