package org.colophon.core.provenance;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.content.Access;
import org.colophon.core.content.ApplicationDecide;
import org.colophon.core.content.ApplicationFile;
import org.colophon.core.content.AssessmentConfirmed;
import org.colophon.core.content.AssessmentMade;
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
import org.colophon.core.content.LevelRaise;
import org.colophon.core.content.LicenceGrant;
import org.colophon.core.content.LicenceSub;
import org.colophon.core.content.LicenceTerminate;
import org.colophon.core.content.NoticeCounter;
import org.colophon.core.content.NoticeSend;
import org.colophon.core.content.ObjectionRaise;
import org.colophon.core.content.ObjectionResolve;
import org.colophon.core.content.OrgAdmit;
import org.colophon.core.content.OrgSuspend;
import org.colophon.core.content.OrgVote;
import org.colophon.core.content.PriceReference;
import org.colophon.core.content.Publication;
import org.colophon.core.content.ReadLease;
import org.colophon.core.content.ReadSettle;
import org.colophon.core.content.Recommendation;
import org.colophon.core.content.ReportDigest;
import org.colophon.core.content.Right;
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
import org.colophon.core.custody.PrivateMatter;
import org.colophon.core.record.Statement;

/** Tells a record in one plain English sentence; a record type without one does not compile. */
public final class Summaries {
  private Summaries() {}

  /**
   * One sentence that ends in a full stop.
   *
   * @param seenFrom the work whose story it is part of; a declaration reads otherwise in the story
   *     of the work that it re-creates
   */
  public static String of(Statement statement, Optional<WorkId> seenFrom) {
    return told(statement, seenFrom) + statement.privateMatter().map(Summaries::kept).orElse("");
  }

  private static String kept(PrivateMatter matter) {
    return " What opens its commitments is kept, encrypted, by "
        + matter.receipts().stream()
            .map(receipt -> receipt.custodian().text())
            .collect(Collectors.joining(", "))
        + ".";
  }

  private static String told(Statement statement, Optional<WorkId> seenFrom) {
    String author = statement.author().text();
    return switch (statement.content()) {
      case DraftAdd draft -> draft(draft, author);
      case WorkDeclare declare -> declaration(declare, statement, seenFrom);
      case WorkReveal reveal ->
          "The content of record "
              + brief(reveal.record().hex())
              + " was opened by "
              + author
              + ": SHA-256 "
              + brief(reveal.digest().hex())
              + ".";
      case EvidenceDeposit deposit ->
          "Material ("
              + deposit.mediaType()
              + ", "
              + lower(deposit.custody())
              + ") was deposited by "
              + author
              + deposit.about().map(about -> " about record " + brief(about.hex())).orElse("")
              + ".";
      case EvidenceCapture capture ->
          capture.url()
              + " was captured by "
              + author
              + " with "
              + capture.tool()
              + " "
              + capture.toolVersion()
              + " in "
              + count(capture.parts().size(), "part")
              + capture.about().map(about -> ", about record " + brief(about.hex())).orElse("")
              + ".";
      case Supplement supplement ->
          "Material ("
              + supplement.mediaType()
              + ") was added to record "
              + brief(supplement.supplements().hex())
              + " by "
              + author
              + ".";
      case ApplicationFile file -> OfficeSummaries.of(file, author);
      case ApplicationDecide decide -> OfficeSummaries.of(decide, author);
      case ObjectionRaise objection -> OfficeSummaries.of(objection, author, seenFrom);
      case ObjectionResolve resolve -> OfficeSummaries.of(resolve, author);
      case Correction correction -> PlatformSummaries.of(correction, statement);
      case BatchTimestamp batch -> PlatformSummaries.of(batch, statement);
      case Publication publication -> PlatformSummaries.of(publication, statement);
      case Recommendation recommendation -> PlatformSummaries.of(recommendation, statement);
      case Access access -> PlatformSummaries.of(access, statement);
      case NoticeSend notice -> PlatformSummaries.of(notice, statement);
      case NoticeCounter counter -> PlatformSummaries.of(counter, statement);
      case Takedown takedown -> PlatformSummaries.of(takedown, statement);
      case InfringementAllege allege -> ClaimSummaries.of(allege, author);
      case InfringementFind find -> ClaimSummaries.of(find, author);
      case PriceReference price -> ClaimSummaries.of(price, author);
      case CourtSubmit submit -> ClaimSummaries.of(submit, author);
      case CourtReceive receive -> ClaimSummaries.of(receive, author);
      case ReportDigest report -> ClaimSummaries.of(report, author);
      case Transfer transfer -> transfer(transfer, statement);
      case LicenceGrant grant -> LicenceSummaries.of(grant, statement);
      case LicenceSub licence -> LicenceSummaries.of(licence, statement);
      case LicenceTerminate terminate -> LicenceSummaries.of(terminate, statement);
      case WorkDerive derive -> LicenceSummaries.of(derive, statement, seenFrom);
      case RightEncumber encumber -> LicenceSummaries.of(encumber, statement);
      case RightWaive waive -> LicenceSummaries.of(waive, statement);
      case CaseOpen opened -> CaseSummaries.of(opened, author);
      case CaseOutcome outcome -> CaseSummaries.of(outcome, author);
      case ScopeGrant grant -> CaseSummaries.of(grant, statement);
      case ScopeRevoke revoke -> CaseSummaries.of(revoke, author);
      case ReadLease lease -> CaseSummaries.of(lease, author);
      case ReadSettle settle -> CaseSummaries.of(settle, author);
      case KeyErase erase ->
          "The private matter of record "
              + brief(erase.record().hex())
              + " was destroyed at the request of "
              + author
              + "; the record stands.";
      case SubjectRegister register ->
          register.subject() + " was registered by " + author + " with a key of its own.";
      case KeyRotate rotate ->
          "A new key of " + rotate.subject() + " took over, by the word of " + author + ".";
      case KeyRevoke revoke ->
          "A key of "
              + revoke.subject()
              + " was ended by "
              + author
              + " ("
              + words(revoke.reason())
              + ").";
      case OrgAdmit admit ->
          "Organisation "
              + admit.organisation().id()
              + " was proposed by "
              + author
              + " for admission as "
              + lower(admit.organisation().tier())
              + admit.replaces().map(replaced -> ", in the place of " + replaced).orElse("")
              + ".";
      case OrgSuspend suspend ->
          "Organisation "
              + suspend.organisation()
              + " was proposed by "
              + author
              + " for suspension ("
              + words(suspend.reason())
              + ").";
      case LevelRaise raise ->
          author + " proposed that blocks be made by the rules of level " + raise.level() + ".";
      case OrgVote vote ->
          author + " voted for the proposal of record " + brief(vote.proposal().hex()) + ".";
      case StandardPropose propose -> StandardSummaries.of(propose, author);
      case StandardVote vote -> StandardSummaries.of(vote, author);
      case StandardActivate activate -> StandardSummaries.of(activate, author);
      case AssessmentMade made -> StandardSummaries.of(made, author);
      case AssessmentConfirmed confirmed -> StandardSummaries.of(confirmed, author);
      case TimeDispute dispute ->
          "By its clock, " + author + " disputed the time of block " + dispute.block() + ".";
    };
  }

