package org.colophon.client.command;

import java.util.Optional;
import org.colophon.client.Session;
import org.colophon.client.view.AssessmentText;
import org.colophon.client.view.ReckoningText;
import org.colophon.core.RecordId;
import org.colophon.core.content.AssessmentMade;
import org.colophon.core.json.Json;
import org.colophon.core.json.ObjBuilder;
import org.colophon.core.standard.Reckoning;
import org.colophon.rpc.proto.AssessmentView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows an assessment. */
@Command(
    name = "assessment",
    header = "Shows an assessment, reckoned again on this machine.",
    description =
        "%nAmounts behind commitments are shown when the profile's openings, or files that you name,"
            + " open all of them; otherwise nothing but their commitments is.%n",
    footer = {
      "%nExamples:",
      "  colophon case assessment 7a20…",
      "  colophon case assessment 7a20… --openings from-the-parties/ --json",
      "%nWith --json: {\"receipt\",\"times\",\"assessor\",\"standard\",\"allegation\",\"case\"?,"
          + "\"from\",\"until\",\"status\",\"panel\":[…],\"needed\",\"confirmedBy\":[…],"
          + "\"inputs\":[…],\"parameters\",\"result\",\"reckoning\"?}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class CaseAssessmentCommand extends JsonCommand {
  @Parameters(
      paramLabel = "ASSESSMENT",
      converter = Converters.RecordName.class,
      description = "The record that made it.")
  private RecordId assessment;

  @Mixin private OpeningsOption openings;

  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      AssessmentView view =
          session.network().assessment(assessment.hex(), session.lastHeight().value());
      AssessmentMade made = OpeningsOption.assessment(session, assessment);
      Optional<Reckoning> reckoning = openings.reckon(session, made);
      if (json) {
        ObjBuilder members = Json.object();
        AssessmentText.json(view).members().forEach(members::put);
        print(members.putIf("reckoning", reckoning.map(Reckoning::json)).build());
      } else {
        context().out().print(new AssessmentText(style()).one(view));
        reckoning.ifPresent(reckoned ->
            context().out().print(new ReckoningText(style()).of(reckoned, made.parameters())));
      }
      return 0;
    }
  }
}
