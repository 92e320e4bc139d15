package org.colophon.client.command;

import org.colophon.client.ExitCodes;
import org.colophon.client.Session;
import org.colophon.client.view.ReportText;
import org.colophon.core.RecordId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Verifies what is claimed in a case. */
@Command(
    name = "verify",
    header = "Says what the chain holds for and against what is claimed in a case.",
    description = {
      "%nFor each work of the case: its title, who claimed it first, other claims to its content,"
          + " objections, whether the accused was allowed to, notices, evidence, and what courts"
          + " found; for the case: signatures, and whether reads were settled. Each check says"
          + " SOUND, CONTRADICTED, NOT_ON_CHAIN or NOT_JUDGED_HERE, and names its records. Whether"
          + " anything is an infringement, only a court finds.",
      "%nThe case names its works and parties by commitments. What opens them comes from the organ"
          + " that opened the case: its openings/*.CASE.json. The openings go to the node that is"
          + " asked, and into the report: keep both as you keep the file of the case.%n"
    },
    footer = {
      "%nExamples:",
      "  colophon case verify 41d2… --json case.json --pdf case.pdf",
      "  colophon case verify 41d2… --openings from-the-court/ --pdf case.pdf --lang zh",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class CaseVerifyCommand extends org.colophon.client.command.Command {
  @Parameters(
      paramLabel = "CASE",
      converter = Converters.RecordName.class,
      description = "The record that opened it.")
  private RecordId opened;

  @Mixin private OpeningsOption openings;

  @Mixin private ReportOptions report;

  @Mixin private ReportSubmission submission;

  @Override
  public Integer call() throws Exception {
    report.check();
    try (Session session = open()) {
      ProvenReport made = ProvenReport.ofCase(session, report.request(), opened, openings);
      report.write(made.bytes(), made.report());
      context().out().print(new ReportText(style()).caseChecks(made.report(), made.digest()));
      report.json().ifPresent(file -> print("  JSON    " + file));
      report.pdf().ifPresent(file -> print("  PDF     " + file));
      submission.submit(this, session, made);
      return ExitCodes.OK;
    }
  }
}
