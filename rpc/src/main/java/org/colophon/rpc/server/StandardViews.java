package org.colophon.rpc.server;

import org.colophon.core.OrgId;
import org.colophon.core.RecordId;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.content.AssessmentMade;
import org.colophon.core.query.AssessmentView;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.query.ProposalView;
import org.colophon.core.query.StandardView;
import org.colophon.core.standard.Choices;
import org.colophon.core.standard.Standard;

/** Proposals, standards of damages and assessments as the protocol writes them. */
final class StandardViews {
  private final LedgerQuery ledger;

  StandardViews(LedgerQuery ledger) {
    this.ledger = ledger;
  }

  org.colophon.rpc.proto.ProposalView proposal(ProposalView view) {
    return org.colophon.rpc.proto.ProposalView.newBuilder()
        .setReceipt(Views.receipt(view.record().receipt()))
        .setTimes(Views.times(view.record(), ledger))
        .setProposer(view.proposer().text())
        .addAllVotes(view.votes().stream().map(OrgId::text).toList())
        .setStatus(view.status().name())
        .setNotAfter(view.record().statement().notAfter().map(Timestamp::value).orElse(0L))
        .build();
  }

  org.colophon.rpc.proto.StandardView standard(StandardView view) {
    Standard standard = view.proposed().standard();
    return org.colophon.rpc.proto.StandardView.newBuilder()
        .setReceipt(Views.receipt(view.record().receipt()))
        .setTimes(Views.times(view.record(), ledger))
        .setProposer(view.record().statement().author().text())
        .setHash(view.hash().hex())
        .setId(standard.id())
        .setVersion(standard.version())
        .setStatus(view.course().status().name())
        .setResults(view.proposed().results().hex())
        .addAllVotes(view.votes().stream().map(OrgId::text).toList())
        .setNotAfter(view.record().statement().notAfter().map(Timestamp::value).orElse(0L))
        .addAllSteps(new OfficeViews(ledger).steps(view.course()))
        .setDocument(standard.json().text())
        .build();
  }

  org.colophon.rpc.proto.AssessmentView assessment(AssessmentView view) {
    AssessmentMade made = view.made();
    org.colophon.rpc.proto.AssessmentView.Builder built =
        org.colophon.rpc.proto.AssessmentView.newBuilder()
            .setReceipt(Views.receipt(view.record().receipt()))
            .setTimes(Views.times(view.record(), ledger))
            .setAssessor(view.record().statement().author().text())
            .setStandard(made.standard().hex())
            .setAllegation(made.allegation().hex())
            .setCase(made.caseOf().map(RecordId::hex).orElse(""))
            .setFrom(made.window().from().value())
            .setUntil(made.window().until().value())
            .setResult(made.result().hex())
            .setStatus(view.status().name())
            .addAllConfirmedBy(view.confirmedBy().stream().map(SubjectId::text).toList())
            .addAllInputs(made.inputs().stream().map(input -> input.json().text()).toList())
            .setParameters(Choices.json(made.parameters()).text());
    made.panel()
        .ifPresent(panel ->
            built
                .addAllPanel(panel.assessors().stream().map(SubjectId::text).toList())
                .setNeeded(panel.needed()));
    return built.build();
  }
}
