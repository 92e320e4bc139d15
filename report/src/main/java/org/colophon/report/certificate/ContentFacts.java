package org.colophon.report.certificate;

import java.util.List;
import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.SubjectId;
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
import org.colophon.core.content.Content;
import org.colophon.core.content.Correction;
import org.colophon.core.content.CourtReceive;
import org.colophon.core.content.CourtSubmit;
import org.colophon.core.content.DraftAdd;
import org.colophon.core.content.EvidenceCapture;
import org.colophon.core.content.EvidenceDeposit;
import org.colophon.core.content.GivenInput;
import org.colophon.core.content.InfringementAllege;
import org.colophon.core.content.InfringementFind;
import org.colophon.core.content.Interval;
import org.colophon.core.content.ItemBatch;
import org.colophon.core.content.KeyErase;
import org.colophon.core.content.KeyRevoke;
import org.colophon.core.content.KeyRotate;
import org.colophon.core.content.Labels;
import org.colophon.core.content.LevelRaise;
import org.colophon.core.content.LicenceGrant;
import org.colophon.core.content.LicenceSub;
import org.colophon.core.content.LicenceTerminate;
import org.colophon.core.content.LicenceTerms;
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
import org.colophon.core.content.RightEncumber;
import org.colophon.core.content.RightWaive;
import org.colophon.core.content.ScopeGrant;
import org.colophon.core.content.ScopeRevoke;
import org.colophon.core.content.Showing;
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
import org.colophon.core.json.Json;
import org.colophon.core.standard.Standard;
import org.colophon.crypto.Hash;
import org.colophon.crypto.hpke.RecipientKey;
import org.colophon.report.layout.Cell;
import org.colophon.report.layout.Phrase;
import org.colophon.report.layout.Table;
import org.colophon.report.words.Show;

/** The members of a statement as rows of a table; a record type without them does not compile. */
final class ContentFacts {
  private final Setting setting;
  private final Table table;

  ContentFacts(Setting setting, Table table) {
    this.setting = setting;
    this.table = table;
  }

  void tell(Content content) {
    switch (content) {
      case SubjectRegister register -> tell(register);
      case KeyRotate rotate -> tell(rotate);
      case KeyRevoke revoke -> tell(revoke);
      case DraftAdd draft -> tell(draft);
      case WorkDeclare declare -> tell(declare);
      case WorkReveal reveal -> tell(reveal);
      case EvidenceDeposit deposit -> tell(deposit);
      case EvidenceCapture capture -> tell(capture);
      case Supplement supplement -> tell(supplement);
      case ApplicationFile file -> tell(file);
      case ApplicationDecide decide -> tell(decide);
      case ObjectionRaise objection -> tell(objection);
      case ObjectionResolve resolve -> tell(resolve);
      case Correction correction -> tell(correction);
      case BatchTimestamp batch -> tell(batch.items());
      case Publication publication -> {
        hash("field.work", publication.work().hash());
        tell(publication.showing());
      }
      case Recommendation recommendation -> {
        work("field.work", recommendation.work());
        tell(recommendation.showing());
      }
      case Access access -> tell(access);
      case NoticeSend notice -> tell(notice);
      case NoticeCounter counter -> tell(counter);
      case Takedown takedown -> tell(takedown);
      case InfringementAllege allege -> tell(allege);
      case InfringementFind find -> tell(find);
      case PriceReference price -> tell(price);
      case CourtSubmit submit -> tell(submit);
      case CourtReceive receive -> tell(receive);
      case ReportDigest report -> tell(report);
      case Transfer transfer -> tell(transfer);
      case LicenceGrant grant -> {
        hash("field.work", grant.work().hash());
        tell(grant.terms());
      }
      case LicenceSub licence -> {
        hash("field.parent", licence.parent().hash());
        tell(licence.terms());
      }
      case LicenceTerminate terminate -> tell(terminate);
      case WorkDerive derive -> tell(derive);
      case RightEncumber encumber -> tell(encumber);
      case RightWaive waive -> tell(waive);
      case CaseOpen opened -> cases().tell(opened);
      case CaseOutcome outcome -> cases().tell(outcome);
      case ScopeGrant grant -> cases().tell(grant);
      case ScopeRevoke revoke -> cases().tell(revoke);
      case ReadLease lease -> cases().tell(lease);
      case ReadSettle settle -> cases().tell(settle);
      case KeyErase erase -> tell(erase);
      case OrgAdmit admit -> tell(admit);
      case OrgSuspend suspend -> tell(suspend);
      case LevelRaise raise -> {
        text("field.level", Show.number(raise.level().number()));
        hash("field.membership", raise.membership());
      }
      case OrgVote vote -> hash("field.proposal", vote.proposal().hash());
      case StandardPropose propose -> tell(propose);
      case StandardVote vote -> {
        hash("field.proposal", vote.proposal().hash());
        hash("field.testResults", vote.results());
      }
      case StandardActivate activate -> hash("field.proposal", activate.proposal().hash());
      case TimeDispute dispute -> {
        text("field.block", Show.number(dispute.block().value()));
        hash("field.header", dispute.header());
        time("field.seen", Optional.of(dispute.seen()));
      }
      case AssessmentMade made -> tell(made);
      case AssessmentConfirmed confirmed -> {
        hash("field.confirms", confirmed.confirms().hash());
        hash("field.result", confirmed.result());
      }
    }
  }

