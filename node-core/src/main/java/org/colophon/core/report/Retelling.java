package org.colophon.core.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.content.Access;
import org.colophon.core.content.ApplicationDecide;
import org.colophon.core.content.ApplicationFile;
import org.colophon.core.content.AssessmentConfirmed;
import org.colophon.core.content.AssessmentMade;
import org.colophon.core.content.CaseOpen;
import org.colophon.core.content.CaseOutcome;
import org.colophon.core.content.InfringementAllege;
import org.colophon.core.content.InfringementFind;
import org.colophon.core.content.LicenceGrant;
import org.colophon.core.content.LicenceSub;
import org.colophon.core.content.LicenceTerminate;
import org.colophon.core.content.LicenceTerms;
import org.colophon.core.content.NoticeCounter;
import org.colophon.core.content.NoticeSend;
import org.colophon.core.content.ObjectionRaise;
import org.colophon.core.content.ObjectionResolve;
import org.colophon.core.content.PriceReference;
import org.colophon.core.content.Publication;
import org.colophon.core.content.RightWaive;
import org.colophon.core.content.StandardActivate;
import org.colophon.core.content.StandardPropose;
import org.colophon.core.content.Takedown;
import org.colophon.core.content.Transfer;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.contract.ApplicationState;
import org.colophon.core.contract.CaseState;
import org.colophon.core.contract.InfringementState;
import org.colophon.core.contract.ObjectionState;
import org.colophon.core.contract.StandingLicence;
import org.colophon.core.gather.Gathered;
import org.colophon.core.record.Role;
import org.colophon.core.record.Signer;
import org.colophon.core.record.Statement;
import org.colophon.core.standard.Acts;

/**
 * What a report tells of each of its records, to be held against that record alone: parties,
 * intervals, rights, figures, what answers or ends what. What only many records show together (who
 * holds which share after all transfers, who was allowed what, that nothing was left out) is not
 * among it: any second node tells that with the same bytes, or does not.
 */
public final class Retelling {
  /** Something that is told of a record. */
  @FunctionalInterface
  private interface Told {
    /**
     * Whether the record says so.
     *
     * @param ordered its block's time
     */
    boolean isSo(Statement statement, Timestamp ordered);
  }

  private final Timestamp time;
  private final Map<RecordId, List<Told>> told = new TreeMap<>();

  /** Reads out of a report what it tells of each record. */
  public Retelling(Report report) {
    this.time = report.block().time();
    report.caseFacts().ifPresent(this::caseOf);
    report.assessment().ifPresent(this::assessment);
    report.titles().forEach(this::title);
    report.deals().transfers().forEach(this::transfer);
    report.deals().licences().forEach(this::licence);
    report.deals().publications().forEach(this::publication);
    report.disputes().objections().forEach(this::objection);
    report.disputes().notices().forEach(this::notice);
    report.disputes().allegations().forEach(this::allegation);
  }

  /** Every record of which something is told. */
  public Set<RecordId> records() {
    return Collections.unmodifiableSet(told.keySet());
  }

  /**
   * Whether a record says what is told of it.
   *
   * @param ordered the time of its block
   */
  public boolean isSo(Statement statement, Timestamp ordered) {
    return told.getOrDefault(statement.id(), List.of()).stream()
        .allMatch(one -> one.isSo(statement, ordered));
  }

  private void tell(RecordId record, Told one) {
    told.computeIfAbsent(record, id -> new ArrayList<>()).add(one);
  }

  private void caseOf(Report.CaseFacts facts) {
    tell(
        facts.record(),
        (statement, ordered) ->
            statement.content() instanceof CaseOpen opened
                && statement.author().text().equals(facts.organ().text())
                && opened.works().size() == facts.works()
                && opened.parties().size() == facts.parties()
                && isFirst(facts.record(), facts.newest(), facts.status(), CaseState.Status.OPEN));
    if (!facts.newest().equals(facts.record())) {
      tell(
          facts.newest(),
          (statement, ordered) ->
              statement.content() instanceof CaseOutcome outcome
                  && outcome.caseOpened().equals(facts.record())
                  && outcome.outcome().name().equals(facts.status().name()));
    }
  }

  /** What nobody has answered stands as it was begun, and nothing else does. */
  private static <S extends Enum<S>> boolean isFirst(
      RecordId record, RecordId newest, S status, S begun) {
    return newest.equals(record) == (status == begun);
  }

