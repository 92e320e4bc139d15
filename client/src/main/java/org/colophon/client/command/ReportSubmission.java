package org.colophon.client.command;

import java.util.Optional;
import org.colophon.client.Session;
import org.colophon.core.RecordId;
import org.colophon.core.SubjectId;
import org.colophon.core.WorkId;
import org.colophon.core.content.ReportDigest;
import org.colophon.core.record.Role;
import org.colophon.core.report.About;
import org.colophon.core.report.Report;
import org.colophon.rpc.proto.Receipt;
import picocli.CommandLine.Option;

/** Stands by a report: its digest goes to the chain. */
@SuppressWarnings("NullAway.Init")
final class ReportSubmission {
  @Option(
      names = "--submit",
      description = "Stand by the report: record its digest under your own key.")
  private boolean submit;

  @Option(
      names = "--member",
      description = "Sign as a court or procuratorate (default: as a depositor).")
  private boolean member;

  /** Records the digest, when that was asked for. */
  void submit(Command command, Session session, ProvenReport made) throws Exception {
    if (!submit) {
      return;
    }
    var signatory = session.signatory();
    Receipt receipt =
        session.deliver(
            signatory.sign(
                signatory.compose(member ? Role.MEMBER : Role.DEPOSITOR, content(made))));
    command.printReceipt("stood by the report: SHA-256 " + made.digest(), receipt);
  }

  private static ReportDigest content(ProvenReport made) {
    Report report = made.report();
    Optional<WorkId> work = Optional.empty();
    Optional<SubjectId> subject = Optional.empty();
    Optional<RecordId> caseOf = Optional.empty();
    Optional<RecordId> assessment = Optional.empty();
    switch (report.about()) {
      case About.Work(var one) -> work = Optional.of(one);
      case About.Subject(var one) -> subject = Optional.of(one);
      case About.Case(var opened, _) -> caseOf = Optional.of(opened);
      case About.Assessment(var one, _) -> assessment = Optional.of(one);
    }
    return new ReportDigest(
        kind(report.about()),
        work,
        subject,
        caseOf,
        assessment,
        report.block().height(),
        made.digest());
  }

  private static ReportDigest.Kind kind(About about) {
    return switch (about) {
      case About.Work _, About.Subject _ -> ReportDigest.Kind.TRANSACTIONS;
      case About.Case _ -> ReportDigest.Kind.CASE_VERIFICATION;
      case About.Assessment _ -> ReportDigest.Kind.ASSESSMENT;
    };
  }
}
