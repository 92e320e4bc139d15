package org.colophon.client.command;

import java.nio.file.Path;
import java.util.Optional;
import org.colophon.client.Session;
import org.colophon.core.RecordId;
import org.colophon.core.WorkId;
import org.colophon.core.content.ObjectionRaise;
import org.colophon.core.content.RecordType;
import org.colophon.core.record.Role;
import org.colophon.rpc.proto.Receipt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Raises an objection. */
@Command(
    name = "raise",
    header = "Objects to the title in a work, which is disputed from then on.",
    description = {
      "%nWhile an objection stands the title does not pass and is not pledged, waived or licensed"
          + " exclusively. A subject objects to a work once on each ground. The reasons stay with"
          + " you: the chain learns a salted commitment to them, and its opening is kept in the"
          + " profile's openings/.%n"
    },
    footer = {
      "%nExample:",
      "  colophon objection raise --work 5b1e… --ground AUTHORSHIP --reason letter.pdf \\",
      "      --claim 0f3c…",
      "%nWith --json: {\"type\",\"record\",\"work\",\"receipt\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class ObjectionRaiseCommand extends JsonCommand {
  @Option(
      names = "--work",
      paramLabel = "WORK|FILE",
      required = true,
      description = "The work's 64 hex digits, or a file.")
  private String work;

  @Option(
      names = "--ground",
      paramLabel = "GROUND",
      required = true,
      description = "Why: ${COMPLETION-CANDIDATES}.")
  private ObjectionRaise.Ground ground;

  @Option(names = "--reason", paramLabel = "FILE", required = true, description = "The reasons.")
  private Path reason;

  @Option(
      names = "--claim",
      paramLabel = "RECORD",
      converter = Converters.RecordName.class,
      description = "The record that you set against it, such as your own declaration.")
  private Optional<RecordId> claim = Optional.empty();

  @Mixin private KeepOptions keeping;

  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      WorkId named = WorkId.ofHex(Target.of(work, session).work());
      CommittedFiles files = new CommittedFiles(session, keeping);
      ObjectionRaise content = new ObjectionRaise(named, ground, files.commit(reason), claim);
      Receipt receipt = files.deliver(Role.OBJECTOR, named.hex(), content);
      if (json) {
        printJson(RecordType.OBJECTION_RAISE, receipt, more -> more.put("work", named.hex()));
      } else {
        printReceipt("objection raised", receipt);
      }
      return 0;
    }
  }
}
