package org.colophon.client.command;

import org.colophon.client.ExitCodes;
import org.colophon.client.Session;
import org.colophon.client.view.ReportText;
import org.colophon.core.report.About;
import org.colophon.core.report.Report;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.MakeReportRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Reports on what was dealt in. */
@Command(
    name = "transactions",
    header = "Reports all that was done with a work or by a subject.",
    description = {
      "%nTitles, transfers, licences, publications, recommendations, accesses, objections, notices"
          + " and allegations, with every record that they rest on. Each record is fetched, its"
          + " signatures are verified, and it is proven to stand in a tree that the validators"
          + " signed, before anything is written.",
      "%nThe JSON is the report: every node makes the same bytes of the same block. The PDF is for"
          + " people and has it attached. Who acquired a work is counted and not told.%n"
    },
    footer = {
      "%nExamples:",
      "  colophon report transactions photo.jpg --json photo.json --pdf photo.pdf",
      "  colophon report transactions 5b1e… --from 2026-01-01 --until 2027-01-01 --pdf year.pdf",
      "  colophon report transactions li-wei --as-of 2026-06-30 --pdf li-wei.pdf --lang zh",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class ReportTransactionsCommand extends org.colophon.client.command.Command {
  @Parameters(
      paramLabel = "WORK|FILE|SUBJECT",
      description = "A work's 64 hex digits, a file, or a pseudonym.")
  private String word;

  @Mixin private ReportOptions report;

  @Mixin private ReportSubmission submission;

  @Override
  public Integer call() throws Exception {
    report.check();
    try (Session session = open()) {
      MakeReportRequest request = asked(session).build();
      ProvenReport made = ProvenReport.ask(session, request);
      report.write(made.bytes(), made.report());
      show(made.report(), made.digest());
      submission.submit(this, session, made);
      return ExitCodes.OK;
    }
  }

  private MakeReportRequest.Builder asked(Session session) throws Exception {
    MakeReportRequest.Builder request =
        report.request().setAtLeastHeight(session.lastHeight().value());
    boolean isSubject =
        !java.nio.file.Files.isRegularFile(java.nio.file.Path.of(word)) && !Hash.isHex(word);
    return isSubject ? request.setSubject(word) : request.setWork(Target.of(word, session).work());
  }

  private void show(Report made, Hash digest) {
    String name =
        switch (made.about()) {
          case About.Work(var work) -> "work " + work.hex();
          case About.Subject(var subject) -> subject.text();
          case About.Case(var opened, _) -> "case " + opened.hex();
          case About.Assessment(var assessed, _) -> "assessment " + assessed.hex();
        };
    context().out().print(new ReportText(style()).transactions(name, made, digest));
    report.json().ifPresent(file -> print("  JSON    " + file));
    report.pdf().ifPresent(file -> print("  PDF     " + file));
  }
}