  private static String draft(DraftAdd draft, String author) {
    return "Draft "
        + draft.sequence()
        + " was recorded by "
        + author
        + (draft.fork() ? ", as a fork of the draft before." : ".");
  }

  private static String declaration(
      WorkDeclare declare, Statement statement, Optional<WorkId> seenFrom) {
    WorkId work = declare.work().orElse(new WorkId(statement.id().hash()));
    String author = statement.author().text();
    if (seenFrom.isPresent() && !seenFrom.get().equals(work)) {
      return "Work " + brief(work.hex()) + " was declared by " + author + " as derived from it.";
    }
    String content =
        declare.commitment().isPresent()
            ? "with its content committed to"
            : "with " + count(declare.contents().size(), "content digest");
    return "The work was declared by "
        + author
        + " as "
        + quote(declare.title())
        + ", by "
        + count(declare.authors().size(), "author")
        + ", "
        + content
        + ".";
  }

  private static String transfer(Transfer transfer, Statement statement) {
    String rights =
        transfer.allEconomic()
            ? "all economic rights"
            : transfer.rights().stream()
                .sorted()
                .map(Right::name)
                .map(name -> name.toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
    return share(transfer.share())
        + " of "
        + rights
        + " passed from "
        + statement.author()
        + " to "
        + statement.signers().get(1).subject()
        + ".";
  }

  /** 10,000 basis points are 100 %. */
  private static String share(long basisPoints) {
    String hundredths = String.format(Locale.ROOT, "%02d", basisPoints % 100);
    return basisPoints % 100 == 0
        ? basisPoints / 100 + " %"
        : basisPoints / 100 + "." + hundredths + " %";
  }

  static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : noun.endsWith("s") ? "es" : "s");
  }

  static String brief(String hex) {
    return hex.substring(0, 12) + "…";
  }

  /** An instant in ISO 8601. */
  static String time(Timestamp time) {
    return Instant.ofEpochMilli(time.value()).toString();
  }

  /** The name of a constant in words. */
  static String words(Enum<?> value) {
    return lower(value).replace('_', ' ');
  }

  static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** Its author's text: what could break out of its quotation is left out. */
  static String quote(String text) {
    StringBuilder quoted = new StringBuilder("“");
    text.codePoints().filter(Summaries::isPlain).forEach(quoted::appendCodePoint);
    return quoted.append('”').toString();
  }

  /** Neither a quotation mark of ours, nor a control, nor invisible (bidirectional marks are). */
  private static boolean isPlain(int codePoint) {
    return codePoint != '“'
        && codePoint != '”'
        && !Character.isISOControl(codePoint)
        && Character.getType(codePoint) != Character.FORMAT
        && Character.getType(codePoint) != Character.LINE_SEPARATOR
        && Character.getType(codePoint) != Character.PARAGRAPH_SEPARATOR;
  }
}
