package org.colophon.client.command;

import java.util.List;
import java.util.Optional;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.view.OfficeJson;
import org.colophon.client.view.OfficeText;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.json.Json;
import org.colophon.rpc.proto.ListObjectionsRequest;
import org.colophon.rpc.proto.ObjectionView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists objections. */
@Command(
    name = "list",
    header = "Lists the objections to the title in a work, or those that a subject raised.",
    footer = {
      "%nExamples:",
      "  colophon objection list --work photo.jpg",
      "  colophon objection list --work 5b1e… --at 2026-03-01 --json",
      "%nWith --json: {\"objections\":[…]}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class ObjectionListCommand extends JsonCommand {
  @Option(
      names = "--work",
      paramLabel = "WORK|FILE",
      description = "The work's 64 hex digits, or a file.")
  private Optional<String> work = Optional.empty();

  @Option(
      names = "--subject",
      paramLabel = "SUBJECT",
      converter = Converters.Subject.class,
      description = "The objector.")
  private Optional<SubjectId> subject = Optional.empty();

  @Option(
      names = "--at",
      paramLabel = "TIME",
      converter = Converters.Moment.class,
      description = "As of that time: a day (UTC) or an instant of ISO 8601.")
  private Optional<Timestamp> at = Optional.empty();

  @Override
  public Integer call() throws Exception {
    if (work.isPresent() == subject.isPresent()) {
      throw Failure.usage("either --work or --subject");
    }
    try (Session session = open()) {
      List<ObjectionView> found =
          session
              .network()
              .objections(
                  ListObjectionsRequest.newBuilder()
                      .setWork(work.isPresent() ? Target.of(work.get(), session).work() : "")
                      .setSubject(subject.map(SubjectId::text).orElse(""))
                      .setTime(at.map(Timestamp::value).orElseGet(context().clock()::millis))
                      .setAtLeastHeight(session.lastHeight().value())
                      .build());
      if (json) {
        print(
            Json.object()
                .put("objections", Json.array(found.stream().map(OfficeJson::objection).toList()))
                .build());
      } else {
        context().out().print(new OfficeText(style()).objections(found));
      }
      return 0;
    }
  }
}
