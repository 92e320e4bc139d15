package org.colophon.client.command;

import java.util.Optional;
import org.colophon.client.Session;
import org.colophon.core.WorkId;
import org.colophon.core.content.Content;
import org.colophon.core.content.Recommendation;
import org.colophon.core.content.RecordType;
import org.colophon.core.record.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Records that a content was recommended. */
@Command(
    name = "add",
    header = "Records that a content was recommended, and where: one, or a list of them.",
    description = {"%nThe work need not be known.%n", EventCommand.LIST},
    footer = {
      "%nExamples:",
      "  colophon recommendation add 5b1e… --channel \"home feed\" --content 7.jpg",
      "  colophon recommendation add --channel \"home feed\" --digest ba78…",
      "  colophon recommendation add --from events.ndjson --results results.ndjson",
      "%nWith --json: {\"type\",\"record\",\"receipt\"}.",
      EventCommand.RESULT,
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class RecommendationAddCommand extends EventCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "WORK|FILE",
      description = "The work's 64 hex digits, or a file, when the work is known.")
  private Optional<String> work = Optional.empty();

  @Mixin private ShowingOptions showing;

  @Option(names = "--creator", description = "Sign as its creator (default: as a platform).")
  private boolean creator;

  @Override
  RecordType type() {
    return RecordType.RECOMMENDATION;
  }

  @Override
  Role role() {
    return creator ? Role.CREATOR : Role.PLATFORM;
  }

  @Override
  boolean saysOne() {
    return work.isPresent() || showing.isAsked();
  }

  @Override
  Content content(Session session) throws Exception {
    Optional<WorkId> named =
        work.isPresent()
            ? Optional.of(WorkId.ofHex(Target.of(work.get(), session).work()))
            : Optional.empty();
    return new Recommendation(named, showing.showing(context().clock().millis()));
  }
}
