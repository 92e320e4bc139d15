package org.colophon.client.command;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.assess.Draft;
import org.colophon.client.assess.OpenedAmounts;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.content.AssessmentConfirmed;
import org.colophon.core.content.GivenInput;
import org.colophon.core.content.RecordType;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.Members;
import org.colophon.core.record.Role;
import org.colophon.core.standard.Figure;
import org.colophon.core.standard.Reckoning;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.AssessmentView;
import org.colophon.rpc.proto.Receipt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Confirms an assessment that rests on secret amounts. */
@Command(
    name = "confirm",
    header = "Reckons an assessment again from opened amounts, and confirms it.",
    description = "%nNothing is sent when another result comes out.%n",
    footer = {
      "%nExample:",
      "  colophon case confirm 7a20… --opened comparable_fees=fee-1.json,fee-2.json",
      "%nWith --json: {\"type\",\"record\",\"result\",\"receipt\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class CaseConfirmCommand extends JsonCommand {
  private static final JsonLimits LIMITS = new JsonLimits(1 << 20, 6, 1024);

  @Parameters(
      paramLabel = "ASSESSMENT",
      converter = Converters.RecordName.class,
      description = "The record of the assessment.")
  private RecordId assessment;

  @Option(
      names = "--opened",
      required = true,
      paramLabel = "NAME=FILE,…",
      description = "Opened amounts: what `private open --json` printed, in their order.")
  private List<String> opened = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      AssessmentView view =
          session.network().assessment(assessment.hex(), session.lastHeight().value());
      NamedStandard named = NamedStandard.of(view.getStandard(), session);
      SortedMap<String, OpenedAmounts> amounts = new TreeMap<>();
      for (String word : opened) {
        OpenedAmounts found = OpenedAmounts.of(named.standard(), word, session);
        amounts.put(found.input(), found);
      }
      SortedMap<String, Figure> figures =
          Draft.figures(named.standard(), inputs(view, amounts), amounts);
      Hash result = Reckoning.of(named.compiled(), figures).digest();
      if (!result.hex().equals(view.getResult())) {
        throw Failure.local("another result comes out: " + result.hex());
      }
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

  /** What the assessment gives, whose commitments must be those that were opened. */
  private static List<GivenInput> inputs(
      AssessmentView view, SortedMap<String, OpenedAmounts> amounts)
      throws RefusedException, Failure {
    List<GivenInput> inputs = new ArrayList<>();
    for (String text : view.getInputsList()) {
      Members members =
          Members.of("", JsonParser.parseObject(text.getBytes(StandardCharsets.UTF_8), LIMITS));
      GivenInput input = GivenInput.read(members);
      members.end();
      if (input.given() instanceof GivenInput.Secret
          && !(amounts.containsKey(input.name())
              && amounts.get(input.name()).given().equals(input))) {
        throw Failure.local(input.name() + ": other commitments than those that were opened");
      }
      inputs.add(input);
    }
    return inputs;
  }
}
