package org.colophon.client.command;

import java.util.List;
import java.util.Optional;
import org.colophon.client.ExitCodes;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.view.ReportText;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.rpc.proto.AssessmentView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reports on an assessment. */
@Command(
    name = "assessment",
    header = "Reports what an infringement was reckoned to come to, and what that hangs on.",
    description = {
      "%nParties, title and licences; each figure with its records, each step with article and"
          + " formula; which way to the total was taken; comparables that were left out, and why;"
          + " what a court found and what is assumed; the total if a contested figure were another"
          + " one; who agreed. It assists the court and does not bind it.",
      "%nAmounts behind commitments are told when the profile's openings, or files that you name,"
          + " open all of them. These then go to the node that is asked, and into the report: keep"
          + " both as you keep the file of the case.%n"
    },
    footer = {
      "%nExamples:",
      "  colophon report assessment 41d2… --json damages.json --pdf damages.pdf",
      "  colophon report assessment 41d2… --assessment 7a20… --pdf damages.pdf --lang zh --submit",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class ReportAssessmentCommand extends org.colophon.client.command.Command {
  @Parameters(
      paramLabel = "CASE|ALLEGATION",
      converter = Converters.RecordName.class,
      description = "The record that opened the case, or that alleged the infringement.")
  private RecordId about;

  @Option(
      names = "--assessment",
      paramLabel = "ASSESSMENT",
      converter = Converters.RecordName.class,
      description = "The record of the assessment (default: the newest one that is final).")
  private Optional<RecordId> named = Optional.empty();

  @Mixin private OpeningsOption openings;

  @Mixin private ReportOptions report;

  @Mixin private ReportSubmission submission;

  @Override
  public Integer call() throws Exception {
    report.check();
    try (Session session = open()) {
      ProvenReport made =
          ProvenReport.ofAssessment(session, report.request(), assessment(session), openings);
      report.write(made.bytes(), made.report());
      context().out().print(new ReportText(style()).assessment(made.report(), made.digest()));
      report.json().ifPresent(file -> print("  JSON    " + file));
      report.pdf().ifPresent(file -> print("  PDF     " + file));
      submission.submit(this, session, made);
      return ExitCodes.OK;
    }
  }

  private RecordId assessment(Session session) throws Exception {
    List<AssessmentView> all =
        session.network().assessments(about.hex(), session.lastHeight().value());
    return all.stream()
        .filter(view ->
            named.isPresent()
                ? view.getReceipt().getId().equals(named.get().hex())
                : view.getStatus().equals("FINAL"))
        .reduce((_, newer) -> newer)
        .map(view -> RecordId.ofHex(view.getReceipt().getId()))
        .orElseThrow(() ->
            Failure.refused(
                Reason.NOT_FOUND,
                named.isPresent()
                    ? "no such assessment of this case or allegation"
                    : "no assessment of this case or allegation is final (see `case assessments`)"));
  }
}
