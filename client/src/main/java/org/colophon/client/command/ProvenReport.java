package org.colophon.client.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.colophon.client.ExitCodes;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.report.ReportProof;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.content.AssessmentMade;
import org.colophon.core.content.CaseOpen;
import org.colophon.core.report.About;
import org.colophon.core.report.Report;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.MakeReportRequest;

/**
 * A report whose records were checked.
 *
 * @param report what it says
 * @param json its text
 */
record ProvenReport(Report report, String json) {
  /** A report on a case: on what the openings of its organ open of it. */
  static ProvenReport ofCase(
      Session session, MakeReportRequest.Builder of, RecordId opened, OpeningsOption openings)
      throws Exception {
    if (!(session.record(opened).statement().content() instanceof CaseOpen content)) {
      throw Failure.refused(Reason.UNKNOWN_RECORD, "the record opens no case");
    }
    List<Hash> commitments = new ArrayList<>(content.works());
    commitments.addAll(content.parties());
    of.setCase(opened.hex()).setAtLeastHeight(session.lastHeight().value());
    return ask(session, with(of, session, commitments, openings));
  }

  /** A report on an assessment; its amounts are told when all of their commitments are opened. */
  static ProvenReport ofAssessment(
      Session session, MakeReportRequest.Builder of, RecordId assessment, OpeningsOption openings)
      throws Exception {
    AssessmentMade made = OpeningsOption.assessment(session, assessment);
    of.setAssessment(assessment.hex()).setAtLeastHeight(session.lastHeight().value());
    return ask(session, with(of, session, made.commitments(), openings));
  }

  private static MakeReportRequest with(
      MakeReportRequest.Builder request,
      Session session,
      Collection<Hash> commitments,
      OpeningsOption openings)
      throws IOException {
    openings.of(session, commitments).forEach(one -> request.addOpenings(ReportOptions.name(one)));
    return request.build();
  }

  /** Asks for a report, and checks that it is the one that was asked for and what it rests on. */
  static ProvenReport ask(Session session, MakeReportRequest request) throws Exception {
    ProvenReport made = of(session.network().report(request));
    if (!isAsked(made.report.about(), request)) {
      throw new Failure(ExitCodes.REFUSED, "REPORT", "the node reported on something else");
    }
    ReportProof.verify(made.report, session.network(), session.genesis());
    return made;
  }

  /** Reads the bytes of a report. */
  static ProvenReport of(byte[] bytes) throws Failure {
    try {
      return new ProvenReport(
          Report.read(bytes), new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
    } catch (RefusedException e) {
      throw new Failure(ExitCodes.REFUSED, "REPORT", "no report: " + e.getMessage());
    }
  }

  private static boolean isAsked(About about, MakeReportRequest request) {
    return switch (about) {
      case About.Work(var work) -> work.hex().equals(request.getWork());
      case About.Subject(var subject) -> subject.text().equals(request.getSubject());
      case About.Case(var opened, var openings) ->
          opened.hex().equals(request.getCase()) && openings.size() == request.getOpeningsCount();
      case About.Assessment(var made, var openings) ->
          made.hex().equals(request.getAssessment())
              && openings.size() == request.getOpeningsCount();
    };
  }

  /** The report itself. */
  byte[] bytes() {
    return json.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  /** What stands on the chain when it is submitted. */
  Hash digest() {
    return Hash.sha256(bytes());
  }
}