  private CaseFacts cases() {
    return new CaseFacts(setting, this);
  }

  private void tell(SubjectRegister register) {
    text("field.subject", register.subject().text());
    row("field.kind", Cell.of(setting.say("kind." + register.kind())));
    text("field.key", register.key().text());
    hash("field.identity", register.identity());
    register.isni().ifPresent(isni -> text("field.isni", isni));
    register.ipi().ifPresent(ipi -> text("field.ipi", ipi));
    time("field.validFrom", register.validFrom());
    time("field.validUntil", register.validUntil());
    recipientKey(register.recipientKey());
  }

  private void tell(KeyRotate rotate) {
    text("field.subject", rotate.subject().text());
    text("field.previousKey", rotate.previous().text());
    text("field.key", rotate.key().text());
    time("field.overlapUntil", rotate.overlapUntil());
    recipientKey(rotate.recipientKey());
  }

  private void recipientKey(Optional<RecipientKey> key) {
    key.ifPresent(published -> hash("field.recipientKey", published.fingerprint()));
  }

  private void tell(KeyErase erase) {
    hash("field.record", erase.record().hash());
    for (KeyErase.Destroyed destroyed : KeyErase.Destroyed.values()) {
      if (erase.destroyed().contains(destroyed)) {
        row("field.destroyed", Cell.of(setting.say("destroyed." + destroyed)));
      }
    }
  }

  private void tell(KeyRevoke revoke) {
    text("field.subject", revoke.subject().text());
    text("field.key", revoke.key().text());
    row("field.reason", Cell.of(setting.say("cause." + revoke.reason())));
  }

  private void tell(DraftAdd draft) {
    work("field.work", draft.work());
    text("field.sequence", Show.number(draft.sequence()));
    hash("field.commitment", draft.commitment());
    record("field.previous", draft.previous());
    draft.note().ifPresent(note -> hash("field.note", note));
    if (draft.fork()) {
      row("field.fork", Cell.of(setting.say("yes")));
    }
  }

  private void tell(WorkDeclare declare) {
    row("field.title", Cell.of(declare.title()).inBold());
    work("field.work", declare.work());
    row("field.ipKind", Cell.of(setting.say("ip." + declare.ipKind())));
    text("field.category", declare.category());
    work("field.derivedFrom", declare.derivedFrom());
    stated("field.completedOn", declare.completedOn());
    stated("field.firstPublished", declare.firstPublished());
    row("field.aiUse", Cell.of(setting.say("ai." + declare.aiUse())));
    declare.commitment().ifPresent(commitment -> hash("field.commitment", commitment));
    declare.iscc().ifPresent(iscc -> text("field.iscc", iscc));
    declare
        .identifiers()
        .forEach(
            identifier -> text("field.identifier", identifier.scheme() + " " + identifier.value()));
  }

  private void tell(WorkReveal reveal) {
    hash("field.record", reveal.record().hash());
    hash("field.digest", reveal.digest());
    hash("field.salt", reveal.salt());
  }

  private void tell(EvidenceDeposit deposit) {
    text("field.mediaType", deposit.mediaType());
    row("field.custody", Cell.of(setting.say("custody." + deposit.custody())));
    hash("field.commitment", deposit.commitment());
    record("field.about", deposit.about());
    deposit.note().ifPresent(note -> hash("field.note", note));
  }

  private void tell(EvidenceCapture capture) {
    text("field.url", capture.url());
    row("field.capturedAt", Cell.of(Show.time(capture.capturedAt(), setting.messages())));
    text("field.tool", capture.tool() + " " + capture.toolVersion());
    text("field.clock", capture.clock());
    row("field.relation", Cell.of(setting.say("relation." + capture.relation())));
    record("field.about", capture.about());
  }

