package org.colophon.client.command;

import java.util.Optional;
import org.colophon.client.Session;
import org.colophon.core.WorkId;
import org.colophon.core.content.Content;
import org.colophon.core.content.Recommendation;
import org.colophon.core.content.RecordType;
import picocli.CommandLine.Command;

/** Records that a content was recommended. */
@Command(
    name = "add",
    header = "Records that a content was recommended, and where: one, or a list of them.",
    description = {"%nThe work need not be named.%n", EventCommand.LIST},
    footer = {
      "%nExamples:",
      "  colophon recommendation add 5b1e… --channel \"home feed\" --content 7.jpg",
      "  colophon recommendation add --channel \"home feed\" --digest ba78…",
      "  colophon recommendation add --from events.ndjson --results results.ndjson",
      "%nWith --json: {\"type\",\"record\",\"receipt\"}.",
      EventCommand.RESULT,
      org.colophon.client.command.Command.EXIT_CODES
    })
final class RecommendationAddCommand extends ShowingCommand {
  @Override
  RecordType type() {
    return RecordType.RECOMMENDATION;
  }

  @Override
  Content content(Session session, CommittedFiles committed) throws Exception {
    Optional<WorkId> named =
        work.isPresent()
            ? Optional.of(WorkId.ofHex(Target.of(work.get(), session).work()))
            : Optional.empty();
    return new Recommendation(named, showing.showing(context().clock().millis()));
  }
}
