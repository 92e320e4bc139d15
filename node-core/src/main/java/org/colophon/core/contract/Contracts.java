package org.colophon.core.contract;

import java.util.List;
import java.util.Optional;
import org.colophon.core.LeafIndex;
import org.colophon.core.Reason;
import org.colophon.core.Refusal;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.Governance;
import org.colophon.core.chain.Link;
import org.colophon.core.chain.StateChange;
import org.colophon.core.content.Access;
import org.colophon.core.content.ApplicationDecide;
import org.colophon.core.content.ApplicationFile;
import org.colophon.core.content.Assessment;
import org.colophon.core.content.BatchTimestamp;
import org.colophon.core.content.CaseOpen;
import org.colophon.core.content.CaseOutcome;
import org.colophon.core.content.Correction;
import org.colophon.core.content.CourtReceive;
import org.colophon.core.content.CourtSubmit;
import org.colophon.core.content.DraftAdd;
import org.colophon.core.content.EvidenceCapture;
import org.colophon.core.content.EvidenceDeposit;
import org.colophon.core.content.InfringementAllege;
import org.colophon.core.content.InfringementFind;
import org.colophon.core.content.KeyErase;
import org.colophon.core.content.KeyRevoke;
import org.colophon.core.content.KeyRotate;
import org.colophon.core.content.LicenceGrant;
import org.colophon.core.content.LicenceSub;
import org.colophon.core.content.LicenceTerminate;
import org.colophon.core.content.NoticeCounter;
import org.colophon.core.content.NoticeSend;
import org.colophon.core.content.ObjectionRaise;
import org.colophon.core.content.ObjectionResolve;
import org.colophon.core.content.OrgVote;
import org.colophon.core.content.PriceReference;
import org.colophon.core.content.Proposal;
import org.colophon.core.content.Publication;
import org.colophon.core.content.ReadLease;
import org.colophon.core.content.ReadSettle;
import org.colophon.core.content.Recommendation;
import org.colophon.core.content.ReportDigest;
import org.colophon.core.content.RightEncumber;
import org.colophon.core.content.RightWaive;
import org.colophon.core.content.ScopeGrant;
import org.colophon.core.content.ScopeRevoke;
import org.colophon.core.content.StandardActivate;
import org.colophon.core.content.StandardPropose;
import org.colophon.core.content.StandardVote;
import org.colophon.core.content.SubjectRegister;
import org.colophon.core.content.Supplement;
import org.colophon.core.content.Takedown;
import org.colophon.core.content.TimeDispute;
import org.colophon.core.content.Transfer;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.content.WorkDerive;
import org.colophon.core.content.WorkReveal;
import org.colophon.core.membership.Membership;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.record.Signer;
import org.colophon.core.record.Statement;
import org.colophon.core.record.VerifiedRecord;