  private void tell(Supplement supplement) {
    hash("field.supplements", supplement.supplements().hash());
    text("field.mediaType", supplement.mediaType());
    hash("field.commitment", supplement.commitment());
    supplement.note().ifPresent(note -> hash("field.note", note));
  }

  private void tell(ApplicationFile file) {
    hash("field.work", file.work().hash());
    text("field.office", file.office().text());
    hash("field.purpose", file.purpose());
    hash("field.process", file.process());
    hash("field.originality", file.originality());
    record("field.answers", file.answers());
  }

  private void tell(ApplicationDecide decide) {
    hash("field.application", decide.application().hash());
    row("field.decision", Cell.of(setting.say("decision." + decide.decision())).inBold());
    decide.registration().ifPresent(number -> text("field.registration", number));
    if (!decide.grounds().isEmpty()) {
      row(
          "field.grounds",
          Cell.of(
              decide.grounds().stream()
                  .sorted()
                  .map(ground -> setting.messages().phrase("ground." + ground))
                  .toList()));
    }
    decide.reason().ifPresent(reason -> hash("field.reasons", reason));
  }

  private void tell(ObjectionRaise objection) {
    hash("field.work", objection.work().hash());
    row("field.grounds", Cell.of(setting.say("objection." + objection.ground())));
    hash("field.reasons", objection.reason());
    record("field.rival", objection.claim());
  }

  private void tell(ObjectionResolve resolve) {
    hash("field.objection", resolve.objection().hash());
    row("field.outcome", Cell.of(setting.say("outcome." + resolve.outcome())).inBold());
    resolve.reason().ifPresent(reason -> hash("field.reasons", reason));
  }

  private void tell(Correction correction) {
    hash("field.corrects", correction.corrects().hash());
    for (Correction.Item item : correction.corrections()) {
      row("field.corrected", Cell.of(corrected(item)));
    }
    correction.note().ifPresent(note -> hash("field.note", note));
  }

  private Phrase corrected(Correction.Item item) {
    Phrase should =
        item.value()
            .map(Phrase::of)
            .or(() -> item.commitment().map(secret -> setting.say("committed", secret.hex())))
            .orElseGet(() -> setting.say("nothing"));
    return setting.say("colon", item.member(), should);
  }

  private void tell(ItemBatch items) {
    text("field.items", Show.number(items.count()));
    hash("field.root", items.root());
    row("field.algorithm", Cell.of(setting.say("algorithm." + items.algorithm())));
  }

  private void tell(Showing showing) {
    showing.url().ifPresent(url -> text("field.url", url));
    showing.channel().ifPresent(channel -> text("field.channel", channel));
    hash("field.digest", showing.sha256());
    time("field.at", Optional.of(showing.at()));
  }

  private void tell(Access access) {
    hash("field.work", access.work().hash());
    row("field.mode", Cell.of(setting.say("mode." + access.mode())));
    record("field.licence", access.licence());
    switch (access.occasion()) {
      case Access.Many(ItemBatch rows) -> tell(rows);
      case Access.Single(SubjectId user, Timestamp at, Optional<Hash> price) -> {
        text("field.user", user.text());
        time("field.at", Optional.of(at));
        price.ifPresent(paid -> hash("field.price", paid));
      }
    }
  }

  private void tell(NoticeSend notice) {
    hash("field.work", notice.work().hash());
    text("field.respondent", notice.respondent().text());
    row("field.infringed", Cell.of(Rights.of(notice.rights(), setting.messages())));
    notice.urls().forEach(url -> text("field.url", url));
    notice.evidence().forEach(evidence -> hash("field.evidence", evidence.hash()));
    notice.letter().ifPresent(letter -> hash("field.letter", letter));
  }

  private void tell(NoticeCounter counter) {
    hash("field.notice", counter.notice().hash());
    row("field.reason", Cell.of(setting.say("counter." + counter.basis())));
    record("field.licence", counter.licence());
    counter.letter().ifPresent(letter -> hash("field.letter", letter));
  }

  private void tell(Takedown takedown) {
    hash("field.notice", takedown.notice().hash());
    row("field.measure", Cell.of(setting.say("measure." + takedown.measure())));
    time("field.at", Optional.of(takedown.at()));
  }

