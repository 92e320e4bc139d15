package org.colophon.client.command;

import java.util.List;
import java.util.Optional;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.view.CaseJson;
import org.colophon.client.view.CaseText;
import org.colophon.core.RecordId;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.json.Json;
import org.colophon.rpc.proto.GrantView;
import org.colophon.rpc.proto.ListGrantsRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists grants. */
@Command(
    name = "list",
    header = "Lists the grants to read in a case, or those of a grantee.",
    footer = {
      "%nExamples:",
      "  colophon scope list --case 41d2…",
      "  colophon scope list --grantee judge-li --at 2026-03-01 --json",
      "%nWith --json: {\"grants\":[…]}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class ScopeListCommand extends JsonCommand {
  @Option(
      names = "--case",
      paramLabel = "CASE",
      converter = Converters.RecordName.class,
      description = "The record that opened it.")
  private Optional<RecordId> opened = Optional.empty();

  @Option(
      names = "--grantee",
      paramLabel = "SUBJECT",
      converter = Converters.Subject.class,
      description = "Who may read.")
  private Optional<SubjectId> grantee = Optional.empty();

  @Option(
      names = "--at",
      paramLabel = "TIME",
      converter = Converters.Moment.class,
      description = "As of that time: a day (UTC) or an instant of ISO 8601.")
  private Optional<Timestamp> at = Optional.empty();

  @Override
  public Integer call() throws Exception {
    if (opened.isPresent() == grantee.isPresent()) {
      throw Failure.usage("either --case or --grantee");
    }
    try (Session session = open()) {
      List<GrantView> found =
          session
              .network()
              .grants(
                  ListGrantsRequest.newBuilder()
                      .setCase(opened.map(RecordId::hex).orElse(""))
                      .setGrantee(grantee.map(SubjectId::text).orElse(""))
                      .setTime(at.map(Timestamp::value).orElseGet(context().clock()::millis))
                      .setAtLeastHeight(session.lastHeight().value())
                      .build());
      if (json) {
        print(
            Json.object()
                .put("grants", Json.array(found.stream().map(CaseJson::grant).toList()))
                .build());
      } else {
        context().out().print(new CaseText(style()).grants(found));
      }
      return 0;
    }
  }
}
