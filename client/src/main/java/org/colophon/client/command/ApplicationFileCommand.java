package org.colophon.client.command;

import java.nio.file.Path;
import java.util.Optional;
import org.colophon.client.Session;
import org.colophon.core.OrgId;
import org.colophon.core.RecordId;
import org.colophon.core.WorkId;
import org.colophon.core.content.ApplicationFile;
import org.colophon.core.content.RecordType;
import org.colophon.core.record.Role;
import org.colophon.rpc.proto.Receipt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Files an application, or an answer. */
@Command(
    name = "file",
    header = "Asks an IP office to confirm a work, or answers what the office asked.",
    description = {
      "%nThe three statements stay with you: the chain learns a salted commitment to each, and the"
          + " openings are kept in the profile's openings/. Hand statements and openings to the"
          + " office; an answer states all three again.%n"
    },
    footer = {
      "%nExamples:",
      "  colophon application file --work photo.jpg --office ip-office \\",
      "      --purpose purpose.txt --process process.txt --originality originality.txt",
      "  colophon application file --work photo.jpg --office ip-office --answers 9c0d… \\",
      "      --purpose purpose.txt --process process-2.txt --originality originality.txt",
      "%nWith --json: {\"type\",\"record\",\"work\",\"office\",\"answers\"?,\"receipt\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class ApplicationFileCommand extends JsonCommand {
  @Option(
      names = "--work",
      paramLabel = "WORK|FILE",
      required = true,
      description = "The work's 64 hex digits, or a file.")
  private String work;

  @Option(
      names = "--office",
      paramLabel = "ORG",
      required = true,
      converter = Converters.Organisation.class,
      description = "The IP office.")
  private OrgId office;

  @Option(
      names = "--purpose",
      paramLabel = "FILE",
      required = true,
      description = "Statement of why the work was made.")
  private Path purpose;

  @Option(
      names = "--process",
      paramLabel = "FILE",
      required = true,
      description = "Statement of how it was made.")
  private Path process;

  @Option(
      names = "--originality",
      paramLabel = "FILE",
      required = true,
      description = "Statement of what is its authors' own in it.")
  private Path originality;

  @Option(
      names = "--answers",
      paramLabel = "RECORD",
      converter = Converters.RecordName.class,
      description = "The decision that asked for more.")
  private Optional<RecordId> answers = Optional.empty();

  @Mixin private KeepOptions keeping;

  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      WorkId named = WorkId.ofHex(Target.of(work, session).work());
      CommittedFiles files = new CommittedFiles(session, keeping);
      ApplicationFile content =
          new ApplicationFile(
              named,
              office,
              files.commit(purpose),
              files.commit(process),
              files.commit(originality),
              answers);
      Receipt receipt = files.deliver(Role.OWNER, named.hex(), content);
      if (json) {
        printJson(
            RecordType.APPLICATION_FILE,
            receipt,
            more ->
                more.put("work", named.hex())
                    .put("office", office.text())
                    .putText("answers", answers.map(RecordId::hex)));
      } else {
        printReceipt(answers.isPresent() ? "answered" : "application filed", receipt);
      }
      return 0;
    }
  }
}
