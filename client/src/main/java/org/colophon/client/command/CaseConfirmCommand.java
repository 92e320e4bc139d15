package org.colophon.client.command;

import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.core.RecordId;
import org.colophon.core.content.AssessmentConfirmed;
import org.colophon.core.content.AssessmentMade;
import org.colophon.core.content.RecordType;
import org.colophon.core.record.Role;
import org.colophon.core.standard.Reckoning;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.Receipt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Confirms an assessment that rests on secret amounts. */
@Command(
    name = "confirm",
    header = "Reckons an assessment again from opened amounts, and confirms it.",
    description =
        "%nThe amounts are those that the profile's own openings, or files that you name, open."
            + " Nothing is sent when one stays shut, or when another result comes out.%n",
    footer = {
      "%nExamples:",
      "  colophon case confirm 7a20…",
      "  colophon case confirm 7a20… --openings from-the-parties/",
      "%nWith --json: {\"type\",\"record\",\"result\",\"receipt\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class CaseConfirmCommand extends JsonCommand {
  @Parameters(
      paramLabel = "ASSESSMENT",
      converter = Converters.RecordName.class,
      description = "The record of the assessment.")
  private RecordId assessment;

  @Mixin private OpeningsOption openings;

  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      AssessmentMade made = OpeningsOption.assessment(session, assessment);
      Reckoning reckoning =
          openings
              .reckon(session, made)
              .orElseThrow(
                  () -> Failure.local("an amount stays shut: --openings names what opens them"));
      Hash result = reckoning.digest();
      var signatory = session.signatory();
      Receipt receipt =
          session.deliver(
              signatory.sign(
                  signatory.compose(Role.ASSESSOR, new AssessmentConfirmed(assessment, result))));
      if (json) {
        printJson(RecordType.ASSESSMENT, receipt, more -> more.put("result", result.hex()));
      } else {
        printReceipt("assessment confirmed", receipt);
      }
      return 0;
    }
  }
}
