package org.colophon.client.command;

import java.util.Optional;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.submit.Signatory;
import org.colophon.core.RecordId;
import org.colophon.core.WorkId;
import org.colophon.core.content.Labels;
import org.colophon.core.content.RecordType;
import org.colophon.core.content.WorkDerive;
import org.colophon.core.record.Role;
import org.colophon.rpc.proto.Receipt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Links a work to the licence under which it was made. */
@Command(
    name = "derive",
    header = "Says under which licence a work was made out of another.",
    description = {
      "%nThe licensee says it, once the work was declared with --derived-from. The licence must"
          + " allow that re-creation and be in force.%n"
    },
    footer = {
      "%nExample:",
      "  colophon work derive 5b1e… --licence 77aa… --kind TRANSLATION --language fr",
      "%nWith --json: {\"type\",\"record\",\"work\",\"receipt\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class WorkDeriveCommand extends JsonCommand {
  @Parameters(paramLabel = "WORK", converter = Converters.Work.class, description = "The new work.")
  private WorkId work;

  @Option(
      names = "--licence",
      paramLabel = "LICENCE",
      required = true,
      converter = Converters.RecordName.class,
      description = "The licence: the id of its record.")
  private RecordId licence;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      required = true,
      description = "${COMPLETION-CANDIDATES}.")
  private WorkDerive.Kind kind;

  @Option(names = "--language", paramLabel = "TAG", description = "Its language (BCP 47).")
  private Optional<String> language = Optional.empty();

  @Override
  public Integer call() throws Exception {
    if (kind == WorkDerive.Kind.TRANSLATION && language.isEmpty()) {
      throw Failure.usage("--language is needed for a translation");
    }
    try (Session session = open()) {
      Signatory signatory = session.signatory();
      WorkDerive content = new WorkDerive(work, licence, kind, language.map(Labels::of));
      byte[] statement = signatory.compose(Role.LICENSEE, content);
      Receipt receipt = session.deliver(signatory.sign(statement));
      if (json) {
        printJson(RecordType.WORK_DERIVE, receipt, more -> more.put("work", work.hex()));
      } else {
        printReceipt("linked work " + work + " to its licence", receipt);
      }
      return 0;
    }
  }
}