  private void tell(InfringementAllege allege) {
    hash("field.work", allege.work().hash());
    allege.respondent().ifPresent(respondent -> text("field.alleged", respondent.text()));
    row(
        "field.typology",
        Cell.of(
            allege.typology().stream()
                .map(kind -> setting.messages().phrase("typology." + kind))
                .toList()));
    row("field.infringed", Cell.of(Rights.of(allege.rights(), setting.messages())));
    interval(allege.window());
    allege.urls().forEach(url -> text("field.url", url));
    allege.evidence().forEach(evidence -> hash("field.evidence", evidence.hash()));
    allege.details().ifPresent(details -> hash("field.details", details));
  }

  private void tell(InfringementFind find) {
    hash("field.allegation", find.allegation().hash());
    row("field.finding", Cell.of(setting.say("finding." + find.outcome())).inBold());
    row("field.intent", Cell.of(setting.say("intent." + find.intent())));
    if (find.serious()) {
      row("field.serious", Cell.of(setting.say("yes")));
    }
    find.window().ifPresent(this::interval);
    find.figures().forEach((name, value) -> text("field.stated", name + ": " + value));
    hash("field.judgment", find.decision());
    record("field.case", find.caseOf());
  }

  private void tell(PriceReference price) {
    switch (price.comparable()) {
      case PriceReference.Deal(RecordId deal) -> hash("field.comparable", deal.hash());
      case PriceReference.Market(String label) -> text("field.market", label);
    }
    row("field.basis", Cell.of(setting.say("basis." + price.basis())));
    interval(price.period());
    extent("field.territory", price.territory());
    switch (price.figure()) {
      case PriceReference.Clear(long minorUnits) ->
          text("field.amount", price.currency().amount(minorUnits));
      case PriceReference.Committed(Hash commitment) -> {
        text("field.currency", price.currency().code());
        hash("field.price", commitment);
      }
    }
  }

  private void tell(StandardPropose propose) {
    Standard standard = propose.standard();
    text("field.standard", standard.id() + ", " + standard.version());
    text("field.standardTitle", standard.title().zh());
    text("field.standardTitle", standard.title().en());
    text("field.jurisdiction", standard.jurisdiction());
    text("field.law", standard.law().zh());
    text("field.law", standard.law().en());
    time("field.from", Optional.of(standard.from()));
    time("field.until", standard.until());
    text("field.currency", standard.currency().code());
    hash("field.standardHash", standard.hash());
    hash("field.testResults", propose.results());
  }

  private void tell(AssessmentMade made) {
    hash("field.standardHash", made.standard());
    hash("field.allegation", made.allegation().hash());
    record("field.case", made.caseOf());
    interval(made.window());
    made.inputs().forEach(this::tell);
    made.parameters().forEach((name, reading) -> text("field.reading", name + ": " + reading));
    hash("field.result", made.result());
    made.panel()
        .ifPresent(panel -> {
          panel.assessors().forEach(assessor -> text("field.assessor", assessor.text()));
          text("field.needed", Show.number(panel.needed()));
        });
  }

  private void tell(GivenInput input) {
    switch (input.given()) {
      case GivenInput.Shown(Json value, List<RecordId> records) -> {
        text("field.figure", input.name() + ": " + value.text());
        records.forEach(record -> hash("field.shownBy", record.hash()));
      }
      case GivenInput.Brought(Json value, List<RecordId> records) -> {
        text("field.broughtFigure", input.name() + ": " + value.text());
        records.forEach(record -> hash("field.shownBy", record.hash()));
      }
      case GivenInput.Secret(List<GivenInput.Part> parts) ->
          parts.forEach(part -> hash("field.secretFigure", part.commitment()));
      case GivenInput.Supposed(Json value) ->
          text("field.assumedFigure", input.name() + ": " + value.text());
    }
  }

  private void tell(CourtSubmit submit) {
    text("field.court", submit.court().text());
    hash("field.material", submit.material().sha256());
    text("field.size", Show.number(submit.material().size()));
    text("field.mediaType", submit.material().mediaType());
    record("field.case", submit.caseOf());
    submit.works().forEach(work -> hash("field.work", work.hash()));
  }

  private void tell(CourtReceive receive) {
    hash("field.submission", receive.submission().hash());
    row("field.reception", Cell.of(setting.say("reception." + receive.outcome())).inBold());
    receive
        .ground()
        .ifPresent(ground -> row("field.grounds", Cell.of(setting.say("return." + ground))));
    receive.sha256().ifPresent(digest -> hash("field.computed", digest));
    record("field.case", receive.caseOf());
  }

  private void tell(ReportDigest report) {
    row("field.reportKind", Cell.of(setting.say("reportKind." + report.kind())).inBold());
    report.work().ifPresent(work -> hash("field.work", work.hash()));
    report.subject().ifPresent(subject -> text("field.onSubject", subject.text()));
    record("field.case", report.caseOf());
    record("field.assessment", report.assessment());
    text("field.height", Show.number(report.height().value()));
    hash("field.report", report.sha256());
  }

