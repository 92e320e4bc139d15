package org.colophon.rpc.server;

import org.colophon.core.RecordId;
import org.colophon.core.SubjectId;
import org.colophon.core.WorkId;
import org.colophon.core.content.CourtReceive;
import org.colophon.core.content.InfringementAllege;
import org.colophon.core.content.InfringementAllege.Typology;
import org.colophon.core.content.InfringementFind;
import org.colophon.core.content.PriceReference;
import org.colophon.core.content.Right;
import org.colophon.core.query.InfringementView;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.query.PriceView;
import org.colophon.core.query.SubmissionView;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.FindingView;
import org.colophon.rpc.proto.FoundFigure;
import org.colophon.rpc.proto.ReceptionView;

/** Puts what is alleged, found, valued and submitted to courts into messages of the protocol. */
final class ClaimViews {
  private final LedgerQuery ledger;
  private final LicenceViews licences;

  /** Times are read from this ledger. */
  ClaimViews(LedgerQuery ledger) {
    this.ledger = ledger;
    this.licences = new LicenceViews(ledger);
  }

  org.colophon.rpc.proto.InfringementView infringement(InfringementView view) {
    InfringementAllege alleged = view.alleged();
    return org.colophon.rpc.proto.InfringementView.newBuilder()
        .setReceipt(Views.receipt(view.record().receipt()))
        .setTimes(Views.times(view.record(), ledger))
        .setWork(alleged.work().hex())
        .setClaimant(view.record().statement().author().text())
        .setRespondent(alleged.respondent().map(SubjectId::text).orElse(""))
        .addAllTypology(alleged.typology().stream().map(Typology::name).toList())
        .addAllRights(alleged.rights().stream().map(Right::name).toList())
        .setFrom(alleged.window().from().value())
        .setUntil(alleged.window().until().value())
        .addAllUrls(alleged.urls())
        .addAllEvidence(Views.hex(alleged.evidence()))
        .setDetails(alleged.details().map(Hash::hex).orElse(""))
        .setStatus(view.status().name())
        .addAllFindings(view.findings().stream().map(this::finding).toList())
        .addAllWarnings(
            view.warnings().stream()
                .map(answer -> licences.answer(answer, view.disputedBy()))
                .toList())
        .build();
  }

  private FindingView finding(InfringementView.Finding finding) {
    InfringementFind found = finding.found();
    FindingView.Builder view =
        FindingView.newBuilder()
            .setReceipt(Views.receipt(finding.record().receipt()))
            .setTimes(Views.times(finding.record(), ledger))
            .setCourt(finding.record().statement().author().text())
            .setOutcome(found.outcome().name())
            .setIntent(found.intent().name())
            .setSerious(found.serious())
            .setDecision(found.decision().hex())
            .setCase(found.caseOf().map(RecordId::hex).orElse(""));
    found
        .window()
        .ifPresent(window -> view.setFrom(window.from().value()).setUntil(window.until().value()));
    found
        .figures()
        .forEach((name, value) ->
            view.addFigures(FoundFigure.newBuilder().setName(name).setValue(value)));
    return view.build();
  }

  org.colophon.rpc.proto.PriceView price(PriceView priced) {
    PriceReference price = priced.price();
    org.colophon.rpc.proto.PriceView.Builder view =
        org.colophon.rpc.proto.PriceView.newBuilder()
            .setReceipt(Views.receipt(priced.record().receipt()))
            .setTimes(Views.times(priced.record(), ledger))
            .setAppraiser(priced.record().statement().author().text())
            .setWork(priced.work().map(WorkId::hex).orElse(""))
            .setBasis(price.basis().name())
            .setFrom(price.period().from().value())
            .setUntil(price.period().until().value())
            .addAllTerritory(price.territory().texts())
            .setCurrency(price.currency().code())
            .setExponent(price.currency().exponent());
    switch (price.comparable()) {
      case PriceReference.Deal(RecordId record) -> view.setComparable(record.hex());
      case PriceReference.Market(String label) -> view.setMarket(label);
    }
    switch (price.figure()) {
      case PriceReference.Clear(long minorUnits) -> view.setAmount(minorUnits);
      case PriceReference.Committed(Hash commitment) -> view.setCommitment(commitment.hex());
    }
    return view.build();
  }

  org.colophon.rpc.proto.SubmissionView submission(SubmissionView submission) {
    org.colophon.rpc.proto.SubmissionView.Builder view =
        org.colophon.rpc.proto.SubmissionView.newBuilder()
            .setReceipt(Views.receipt(submission.record().receipt()))
            .setTimes(Views.times(submission.record(), ledger))
            .setSubmitter(submission.record().statement().author().text())
            .setCourt(submission.submitted().court().text())
            .setSha256(submission.submitted().material().sha256().hex())
            .setSize(submission.submitted().material().size())
            .setMediaType(submission.submitted().material().mediaType())
            .setCase(submission.submitted().caseOf().map(RecordId::hex).orElse(""))
            .addAllWorks(submission.submitted().works().stream().map(WorkId::hex).toList())
            .setStatus(submission.status().name());
    submission.answer().ifPresent(answer -> view.setAnswer(answer(answer)));
    return view.build();
  }

  private ReceptionView answer(SubmissionView.Answer answer) {
    CourtReceive received = answer.received();
    return ReceptionView.newBuilder()
        .setReceipt(Views.receipt(answer.record().receipt()))
        .setTimes(Views.times(answer.record(), ledger))
        .setOutcome(received.outcome().name())
        .setGround(received.ground().map(CourtReceive.Ground::name).orElse(""))
        .setSha256(received.sha256().map(Hash::hex).orElse(""))
        .setCase(received.caseOf().map(RecordId::hex).orElse(""))
        .build();
  }
}
