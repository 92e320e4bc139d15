package org.colophon.client.command;

import java.util.List;
import org.colophon.client.Session;
import org.colophon.client.view.AssessmentText;
import org.colophon.core.RecordId;
import org.colophon.core.json.Json;
import org.colophon.rpc.proto.AssessmentView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists assessments. */
@Command(
    name = "assessments",
    header = "Lists what an alleged infringement was reckoned to come to, oldest first.",
    description =
        "%nOf a case: the assessments that name it. Of an allegation: all of them, whoever made"
            + " them; two that come to different results stand side by side.%n",
    footer = {
      "%nExamples:",
      "  colophon case assessments 41d2…",
      "  colophon case assessments 5b1e… --json",
      "%nWith --json: {\"assessments\":[…]}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class CaseAssessmentsCommand extends JsonCommand {
  @Parameters(
      paramLabel = "CASE|ALLEGATION",
      converter = Converters.RecordName.class,
      description = "The record that opened the case, or that alleged the infringement.")
  private RecordId about;

  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      List<AssessmentView> found =
          session.network().assessments(about.hex(), session.lastHeight().value());
      if (json) {
        print(
            Json.object()
                .put("assessments", Json.array(found.stream().map(AssessmentText::json).toList()))
                .build());
      } else {
        context().out().print(new AssessmentText(style()).list(found));
      }
      return 0;
    }
  }
}
