package org.colophon.client.command;

import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.core.WorkId;
import org.colophon.core.content.Content;
import org.colophon.core.content.Publication;
import org.colophon.core.content.RecordType;
import picocli.CommandLine.Command;

/** Records that a work was made public. */
@Command(
    name = "add",
    header = "Records that a work was made public, and where: one, or a list of them.",
    description = {
      "%nThe work's first release is what the chain ordered first; `colophon work show` tells it"
          + " apart from the earliest time that anybody claims.%n",
      EventCommand.LIST
    },
    footer = {
      "%nExamples:",
      "  colophon publication add 5b1e… --url https://example.org/7 --content 7.jpg",
      "  colophon publication add photo.jpg --channel \"evening news\" --content photo.jpg --creator",
      "  colophon publication add --from events.ndjson --results results.ndjson",
      "%nWith --json: {\"type\",\"record\",\"receipt\"}.",
      EventCommand.RESULT,
      org.colophon.client.command.Command.EXIT_CODES
    })
final class PublicationAddCommand extends ShowingCommand {
  @Override
  RecordType type() {
    return RecordType.PUBLICATION;
  }

  @Override
  Content content(Session session, CommittedFiles committed) throws Exception {
    String word = work.orElseThrow(() -> Failure.usage("WORK is missing (or --from LIST)"));
    return new Publication(
        WorkId.ofHex(Target.of(word, session).work()), showing.showing(context().clock().millis()));
  }
}