  private void assessment(AssessmentFacts facts) {
    AssessmentMade made = facts.made();
    tell(
        facts.record(),
        (statement, ordered) ->
            statement.content().equals(made) && statement.author().equals(facts.assessor()));
    for (AssessmentFacts.Confirmed confirmed : facts.confirmed()) {
      tell(
          confirmed.record(),
          (statement, ordered) ->
              statement.author().equals(confirmed.subject())
                  && (confirmed.record().equals(facts.record())
                      || (statement.content() instanceof AssessmentConfirmed content
                          && content.confirms().equals(facts.record())
                          && content.result().equals(made.result()))));
    }
    AssessmentFacts.Agreement agreement = facts.agreement();
    tell(
        agreement.proposal(),
        (statement, ordered) ->
            statement.content() instanceof StandardPropose proposed
                && proposed.standard().hash().equals(agreement.standard().hash()));
    tell(
        agreement.activated(),
        (statement, ordered) ->
            statement.content() instanceof StandardActivate activated
                && activated.proposal().equals(agreement.proposal()));
    long days = Acts.days(made.window());
    for (Gathered figure : facts.gathering().figures()) {
      for (Gathered.Counted one : figure.counted()) {
        tell(one.record(), (statement, ordered) -> isCounted(one, days, statement));
      }
    }
  }

  /** The days of the window are shown by the allegation, and counted from the window. */
  private static boolean isCounted(Gathered.Counted one, long days, Statement statement) {
    return switch (statement.content()) {
      case InfringementAllege _ -> one.number().equals(Optional.of(days));
      case Access access -> one.number().equals(Optional.of(access.count()));
      case PriceReference price ->
          switch (price.figure()) {
            case PriceReference.Clear(long amount) -> one.number().equals(Optional.of(amount));
            case PriceReference.Committed(var commitment) ->
                one.commitment().equals(Optional.of(commitment));
          };
      case Transfer transfer -> one.commitment().equals(transfer.price());
      case LicenceGrant grant -> one.commitment().equals(grant.terms().fee());
      case LicenceSub sub -> one.commitment().equals(sub.terms().fee());
      default -> false;
    };
  }

  private void title(TitleFacts facts) {
    WorkId work = facts.work();
    tell(
        facts.opener(),
        (statement, ordered) ->
            statement.id().hash().equals(work.hash())
                && statement.content().workNamed(work).equals(Optional.of(work)));
    facts
        .declared()
        .ifPresent(declared ->
            tell(
                declared.record(),
                (statement, ordered) ->
                    statement.content() instanceof WorkDeclare declare
                        && declare.title().equals(declared.title())
                        && declare.completedOn().equals(declared.completedOn())));
    facts
        .applications()
        .forEach(one -> tell(one.record(), (statement, ordered) -> isStep(one, work, statement)));
  }

  private static boolean isStep(TitleFacts.Application told, WorkId work, Statement statement) {
    return switch (statement.content()) {
      case ApplicationFile file ->
          file.office().equals(told.office())
              && file.work().equals(work)
              && told.status() == ApplicationState.Status.PENDING;
      case ApplicationDecide decide ->
          statement.author().text().equals(told.office().text())
              && told.status() == decided(decide.decision());
      default -> false;
    };
  }

  private static ApplicationState.Status decided(ApplicationDecide.Decision decision) {
    return switch (decision) {
      case GRANT -> ApplicationState.Status.CONFIRMED;
      case REFUSE -> ApplicationState.Status.REFUSED;
      case SUPPLEMENT -> ApplicationState.Status.SUPPLEMENT;
      case REVOKE -> ApplicationState.Status.REVOKED;
    };
  }

  private void transfer(Deals.Transferred transferred) {
    tell(
        transferred.record(),
        (statement, ordered) ->
            statement.content() instanceof Transfer
                && Deals.Transferred.of(statement).equals(transferred));
  }

  private void publication(Deals.Published published) {
    tell(
        published.record(),
        (statement, ordered) ->
            statement.content() instanceof Publication
                && Deals.Published.of(statement).equals(published));
  }

  private void licence(Deals.Licensed licensed) {
    tell(licensed.record(), (statement, ordered) -> isLicensed(licensed, statement, ordered));
    licensed
        .parent()
        .ifPresent(
            above -> tell(above, (statement, ordered) -> isAbove(licensed.work(), statement)));
    licensed
        .endedBy()
        .ifPresent(by -> tell(by, (statement, ordered) -> isEnding(licensed, statement, ordered)));
  }

  private boolean isLicensed(Deals.Licensed told, Statement statement, Timestamp ordered) {
    Optional<LicenceTerms> found = StandingLicence.termsOf(statement.content());
    if (found.isEmpty() || !isPlaced(told, statement)) {
      return false;
    }
    LicenceTerms terms = found.get();
    boolean isEarly = told.end().compareTo(terms.until()) < 0;
    return told.licensors().equals(StandingLicence.licensorsOf(statement))
        && told.licensee().equals(statement.signer(Role.LICENSEE).map(Signer::subject))
        && told.rights().equals(terms.rights())
        && told.exclusive() == terms.exclusive()
        && told.territory().equals(List.copyOf(terms.territory().texts()))
        && told.recreation() == terms.recreation()
        && told.begin().equals(later(terms.from(), ordered))
        && (told.endedBy().isPresent() ? isEarly : told.end().equals(terms.until()))
        && isStanding(told);
  }

