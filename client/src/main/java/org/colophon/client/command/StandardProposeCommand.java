package org.colophon.client.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.core.RefusedException;
import org.colophon.core.content.RecordType;
import org.colophon.core.content.StandardPropose;
import org.colophon.core.record.Role;
import org.colophon.core.standard.CompiledStandard;
import org.colophon.core.standard.ShippedStandards;
import org.colophon.core.standard.SpacedJson;
import org.colophon.core.standard.Standard;
import org.colophon.rpc.proto.Receipt;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Proposes a standard of damages. */
@Command(
    name = "propose",
    header = "Proposes a standard of damages, with a record key of a validator.",
    description = "%nIts formulas are compiled and its tests run here first.%n",
    footer = {
      "%nExamples:",
      "  colophon standard propose --shipped cn.copyright.54",
      "  colophon standard propose --file standard.json --days 60",
      "%nWith --json: {\"type\",\"record\",\"standard\",\"results\",\"receipt\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class StandardProposeCommand extends JsonCommand {
  @ArgGroup(multiplicity = "1")
  private Source source;

  @Option(
      names = "--days",
      paramLabel = "DAYS",
      description = "For how many days validators may agree (default: 30, at most 90).")
  private int days = 30;

  /** Where the document is. */
  private static final class Source {
    @Option(names = "--shipped", paramLabel = "ID", description = "One that comes along.")
    private Optional<String> shipped = Optional.empty();

    @Option(
        names = "--file",
        paramLabel = "FILE",
        description = "Its document, as jq -S writes JSON.")
    private Optional<Path> file = Optional.empty();

    Standard standard() throws IOException, RefusedException, Failure {
      if (file.isPresent()) {
        try (InputStream in = Files.newInputStream(file.get())) {
          return Standard.parse(SpacedJson.canonical(in.readNBytes(4 * Standard.BYTES_MAX)));
        }
      }
      return ShippedStandards.of(shipped.orElseThrow())
          .orElseThrow(
              () -> Failure.usage("--shipped: (expected: one of " + ShippedStandards.IDS + ")"));
    }
  }

  @Override
  public Integer call() throws Exception {
    if (days < 1 || days > 90) {
      throw Failure.usage("--days: " + days + " (expected: 1 to 90)");
    }
    CompiledStandard compiled = CompiledStandard.of(source.standard());
    try (Session session = open()) {
      var signatory = session.signatory();
      byte[] statement =
          signatory.compose(
              List.of(signatory.as(Role.MEMBER)),
              Optional.of(signatory.now().plus(Duration.ofDays(days).toMillis())),
              new StandardPropose(compiled.standard(), compiled.testResults()));
      Receipt receipt = session.deliver(signatory.sign(statement));
      if (json) {
        printJson(
            RecordType.STANDARD_PROPOSE,
            receipt,
            more ->
                more.put("standard", compiled.hash().hex())
                    .put("results", compiled.testResults().hex()));
      } else {
        printReceipt("standard " + compiled.hash().hex() + " proposed", receipt);
      }
      return 0;
    }
  }
}
