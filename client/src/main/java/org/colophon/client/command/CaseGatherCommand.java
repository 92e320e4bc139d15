package org.colophon.client.command;

import org.colophon.client.Session;
import org.colophon.client.assess.Gatherer;
import org.colophon.client.assess.Matter;
import org.colophon.client.assess.OpenedComparables;
import org.colophon.client.view.GatheringText;
import org.colophon.core.gather.Gathering;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Gathers what the chain shows for an assessment. */
@Command(
    name = "gather",
    header = "Shows what the chain has for a standard's figures, record by record.",
    description = {
      "%nAccesses in the window, days, prices and comparable fees; each record that does not count"
          + " is named with the reason. Beside them stand notices to the respondent, and what courts"
          + " found against it elsewhere: no figure follows from these.",
      "%nFees stand behind commitments. Those that the profile's own openings, or files that you"
          + " name, open are shown; nothing that was opened leaves this machine.%n"
    },
    footer = {
      "%nExamples:",
      "  colophon case gather 5b1e… --standard cn.copyright.54",
      "  colophon case gather 5b1e… --standard cn.copyright.54 --comparable 77e0… \\",
      "      --openings from-the-parties/",
      "%nWith --json: {\"gathered\":{\"figures\":[…],\"notices\":[…],\"findings\":[…]},"
          + "\"opened\":[{\"input\",\"record\",\"amount\"}]}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class CaseGatherCommand extends JsonCommand {
  @Mixin private MatterOptions about;

  @Option(
      names = "--standard",
      required = true,
      paramLabel = "STANDARD",
      description = "The hash of its document, or its id: the newest version.")
  private String standard;

  @Mixin private GatherOptions given;

  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      NamedStandard named = NamedStandard.of(standard, session);
      Matter matter = about.of(session);
      Gathering gathering =
          new Gatherer(session, matter, named.standard()).gathering(given.comparables());
      OpenedComparables opened = given.opened(session, named.standard(), gathering);
      if (json) {
        print(GatheringText.json(gathering, opened));
      } else {
        context().out().print(new GatheringText(style()).of(matter, gathering, opened));
      }
      return 0;
    }
  }
}
