package org.colophon.client.command;

import org.colophon.client.Session;
import org.colophon.core.OrgId;
import org.colophon.rpc.proto.ListApplicationsRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists what is open at an office. */
@Command(
    name = "queue",
    header = "Lists the applications that an office has not decided, oldest first.",
    footer = {
      "%nExample:",
      "  colophon application queue --office ip-office --json | jq .applications[0].title",
      "%nWith --json: {\"applications\":[…]}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class ApplicationQueueCommand extends JsonCommand {
  @Option(
      names = "--office",
      paramLabel = "ORG",
      required = true,
      converter = Converters.Organisation.class,
      description = "The IP office.")
  private OrgId office;

  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      ApplicationListCommand.show(
          this,
          session
              .network()
              .applications(
                  ListApplicationsRequest.newBuilder()
                      .setOffice(office.text())
                      .setOpen(true)
                      .setAtLeastHeight(session.lastHeight().value())
                      .build()));
      return 0;
    }
  }
}
