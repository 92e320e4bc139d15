package org.colophon.client.command;

import org.colophon.client.Session;
import org.colophon.client.view.StandardText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows a standard of damages. */
@Command(
    name = "show",
    header = "Shows a standard of damages, step by step, and who agreed to it.",
    footer = {
      "%nExamples:",
      "  colophon standard show cn.copyright.54",
      "  colophon standard show 38b3… --json",
      "%nWith --json:"
          + " {\"receipt\",\"times\",\"proposer\",\"standard\",\"id\",\"version\",\"status\","
          + "\"results\",\"votes\",\"notAfter\",\"steps\",\"document\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class StandardShowCommand extends JsonCommand {
  @Parameters(
      paramLabel = "STANDARD",
      description = "The hash of its document, or its id: the newest version.")
  private String standard;

  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      NamedStandard named = NamedStandard.of(standard, session);
      if (json) {
        print(StandardText.json(named.view()));
      } else {
        context().out().print(new StandardText(style()).of(named.view(), named.standard()));
      }
      return 0;
    }
  }
}
