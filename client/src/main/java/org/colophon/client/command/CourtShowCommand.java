package org.colophon.client.command;

import org.colophon.client.Session;
import org.colophon.client.view.SubmissionText;
import org.colophon.core.RecordId;
import org.colophon.rpc.proto.SubmissionView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows a submission. */
@Command(
    name = "show",
    header = "Shows a submission and the court's answer.",
    footer = {
      "%nExample:",
      "  colophon court show 5b1e…",
      "%nWith --json: {\"receipt\",\"times\",\"submitter\",\"court\",\"sha256\",\"size\","
          + "\"mediaType\",\"case\"?,\"works\",\"status\",\"answer\"?}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class CourtShowCommand extends JsonCommand {
  @Parameters(
      paramLabel = "SUBMISSION",
      converter = Converters.RecordName.class,
      description = "The submission: the id of its record.")
  private RecordId submission;

  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      SubmissionView view =
          session.network().submission(submission.hex(), 0, session.lastHeight().value());
      if (json) {
        print(SubmissionText.json(view));
      } else {
        context().out().print(new SubmissionText(style()).of(view));
      }
      return 0;
    }
  }
}
