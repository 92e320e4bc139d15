package org.colophon.client.command;

import java.util.Optional;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.view.LicenceJson;
import org.colophon.client.view.LicenceText;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.rpc.proto.CheckRightsRequest;
import org.colophon.rpc.proto.RightsView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Asks who may do what. */
@Command(
    name = "check",
    header = "Says what a subject may do with a work, and where each right comes from.",
    description = {
      "%nThe answer is as of a time, with what the chain knew then: now unless told. Each right is"
          + " shown with the records that lead to it, or with the reason why not.%n"
    },
    footer = {
      "%nExamples:",
      "  colophon licence check --work photo.jpg --subject studio",
      "  colophon licence check --work 5b1e… --subject studio --at 2026-03-01 --json",
      "%nWith --json: {\"work\",\"subject\",\"asOf\":{\"height\",\"time\"},\"rights\":[…]}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class LicenceCheckCommand extends JsonCommand {
  @Option(
      names = "--work",
      paramLabel = "WORK|FILE",
      required = true,
      description = "The work's 64 hex digits, or a file.")
  private String work;

  @Option(
      names = "--subject",
      paramLabel = "SUBJECT",
      required = true,
      converter = Converters.Subject.class,
      description = "Who.")
  private SubjectId subject;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      converter = Converters.Moment.class,
      description = "As of that time: a day (UTC) or an instant of ISO 8601.")
  private Optional<Timestamp> at = Optional.empty();

  @Option(names = "--height", paramLabel = "N", description = "As of that block.")
  private Optional<Long> height = Optional.empty();

  @Override
  public Integer call() throws Exception {
    if (at.isPresent() && height.isPresent()) {
      throw Failure.usage("--at or --height, not both");
    }
    try (Session session = open()) {
      CheckRightsRequest.Builder request =
          CheckRightsRequest.newBuilder()
              .setWork(Target.of(work, session).work())
              .setSubject(subject.text())
              .setAtLeastHeight(session.lastHeight().value());
      if (height.isPresent()) {
        request.setHeight(height.get());
      } else {
        request.setTime(at.map(Timestamp::value).orElseGet(context().clock()::millis));
      }
      RightsView rights = session.network().rights(request.build());
      if (json) {
        print(LicenceJson.rights(rights));
      } else {
        context().out().print(new LicenceText(style()).rights(rights));
      }
      return 0;
    }
  }
}