/** Applies the records of one block, one after another, each by the contract of its type. */
public final class Contracts {
  private static final SubjectRegisterContract SUBJECT_REGISTER = new SubjectRegisterContract();
  private static final KeyRotateContract KEY_ROTATE = new KeyRotateContract();
  private static final KeyRevokeContract KEY_REVOKE = new KeyRevokeContract();
  private static final DraftAddContract DRAFT_ADD = new DraftAddContract();
  private static final WorkDeclareContract WORK_DECLARE = new WorkDeclareContract();
  private static final WorkRevealContract WORK_REVEAL = new WorkRevealContract();
  private static final EvidenceDepositContract EVIDENCE_DEPOSIT = new EvidenceDepositContract();
  private static final EvidenceCaptureContract EVIDENCE_CAPTURE = new EvidenceCaptureContract();
  private static final SupplementContract SUPPLEMENT = new SupplementContract();
  private static final ApplicationFileContract APPLICATION_FILE = new ApplicationFileContract();
  private static final ApplicationDecideContract APPLICATION_DECIDE =
      new ApplicationDecideContract();
  private static final ObjectionRaiseContract OBJECTION_RAISE = new ObjectionRaiseContract();
  private static final ObjectionResolveContract OBJECTION_RESOLVE = new ObjectionResolveContract();
  private static final CorrectionContract CORRECTION = new CorrectionContract();
  private static final BatchTimestampContract BATCH_TIMESTAMP = new BatchTimestampContract();
  private static final PublicationContract PUBLICATION = new PublicationContract();
  private static final RecommendationContract RECOMMENDATION = new RecommendationContract();
  private static final AccessContract ACCESS = new AccessContract();
  private static final NoticeSendContract NOTICE_SEND = new NoticeSendContract();
  private static final NoticeCounterContract NOTICE_COUNTER = new NoticeCounterContract();
  private static final TakedownContract TAKEDOWN = new TakedownContract();
  private static final InfringementAllegeContract INFRINGEMENT_ALLEGE =
      new InfringementAllegeContract();
  private static final InfringementFindContract INFRINGEMENT_FIND = new InfringementFindContract();
  private static final PriceReferenceContract PRICE_REFERENCE = new PriceReferenceContract();
  private static final CourtSubmitContract COURT_SUBMIT = new CourtSubmitContract();
  private static final CourtReceiveContract COURT_RECEIVE = new CourtReceiveContract();
  private static final ReportDigestContract REPORT = new ReportDigestContract();
  private static final TransferContract TRANSFER = new TransferContract();
  private static final LicenceGrantContract LICENCE_GRANT = new LicenceGrantContract();
  private static final LicenceSubContract LICENCE_SUB = new LicenceSubContract();
  private static final LicenceTerminateContract LICENCE_TERMINATE = new LicenceTerminateContract();
  private static final WorkDeriveContract WORK_DERIVE = new WorkDeriveContract();
  private static final RightEncumberContract RIGHT_ENCUMBER = new RightEncumberContract();
  private static final RightWaiveContract RIGHT_WAIVE = new RightWaiveContract();
  private static final CaseOpenContract CASE_OPEN = new CaseOpenContract();
  private static final CaseOutcomeContract CASE_OUTCOME = new CaseOutcomeContract();
  private static final ScopeGrantContract SCOPE_GRANT = new ScopeGrantContract();
  private static final ScopeRevokeContract SCOPE_REVOKE = new ScopeRevokeContract();
  private static final ReadLeaseContract READ_LEASE = new ReadLeaseContract();
  private static final ReadSettleContract READ_SETTLE = new ReadSettleContract();
  private static final KeyEraseContract KEY_ERASE = new KeyEraseContract();
  private static final ProposalContract PROPOSAL = new ProposalContract();
  private static final TimeDisputeContract TIME_DISPUTE = new TimeDisputeContract();
  private static final OrgVoteContract ORG_VOTE = new OrgVoteContract();
  private static final StandardProposeContract STANDARD_PROPOSE = new StandardProposeContract();
  private static final StandardVoteContract STANDARD_VOTE = new StandardVoteContract();
  private static final StandardActivateContract STANDARD_ACTIVATE = new StandardActivateContract();
  private static final AssessmentContract ASSESSMENT = new AssessmentContract();

  private final StateView state;
  private final Governance governance;
  private final Timestamp time;
  private Optional<Membership> decided = Optional.empty();

  /** What applying a record gave: its links, or why it was refused. */
  public sealed interface Applied {
    /**
     * Its rules hold and its changes are kept.
     *
     * @param links under which it is found
     */
    record Accepted(List<Link> links) implements Applied {}

    /**
     * A rule was broken and nothing changed.
     *
     * @param refusal which
     */
    record Refused(Refusal refusal) implements Applied {}
  }

  /** Contracts for the block at {@code time}. */
  public Contracts(LedgerReader stored, Governance governance, int recordBytesMax, Timestamp time) {
    this.state = new StateView(stored, recordBytesMax);
    this.governance = governance;
    this.time = time;
  }

  /** Reads at once what the records of an entry will ask for: whose contents theirs were before. */
  public void readAhead(List<VerifiedRecord> records) {
    state.readAhead(
        records.stream()
            .map(record -> record.statement().content())
            .filter(WorkDeclare.class::isInstance)
            .flatMap(content -> ((WorkDeclare) content).contents().stream())
            .map(content -> ContentClaim.stateKey(content.sha256()))
            .distinct()
            .toList());
  }

  /** Applies the next record, which becomes the leaf at {@code index} when it is accepted. */
  public Applied apply(VerifiedRecord record, LeafIndex index) {
    Statement statement = record.statement();
    World world = new World(state, governance, time, record, index);
    try {
      requireNothingDecided();
      requireNotExpired(statement);
      CustodyRules.apply(statement, world);
      dispatch(statement, world);
    } catch (RefusedException e) {
      state.drop();
      return new Applied.Refused(e.refusal());
    }
    for (Signer signer : statement.signers()) {
      world.link(ofSigner(statement, signer.subject()));
    }
    state.keep(record, index);
    decided = world.decided();
    return new Applied.Accepted(world.links());
  }

  /** What a platform tells of its users stands apart: there is much of it, and it is not public. */
  private static Link ofSigner(Statement statement, SubjectId signer) {
    return statement.content() instanceof Access ? Link.access(signer) : Link.subject(signer);
  }

  /** The membership that the block has decided on; its record is the only one of the block. */
  public Optional<Membership> decided() {
    return decided;
  }

  /** What the block has changed so far, sorted by key. */
  public List<StateChange> changes() {
    return state.changes();
  }

