package org.colophon.client.command;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.core.RecordId;
import org.colophon.core.content.NoticeCounter;
import org.colophon.core.content.RecordType;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.Receipt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Counters a notice. */
@Command(
    name = "counter",
    header = "Answers a notice: nothing is infringed.",
    footer = {
      "%nExamples:",
      "  colophon notice counter 5b1e… --basis LICENSED --licence 77aa…",
      "  colophon notice counter 5b1e… --basis ANOTHER_WORK",
      "%nWith --json: {\"type\",\"record\",\"receipt\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class NoticeCounterCommand extends JsonCommand {
  @Parameters(
      paramLabel = "NOTICE",
      converter = Converters.RecordName.class,
      description = "The notice: the id of its record.")
  private RecordId notice;

  @Option(
      names = "--basis",
      required = true,
      paramLabel = "BASIS",
      description = "Why: ${COMPLETION-CANDIDATES}.")
  private NoticeCounter.Basis basis;

  @Option(
      names = "--licence",
      paramLabel = "LICENCE",
      converter = Converters.RecordName.class,
      description = "The licence that allows it, with LICENSED.")
  private Optional<RecordId> licence = Optional.empty();

  @Option(
      names = "--letter",
      paramLabel = "HEX",
      converter = Converters.Digest.class,
      description = "A salted commitment to the statement itself.")
  private Optional<Hash> letter = Optional.empty();

  @Override
  public Integer call() throws Exception {
    if (licence.isPresent() != (basis == NoticeCounter.Basis.LICENSED)) {
      throw Failure.usage("--licence goes with --basis LICENSED, and is needed there");
    }
    try (Session session = open()) {
      NoticeCounter content = new NoticeCounter(notice, basis, licence, letter);
      var signatory = session.signatory();
      Receipt receipt = session.deliver(signatory.sign(signatory.compose(Role.PLATFORM, content)));
      if (json) {
        printJson(RecordType.NOTICE_COUNTER, receipt, UnaryOperator.identity());
      } else {
        printReceipt("countered notice " + notice, receipt);
      }
      return 0;
    }
  }
}