  /** A licence under another one names that, and the work is that one's. */
  private static boolean isPlaced(Deals.Licensed told, Statement statement) {
    return switch (statement.content()) {
      case LicenceGrant grant -> told.parent().isEmpty() && grant.work().equals(told.work());
      case LicenceSub sub -> told.parent().equals(Optional.of(sub.parent()));
      case RightWaive(RightWaive.Economic(WorkId work, LicenceTerms _)) ->
          told.parent().isEmpty() && work.equals(told.work());
      default -> false;
    };
  }

  /** Of a line of licences the first one names the work. */
  private static boolean isAbove(WorkId work, Statement statement) {
    return switch (statement.content()) {
      case LicenceGrant grant -> grant.work().equals(work);
      case LicenceSub _ -> true;
      default -> false;
    };
  }

  /** Whether it stands at the report's block as its beginning and end say. */
  private boolean isStanding(Deals.Licensed told) {
    boolean isOver = told.end().compareTo(time) <= 0;
    return switch (told.standing()) {
      case NOT_BEGUN -> !isOver && told.begin().compareTo(time) > 0;
      case IN_FORCE -> !isOver && told.begin().compareTo(time) <= 0;
      case RUN_OUT -> isOver && told.endedBy().isEmpty();
      case TERMINATED, FALLEN -> isOver && told.endedBy().isPresent();
    };
  }

  /** It was ended itself, or a licence above it was. */
  private static boolean isEnding(Deals.Licensed told, Statement statement, Timestamp ordered) {
    if (!(statement.content() instanceof LicenceTerminate ending)) {
      return false;
    }
    boolean isItself = ending.licence().equals(told.record());
    boolean isAllowed =
        switch (told.standing()) {
          case TERMINATED -> isItself;
          case FALLEN -> !isItself && told.parent().isPresent();
          case NOT_BEGUN, IN_FORCE, RUN_OUT -> isItself || told.parent().isPresent();
        };
    return isAllowed && told.end().equals(later(ending.effective().orElse(ordered), ordered));
  }

  private static Timestamp later(Timestamp one, Timestamp other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private void objection(Disputes.Objected objected) {
    ObjectionState.Status open = ObjectionState.Status.OPEN;
    tell(
        objected.record(),
        (statement, ordered) ->
            statement.content() instanceof ObjectionRaise raised
                && raised.work().equals(objected.work())
                && raised.ground() == objected.ground()
                && statement.author().equals(objected.objector())
                && isFirst(objected.record(), objected.newest(), objected.status(), open));
    if (!objected.newest().equals(objected.record())) {
      tell(
          objected.newest(),
          (statement, ordered) ->
              statement.content() instanceof ObjectionResolve resolved
                  && resolved.objection().equals(objected.record())
                  && resolved.outcome().name().equals(objected.status().name()));
    }
  }

  private void notice(Disputes.Noticed noticed) {
    tell(
        noticed.record(),
        (statement, ordered) ->
            statement.content() instanceof NoticeSend sent
                && sent.work().equals(noticed.work())
                && sent.respondent().equals(noticed.respondent())
                && statement.author().equals(noticed.sender()));
    noticed
        .counter()
        .ifPresent(counter ->
            tell(
                counter,
                (statement, ordered) ->
                    statement.content() instanceof NoticeCounter answer
                        && answer.notice().equals(noticed.record())));
    noticed
        .takedown()
        .ifPresent(takedown ->
            tell(
                takedown,
                (statement, ordered) ->
                    statement.content() instanceof Takedown answer
                        && answer.notice().equals(noticed.record())));
  }

  private void allegation(Disputes.Alleged alleged) {
    boolean isFound = alleged.status() != InfringementState.Status.ALLEGED;
    tell(
        alleged.record(),
        (statement, ordered) ->
            isAlleged(alleged, statement) && alleged.findings().isEmpty() != isFound);
    for (int i = 0; i < alleged.findings().size(); i++) {
      boolean isNewest = i == alleged.findings().size() - 1;
      tell(
          alleged.findings().get(i),
          (statement, ordered) ->
              statement.content() instanceof InfringementFind find
                  && find.allegation().equals(alleged.record())
                  && (!isNewest || find.outcome().name().equals(alleged.status().name())));
    }
  }

  private static boolean isAlleged(Disputes.Alleged told, Statement statement) {
    return statement.content() instanceof InfringementAllege alleged
        && alleged.work().equals(told.work())
        && alleged.respondent().equals(told.respondent())
        && alleged.rights().equals(told.rights())
        && alleged.window().from().equals(told.from())
        && alleged.window().until().equals(told.until())
        && alleged.evidence().equals(told.evidence())
        && statement.author().equals(told.claimant());
  }
}
