package org.colophon.client.command;

import java.util.List;
import java.util.Optional;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.view.InfringementText;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.json.Json;
import org.colophon.rpc.proto.InfringementView;
import org.colophon.rpc.proto.ListInfringementsRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists alleged infringements. */
@Command(
    name = "list",
    header = "Lists the alleged infringements of a work, or those of a respondent.",
    footer = {
      "%nExamples:",
      "  colophon infringement list --work photo.jpg",
      "  colophon infringement list --respondent streamline --json",
      "%nWith --json: {\"infringements\":[…]}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class InfringementListCommand extends JsonCommand {
  @Option(
      names = "--work",
      paramLabel = "WORK|FILE",
      description = "The work's 64 hex digits, or a file.")
  private Optional<String> work = Optional.empty();

  @Option(
      names = "--respondent",
      paramLabel = "SUBJECT",
      converter = Converters.Subject.class,
      description = "Who is said to have done it.")
  private Optional<SubjectId> respondent = Optional.empty();

  @Option(
      names = "--at",
      paramLabel = "TIME",
      converter = Converters.Moment.class,
      description = "As of that time: a day (UTC) or an instant of ISO 8601.")
  private Optional<Timestamp> at = Optional.empty();

  @Override
  public Integer call() throws Exception {
    if (work.isPresent() == respondent.isPresent()) {
      throw Failure.usage("either --work or --respondent");
    }
    try (Session session = open()) {
      List<InfringementView> found =
          session
              .network()
              .infringements(
                  ListInfringementsRequest.newBuilder()
                      .setWork(work.isPresent() ? Target.of(work.get(), session).work() : "")
                      .setSubject(respondent.map(SubjectId::text).orElse(""))
                      .setTime(at.map(Timestamp::value).orElse(0L))
                      .setAtLeastHeight(session.lastHeight().value())
                      .build());
      if (json) {
        print(
            Json.object()
                .put(
                    "infringements",
                    Json.array(found.stream().map(InfringementText::json).toList()))
                .build());
      } else {
        context().out().print(new InfringementText(style()).list(found));
      }
      return 0;
    }
  }
}
