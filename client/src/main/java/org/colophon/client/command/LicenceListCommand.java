package org.colophon.client.command;

import java.util.List;
import java.util.Optional;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.view.LicenceJson;
import org.colophon.client.view.LicenceText;
import org.colophon.core.SubjectId;
import org.colophon.core.json.Json;
import org.colophon.rpc.proto.LicenceView;
import org.colophon.rpc.proto.ListLicencesRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists licences. */
@Command(
    name = "list",
    header = "Lists the licences of a work, or those that a subject granted or was granted.",
    footer = {
      "%nExamples:",
      "  colophon licence list --work photo.jpg",
      "  colophon licence list --subject studio --json",
      "  colophon licence list --work photo.jpg --at 2026-03-01",
      "%nWith --json: {\"licences\":[…]}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class LicenceListCommand extends JsonCommand {
  @Option(
      names = "--work",
      paramLabel = "WORK|FILE",
      description = "The work's 64 hex digits, or a file.")
  private Optional<String> work = Optional.empty();

  @Option(
      names = "--subject",
      paramLabel = "SUBJECT",
      converter = Converters.Subject.class,
      description = "Who.")
  private Optional<SubjectId> subject = Optional.empty();

  @Mixin private AsOfOptions asOf;

  @Override
  public Integer call() throws Exception {
    asOf.check();
    if (work.isPresent() == subject.isPresent()) {
      throw Failure.usage("either --work or --subject");
    }
    try (Session session = open()) {
      String id = work.isPresent() ? Target.of(work.get(), session).work() : "";
      List<LicenceView> licences =
          session
              .network()
              .licences(
                  ListLicencesRequest.newBuilder()
                      .setWork(id)
                      .setSubject(subject.map(SubjectId::text).orElse(""))
                      .setTime(asOf.time(context().clock().millis()))
                      .setHeight(asOf.height())
                      .setAtLeastHeight(session.lastHeight().value())
                      .build());
      if (json) {
        print(
            Json.object()
                .put("licences", Json.array(licences.stream().map(LicenceJson::licence).toList()))
                .build());
      } else {
        context().out().print(new LicenceText(style()).list(licences));
      }
      return 0;
    }
  }
}
