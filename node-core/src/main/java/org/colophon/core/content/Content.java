package org.colophon.core.content;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.WorkId;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.core.membership.Level;
import org.colophon.crypto.Hash;
import org.colophon.crypto.hpke.RecipientKey;

/**
 * The members that a statement has by its type. A new record type is a new case here, and a
 * contract for it in {@code contract}.
 */
public sealed interface Content
    permits SubjectRegister,
        KeyRotate,
        KeyRevoke,
        DraftAdd,
        WorkDeclare,
        WorkReveal,
        EvidenceDeposit,
        EvidenceCapture,
        Supplement,
        ApplicationFile,
        ApplicationDecide,
        ObjectionRaise,
        ObjectionResolve,
        Correction,
        BatchTimestamp,
        Publication,
        Recommendation,
        Access,
        NoticeSend,
        NoticeCounter,
        Takedown,
        InfringementAllege,
        InfringementFind,
        PriceReference,
        CourtSubmit,
        CourtReceive,
        ReportDigest,
        Transfer,
        Licence,
        LicenceTerminate,
        WorkDerive,
        RightEncumber,
        RightWaive,
        CaseOpen,
        CaseOutcome,
        ScopeGrant,
        ScopeRevoke,
        ReadLease,
        ReadSettle,
        KeyErase,
        Proposal,
        OrgVote,
        StandardPropose,
        StandardVote,
        StandardActivate,
        Assessment,
        TimeDispute {
  /** Its type. */
  RecordType type();

  /**
   * Whether the rules of that level know it, with all types that it names. What a level does not
   * know is no record there, for whoever has never heard of it must agree.
   */
  default boolean isKnownAt(Level level) {
    return type().isKnownAt(level);
  }

  /** The members of the type, as they stand in a statement. */
  Json.Obj members();

  /** The SHA-256 of each content that it carries in clear. */
  default List<Hash> contentDigests() {
    return List.of();
  }

  /** The salted commitment to a content that it carries. */
  default Optional<Hash> contentCommitment() {
    return Optional.empty();
  }

  /** The items that it brings under one root. */
  default Optional<ItemBatch> itemBatch() {
    return Optional.empty();
  }

  /**
   * Whether who opens that commitment says to have made the content, and not only to have had it.
   */
  default boolean claimsContent() {
    return false;
  }

  /**
   * The work that it names or opens.
   *
   * @param self the work that the statement's own record would open
   */
  default Optional<WorkId> workNamed(WorkId self) {
    return Optional.empty();
  }

  /**
   * Whether its type takes a member of that name only as a commitment: what is committed to may not
   * stand in clear elsewhere either. The reader of the type is asked, which refuses clear text
   * there.
   */
  default boolean commitsTo(String member) {
    Json clear = Json.of("-");
    return refusesInClear(member, clear) || refusesInClear(member, Json.array(List.of(clear)));
  }

  private boolean refusesInClear(String member, Json clear) {
    Map<String, Json> members = new TreeMap<>(members().members());
    members.put(member, clear);
    try {
      var _ = read(type().label(), Members.of("", new Json.Obj(members)));
      return false;
    } catch (RefusedException e) {
      return e.refusal().reason() == Reason.CLEAR_PERSONAL_DATA;
    }
  }

  /** The earlier record that it is about. */
  default Optional<RecordId> recordNamed() {
    return Optional.empty();
  }

  /** The key to which its subject wants private matter encrypted from now on. */
  default Optional<RecipientKey> recipientKeyPublished() {
    return Optional.empty();
  }

  /** Whether it can change the membership; such a record is decided in a block of its own. */
  default boolean concernsMembership() {
    return false;
  }

  /** Takes the members of the type out of a statement; empty when no type has that label. */
  static Optional<Content> read(String type, Members members) throws RefusedException {
    Optional<RecordType> known = RecordType.ofLabel(type);
    if (known.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        switch (known.get()) {
          case SUBJECT_REGISTER -> SubjectRegister.read(members);
          case KEY_ROTATE -> KeyRotate.read(members);
          case KEY_REVOKE -> KeyRevoke.read(members);
          case DRAFT_ADD -> DraftAdd.read(members);
          case WORK_DECLARE -> WorkDeclare.read(members);
          case WORK_REVEAL -> WorkReveal.read(members);
          case EVIDENCE_DEPOSIT -> EvidenceDeposit.read(members);
          case EVIDENCE_CAPTURE -> EvidenceCapture.read(members);
          case SUPPLEMENT -> Supplement.read(members);
          case APPLICATION_FILE -> ApplicationFile.read(members);
          case APPLICATION_DECIDE -> ApplicationDecide.read(members);
          case OBJECTION_RAISE -> ObjectionRaise.read(members);
          case OBJECTION_RESOLVE -> ObjectionResolve.read(members);
          case CORRECTION -> Correction.read(members);
          case BATCH_TIMESTAMP -> BatchTimestamp.read(members);
          case PUBLICATION -> Publication.read(members);
          case RECOMMENDATION -> Recommendation.read(members);
          case ACCESS -> Access.read(members);
          case NOTICE_SEND -> NoticeSend.read(members);
          case NOTICE_COUNTER -> NoticeCounter.read(members);
          case TAKEDOWN -> Takedown.read(members);
          case INFRINGEMENT_ALLEGE -> InfringementAllege.read(members);
          case INFRINGEMENT_FIND -> InfringementFind.read(members);
          case PRICE_REFERENCE -> PriceReference.read(members);
          case COURT_SUBMIT -> CourtSubmit.read(members);
          case COURT_RECEIVE -> CourtReceive.read(members);
          case REPORT -> ReportDigest.read(members);
          case TRANSFER -> Transfer.read(members);
          case LICENCE_GRANT -> LicenceGrant.read(members);
          case LICENCE_SUB -> LicenceSub.read(members);
          case LICENCE_TERMINATE -> LicenceTerminate.read(members);
          case WORK_DERIVE -> WorkDerive.read(members);
          case RIGHT_ENCUMBER -> RightEncumber.read(members);
          case RIGHT_WAIVE -> RightWaive.read(members);
          case CASE_OPEN -> CaseOpen.read(members);
          case CASE_OUTCOME -> CaseOutcome.read(members);
          case SCOPE_GRANT -> ScopeGrant.read(members);
          case SCOPE_REVOKE -> ScopeRevoke.read(members);
          case READ_LEASE -> ReadLease.read(members);
          case READ_SETTLE -> ReadSettle.read(members);
          case KEY_ERASE -> KeyErase.read(members);
          case ORG_ADMIT -> OrgAdmit.read(members);
          case ORG_SUSPEND -> OrgSuspend.read(members);
          case LEVEL_RAISE -> LevelRaise.read(members);
          case ORG_VOTE -> OrgVote.read(members);
          case STANDARD_PROPOSE -> StandardPropose.read(members);
          case STANDARD_VOTE -> StandardVote.read(members);
          case STANDARD_ACTIVATE -> StandardActivate.read(members);
          case ASSESSMENT -> Assessment.read(members);
          case TIME_DISPUTE -> TimeDispute.read(members);
        });
  }
}