  private void requireNothingDecided() throws RefusedException {
    if (decided.isPresent()) {
      throw new RefusedException(
          Reason.NOT_ALONE, "the block decides on a change of the membership and takes no more");
    }
  }

  private void requireNotExpired(Statement statement) throws RefusedException {
    Optional<Timestamp> notAfter = statement.notAfter();
    if (notAfter.isPresent() && notAfter.get().compareTo(time) < 0) {
      throw new RefusedException(
          Reason.EXPIRED, "notAfter: " + notAfter.get() + " (expected: at least " + time + ")");
    }
  }

  private static void dispatch(Statement statement, World world) throws RefusedException {
    switch (statement.content()) {
      case SubjectRegister c -> SUBJECT_REGISTER.apply(c, statement, world);
      case KeyRotate c -> KEY_ROTATE.apply(c, statement, world);
      case KeyRevoke c -> KEY_REVOKE.apply(c, statement, world);
      case DraftAdd c -> DRAFT_ADD.apply(c, statement, world);
      case WorkDeclare c -> WORK_DECLARE.apply(c, statement, world);
      case WorkReveal c -> WORK_REVEAL.apply(c, statement, world);
      case EvidenceDeposit c -> EVIDENCE_DEPOSIT.apply(c, statement, world);
      case EvidenceCapture c -> EVIDENCE_CAPTURE.apply(c, statement, world);
      case Supplement c -> SUPPLEMENT.apply(c, statement, world);
      case ApplicationFile c -> APPLICATION_FILE.apply(c, statement, world);
      case ApplicationDecide c -> APPLICATION_DECIDE.apply(c, statement, world);
      case ObjectionRaise c -> OBJECTION_RAISE.apply(c, statement, world);
      case ObjectionResolve c -> OBJECTION_RESOLVE.apply(c, statement, world);
      case Correction c -> CORRECTION.apply(c, statement, world);
      case BatchTimestamp c -> BATCH_TIMESTAMP.apply(c, statement, world);
      case Publication c -> PUBLICATION.apply(c, statement, world);
      case Recommendation c -> RECOMMENDATION.apply(c, statement, world);
      case Access c -> ACCESS.apply(c, statement, world);
      case NoticeSend c -> NOTICE_SEND.apply(c, statement, world);
      case NoticeCounter c -> NOTICE_COUNTER.apply(c, statement, world);
      case Takedown c -> TAKEDOWN.apply(c, statement, world);
      case InfringementAllege c -> INFRINGEMENT_ALLEGE.apply(c, statement, world);
      case InfringementFind c -> INFRINGEMENT_FIND.apply(c, statement, world);
      case PriceReference c -> PRICE_REFERENCE.apply(c, statement, world);
      case CourtSubmit c -> COURT_SUBMIT.apply(c, statement, world);
      case CourtReceive c -> COURT_RECEIVE.apply(c, statement, world);
      case ReportDigest c -> REPORT.apply(c, statement, world);
      case Transfer c -> TRANSFER.apply(c, statement, world);
      case LicenceGrant c -> LICENCE_GRANT.apply(c, statement, world);
      case LicenceSub c -> LICENCE_SUB.apply(c, statement, world);
      case LicenceTerminate c -> LICENCE_TERMINATE.apply(c, statement, world);
      case WorkDerive c -> WORK_DERIVE.apply(c, statement, world);
      case RightEncumber c -> RIGHT_ENCUMBER.apply(c, statement, world);
      case RightWaive c -> RIGHT_WAIVE.apply(c, statement, world);
      case CaseOpen c -> CASE_OPEN.apply(c, statement, world);
      case CaseOutcome c -> CASE_OUTCOME.apply(c, statement, world);
      case ScopeGrant c -> SCOPE_GRANT.apply(c, statement, world);
      case ScopeRevoke c -> SCOPE_REVOKE.apply(c, statement, world);
      case ReadLease c -> READ_LEASE.apply(c, statement, world);
      case ReadSettle c -> READ_SETTLE.apply(c, statement, world);
      case KeyErase c -> KEY_ERASE.apply(c, statement, world);
      case Proposal c -> PROPOSAL.apply(c, statement, world);
      case OrgVote c -> ORG_VOTE.apply(c, statement, world);
      case StandardPropose c -> STANDARD_PROPOSE.apply(c, statement, world);
      case StandardVote c -> STANDARD_VOTE.apply(c, statement, world);
      case StandardActivate c -> STANDARD_ACTIVATE.apply(c, statement, world);
      case Assessment c -> ASSESSMENT.apply(c, statement, world);
      case TimeDispute c -> TIME_DISPUTE.apply(c, statement, world);
    }
  }
}
