package org.colophon.client.command;

import java.util.ArrayList;
import java.util.List;
import org.colophon.client.Session;
import org.colophon.client.view.StandardText;
import org.colophon.core.json.Json;
import org.colophon.rpc.proto.StandardView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists standards of damages. */
@Command(
    name = "list",
    header = "Lists the standards of damages that were proposed, in force or not.",
    footer = {
      "%nExamples:",
      "  colophon standard list",
      "  colophon standard list --id cn.copyright.54 --json",
      "%nWith --json: {\"standards\":[…]}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class StandardListCommand extends JsonCommand {
  @Option(names = "--id", paramLabel = "ID", description = "Versions of this standard alone.")
  private String id = "";

  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      List<StandardView> found = session.network().standards(id, session.lastHeight().value());
      if (json) {
        List<Json> items = new ArrayList<>();
        for (StandardView view : found) {
          items.add(StandardText.json(view));
        }
        print(Json.object().put("standards", Json.array(items)).build());
      } else {
        context().out().print(new StandardText(style()).list(found));
      }
      return 0;
    }
  }
}
