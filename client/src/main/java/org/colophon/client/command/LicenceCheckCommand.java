package org.colophon.client.command;

import org.colophon.client.Session;
import org.colophon.client.view.LicenceJson;
import org.colophon.client.view.LicenceText;
import org.colophon.core.SubjectId;
import org.colophon.rpc.proto.CheckRightsRequest;
import org.colophon.rpc.proto.RightsView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Mixin private AsOfOptions asOf;

  @Override
  public Integer call() throws Exception {
    asOf.check();
    try (Session session = open()) {
      CheckRightsRequest request =
          CheckRightsRequest.newBuilder()
              .setWork(Target.of(work, session).work())
              .setSubject(subject.text())
              .setTime(asOf.time(context().clock().millis()))
              .setHeight(asOf.height())
              .setAtLeastHeight(session.lastHeight().value())
              .build();
      RightsView rights = session.network().rights(request);
      if (json) {
        print(LicenceJson.rights(rights));
      } else {
        context().out().print(new LicenceText(style()).rights(rights));
      }
      return 0;
    }
  }
}
