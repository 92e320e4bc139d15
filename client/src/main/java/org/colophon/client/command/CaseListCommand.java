package org.colophon.client.command;

import java.util.List;
import java.util.Optional;
import org.colophon.client.Session;
import org.colophon.client.view.CaseJson;
import org.colophon.client.view.CaseText;
import org.colophon.core.OrgId;
import org.colophon.core.Timestamp;
import org.colophon.core.json.Json;
import org.colophon.rpc.proto.CaseView;
import org.colophon.rpc.proto.ListCasesRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists cases. */
@Command(
    name = "list",
    header = "Lists the cases that a court or procuratorate opened.",
    footer = {
      "%nExamples:",
      "  colophon case list",
      "  colophon case list --organ internet-court --at 2026-03-01 --json",
      "%nWith --json: {\"cases\":[…]}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class CaseListCommand extends JsonCommand {
  @Option(
      names = "--organ",
      paramLabel = "ORG",
      converter = Converters.Organisation.class,
      description = "The court or procuratorate (default: the profile's).")
  private Optional<OrgId> organ = Optional.empty();

  @Option(
      names = "--at",
      paramLabel = "TIME",
      converter = Converters.Moment.class,
      description = "As of that time: a day (UTC) or an instant of ISO 8601.")
  private Optional<Timestamp> at = Optional.empty();

  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      List<CaseView> found =
          session
              .network()
              .cases(
                  ListCasesRequest.newBuilder()
                      .setOrgan(organ.map(OrgId::text).orElseGet(session.profile()::subject))
                      .setTime(at.map(Timestamp::value).orElseGet(context().clock()::millis))
                      .setAtLeastHeight(session.lastHeight().value())
                      .build());
      if (json) {
        print(
            Json.object()
                .put("cases", Json.array(found.stream().map(CaseJson::caseOpened).toList()))
                .build());
      } else {
        context().out().print(new CaseText(style()).cases(found));
      }
      return 0;
    }
  }
}
