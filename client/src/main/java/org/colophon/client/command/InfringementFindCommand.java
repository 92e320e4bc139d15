package org.colophon.client.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;
import org.colophon.core.content.InfringementFind;
import org.colophon.core.content.InfringementFind.Intent;
import org.colophon.core.content.InfringementFind.Outcome;
import org.colophon.core.content.Interval;
import org.colophon.core.content.RecordType;
import org.colophon.core.json.Json;
import org.colophon.core.record.Role;
import org.colophon.rpc.proto.InfringementView;
import org.colophon.rpc.proto.Receipt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Finds on an alleged infringement. */
@Command(
    name = "find",
    header = "Finds on an alleged infringement, with a record key of a court.",
    description =
        "%nA later finding stands over the one before it. The decision stays with you: the chain"
            + " learns a salted commitment to it, and its opening is kept in the profile's"
            + " openings/.%n",
    footer = {
      "%nExamples:",
      "  colophon infringement find 5b1e… --outcome INFRINGED --intent INTENTIONAL --serious \\",
      "      --figure contribution=4000 --figure multiple=20000 --decision judgment.pdf",
      "  colophon infringement find 5b1e… --outcome PARTLY_INFRINGED --from 2026-02-01 \\",
      "      --until 2026-03-01 --decision judgment.pdf",
      "%nWith --json: {\"type\",\"record\",\"allegation\",\"outcome\",\"receipt\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class InfringementFindCommand extends JsonCommand {
  @Parameters(
      paramLabel = "ALLEGATION",
      converter = Converters.RecordName.class,
      description = "The record that alleged it.")
  private RecordId allegation;

  @Option(
      names = "--outcome",
      required = true,
      paramLabel = "OUTCOME",
      description = "${COMPLETION-CANDIDATES}.")
  private Outcome outcome;

  @Option(
      names = "--intent",
      paramLabel = "INTENT",
      description = "With which mind: ${COMPLETION-CANDIDATES} (default: NOT_STATED).")
  private Intent intent = Intent.NOT_STATED;

  @Option(names = "--serious", description = "The circumstances are serious.")
  private boolean serious;

  @Option(names = "--decision", required = true, paramLabel = "FILE", description = "The decision.")
  private Path decision;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = Converters.Moment.class,
      description = "When it began (default: as alleged).")
  private Optional<Timestamp> from = Optional.empty();

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = Converters.Moment.class,
      description = "When it was over (default: as alleged).")
  private Optional<Timestamp> until = Optional.empty();

  @Option(
      names = "--case",
      paramLabel = "RECORD",
      converter = Converters.RecordName.class,
      description = "The record that opened the case.")
  private Optional<RecordId> caseOf = Optional.empty();

  @Option(
      names = "--figure",
      paramLabel = "NAME=VALUE",
      description =
          "What only a court may find, in clear, by the name that a standard of damages gives it:"
              + " money in minor units, a share or multiple in ten-thousandths; repeatable.")
  private SortedMap<String, Long> figures = new TreeMap<>();

  @Mixin private KeepOptions keeping;

  @Override
  public Integer call() throws Exception {
    if (outcome == Outcome.NOT_INFRINGED
        && (from.isPresent()
            || until.isPresent()
            || serious
            || intent != Intent.NOT_STATED
            || !figures.isEmpty())) {
      throw Failure.usage(
          "NOT_INFRINGED goes without --from, --until, --intent, --serious and --figure");
    }
    requireFigures();
    try (Session session = open()) {
      CommittedFiles files = new CommittedFiles(session, keeping);
      InfringementFind content =
          new InfringementFind(
              allegation,
              outcome,
              intent,
              serious,
              files.commit(decision),
              outcome == Outcome.NOT_INFRINGED ? Optional.empty() : Optional.of(window(session)),
              caseOf,
              figures);
      Receipt receipt = files.deliver(Role.MEMBER, allegation.hex(), content);
      if (json) {
        printJson(
            RecordType.INFRINGEMENT_FIND,
            receipt,
            more -> more.put("allegation", allegation.hex()).put("outcome", outcome.name()));
      } else {
        printReceipt("found: " + outcome, receipt);
      }
      return 0;
    }
  }

  private void requireFigures() throws Failure {
    if (figures.size() > InfringementFind.FIGURES_MAX) {
      throw Failure.usage("--figure: (expected: at most " + InfringementFind.FIGURES_MAX + ")");
    }
    for (Map.Entry<String, Long> figure : figures.entrySet()) {
      boolean isName = InfringementFind.isFigureName(figure.getKey());
      if (!isName || figure.getValue() < 0 || figure.getValue() > Json.INTEGER_MAX) {
        throw Failure.usage(
            "--figure: "
                + figure.getKey()
                + "="
                + figure.getValue()
                + " (expected: the name of a standard's input, and a whole number)");
      }
    }
  }

  private Interval window(Session session) throws IOException {
    if (from.isPresent() && until.isPresent()) {
      return new Interval(from.get(), until.get());
    }
    InfringementView alleged =
        session.network().infringement(allegation.hex(), 0, session.lastHeight().value());
    return new Interval(
        from.orElseGet(() -> new Timestamp(alleged.getFrom())),
        until.orElseGet(() -> new Timestamp(alleged.getUntil())));
  }
}
