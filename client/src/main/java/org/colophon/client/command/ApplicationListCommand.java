package org.colophon.client.command;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.view.OfficeJson;
import org.colophon.client.view.OfficeText;
import org.colophon.core.OrgId;
import org.colophon.core.SubjectId;
import org.colophon.core.json.Json;
import org.colophon.rpc.proto.ApplicationView;
import org.colophon.rpc.proto.ListApplicationsRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists applications. */
@Command(
    name = "list",
    header = "Lists the applications for a work, of an applicant, or at an office.",
    footer = {
      "%nExamples:",
      "  colophon application list --work photo.jpg",
      "  colophon application list --office ip-office --json",
      "%nWith --json: {\"applications\":[…]}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class ApplicationListCommand extends JsonCommand {
  @Option(
      names = "--work",
      paramLabel = "WORK|FILE",
      description = "The work's 64 hex digits, or a file.")
  private Optional<String> work = Optional.empty();

  @Option(
      names = "--subject",
      paramLabel = "SUBJECT",
      converter = Converters.Subject.class,
      description = "The applicant.")
  private Optional<SubjectId> subject = Optional.empty();

  @Option(
      names = "--office",
      paramLabel = "ORG",
      converter = Converters.Organisation.class,
      description = "The IP office.")
  private Optional<OrgId> office = Optional.empty();

  @Override
  public Integer call() throws Exception {
    if (Stream.of(work, subject, office).filter(Optional::isPresent).count() != 1) {
      throw Failure.usage("one of --work, --subject and --office");
    }
    try (Session session = open()) {
      List<ApplicationView> found =
          session
              .network()
              .applications(
                  ListApplicationsRequest.newBuilder()
                      .setWork(work.isPresent() ? Target.of(work.get(), session).work() : "")
                      .setSubject(subject.map(SubjectId::text).orElse(""))
                      .setOffice(office.map(OrgId::text).orElse(""))
                      .setTime(context().clock().millis())
                      .setAtLeastHeight(session.lastHeight().value())
                      .build());
      show(this, found);
      return 0;
    }
  }

  /** Prints applications as the command was told to. */
  static void show(JsonCommand command, List<ApplicationView> found) {
    if (command.json) {
      command.print(
          Json.object()
              .put("applications", Json.array(found.stream().map(OfficeJson::application).toList()))
              .build());
    } else {
      command.context().out().print(new OfficeText(command.style()).applications(found));
    }
  }
}
