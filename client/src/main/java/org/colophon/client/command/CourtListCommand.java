package org.colophon.client.command;

import java.util.List;
import java.util.Optional;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.view.SubmissionText;
import org.colophon.core.OrgId;
import org.colophon.core.SubjectId;
import org.colophon.core.json.Json;
import org.colophon.rpc.proto.ListSubmissionsRequest;
import org.colophon.rpc.proto.SubmissionView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists submissions. */
@Command(
    name = "list",
    header = "Lists what was submitted to a court, or by a subject.",
    footer = {
      "%nExamples:",
      "  colophon court list --court court-1 --waiting",
      "  colophon court list --subject li-wei --json",
      "%nWith --json: {\"submissions\":[…]}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class CourtListCommand extends JsonCommand {
  @Option(
      names = "--court",
      paramLabel = "ORG",
      converter = Converters.Organisation.class,
      description = "The court.")
  private Optional<OrgId> court = Optional.empty();

  @Option(
      names = "--subject",
      paramLabel = "SUBJECT",
      converter = Converters.Subject.class,
      description = "Who submitted it.")
  private Optional<SubjectId> subject = Optional.empty();

  @Option(names = "--waiting", description = "At a court only what it has not answered.")
  private boolean waiting;

  @Override
  public Integer call() throws Exception {
    if (court.isPresent() == subject.isPresent()) {
      throw Failure.usage("either --court or --subject");
    }
    if (waiting && court.isEmpty()) {
      throw Failure.usage("--waiting goes with --court");
    }
    try (Session session = open()) {
      List<SubmissionView> found =
          session
              .network()
              .submissions(
                  ListSubmissionsRequest.newBuilder()
                      .setCourt(court.map(OrgId::text).orElse(""))
                      .setSubject(subject.map(SubjectId::text).orElse(""))
                      .setWaiting(waiting)
                      .setAtLeastHeight(session.lastHeight().value())
                      .build());
      if (json) {
        print(
            Json.object()
                .put("submissions", Json.array(found.stream().map(SubmissionText::json).toList()))
                .build());
      } else {
        context().out().print(new SubmissionText(style()).list(found));
      }
      return 0;
    }
  }
}