  private void tell(Transfer transfer) {
    hash("field.work", transfer.work().hash());
    row("field.rights", Cell.of(Rights.of(transfer, setting.messages())));
    text("field.share", Show.share(transfer.share()));
    transfer.price().ifPresent(price -> hash("field.price", price));
  }

  private void tell(LicenceTerms terms) {
    row("field.rights", Cell.of(Rights.of(terms.rights(), setting.messages())));
    if (terms.exclusive()) {
      row("field.exclusive", Cell.of(setting.say("yes")));
    }
    interval(terms.interval());
    extent("field.territory", terms.territory());
    extent("field.language", terms.language());
    extent("field.channel", terms.channel());
    terms.count().ifPresent(count -> text("field.count", Show.number(count)));
    row("field.recreation", Cell.of(setting.say("recreation." + terms.recreation())));
    if (terms.sublicensing()) {
      row("field.sublicensing", Cell.of(setting.say("yes")));
    }
    terms.fee().ifPresent(fee -> hash("field.fee", fee));
    if (!terms.duties().isEmpty()) {
      row(
          "field.duties",
          Cell.of(
              terms.duties().stream()
                  .map(duty -> setting.messages().phrase("duty." + duty))
                  .toList()));
    }
  }

  private void interval(Interval interval) {
    time("field.from", Optional.of(interval.from()));
    time("field.until", Optional.of(interval.until()));
  }

  private void extent(String key, Labels labels) {
    if (labels.equals(Labels.ALL)) {
      row(key, Cell.of(setting.say("everywhere")));
    } else {
      text(key, String.join(" ", labels.texts()));
    }
  }

  private void tell(LicenceTerminate terminate) {
    hash("field.licence", terminate.licence().hash());
    row("field.reason", Cell.of(setting.say("ending." + terminate.cause())));
    time("field.effective", terminate.effective());
  }

  private void tell(WorkDerive derive) {
    hash("field.work", derive.work().hash());
    hash("field.licence", derive.licence().hash());
    row("field.derivation", Cell.of(setting.say("derivation." + derive.kind())));
    derive.language().ifPresent(language -> extent("field.language", language));
  }

  private void tell(RightEncumber encumber) {
    hash("field.work", encumber.work().hash());
    row("field.rights", Cell.of(Rights.of(encumber.rights(), setting.messages())));
    time("field.until", Optional.of(encumber.until()));
    encumber.claim().ifPresent(claim -> hash("field.claim", claim));
  }

  private void tell(RightWaive waive) {
    switch (waive.subject()) {
      case RightWaive.Pledge pledge -> hash("field.encumbrance", pledge.encumbrance().hash());
      case RightWaive.Economic(WorkId work, LicenceTerms terms) -> {
        hash("field.work", work.hash());
        row("field.rights", Cell.of(Rights.of(terms.rights(), setting.messages())));
        interval(terms.interval());
      }
    }
  }

  private void tell(OrgAdmit admit) {
    text("field.organisation", admit.organisation().id().text());
    row("field.kind", Cell.of(setting.say("org." + admit.organisation().kind())));
    admit.replaces().ifPresent(replaced -> text("field.replaces", replaced.text()));
    text("field.quorum", Show.number(admit.quorum()));
    hash("field.membership", admit.membership());
  }

  private void tell(OrgSuspend suspend) {
    text("field.organisation", suspend.organisation().text());
    row("field.reason", Cell.of(setting.say("cause." + suspend.reason())));
    text("field.quorum", Show.number(suspend.quorum()));
    hash("field.membership", suspend.membership());
  }

  void row(String key, Cell cell) {
    table.row(setting.name(key), cell);
  }

  void text(String key, String text) {
    row(key, Cell.of(text));
  }

  void hash(String key, Hash hash) {
    text(key, Show.hex(hash.hex()));
  }

  private void work(String key, Optional<WorkId> work) {
    work.ifPresent(id -> hash(key, id.hash()));
  }

  void record(String key, Optional<RecordId> record) {
    record.ifPresent(id -> hash(key, id.hash()));
  }

  void time(String key, Optional<Timestamp> time) {
    time.ifPresent(at -> row(key, Cell.of(Show.time(at, setting.messages()))));
  }

  private void stated(String key, Optional<String> text) {
    row(key, text.map(Cell::of).orElseGet(() -> Cell.of(setting.say("notStated"))));
  }
}
