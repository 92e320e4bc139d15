package org.colophon.verifier;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.colophon.core.Timestamp;
import org.colophon.core.evidence.Check;
import org.colophon.core.json.Json;
import org.colophon.crypto.ers.AlgorithmPolicy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Verifies evidence: the same command within {@code colophon evidence} and alone. */
@Command(
    name = "verify",
    header = "Verifies zips of evidence; needs no network, no node and no profile.",
    description =
        "%nSays of each check what it proved, and then what is not proven. Give the genesis from a"
            + " source that you trust: without it the chain is only what the bundle says it is.%n",
    sortOptions = false,
    footer = {
      "%nExamples:",
      "  colophon evidence verify photo.zip --file photo.jpg --genesis genesis.json",
      "  colophon evidence verify novel.zip --file novel.txt --opening opening.json",
      "  colophon evidence verify batch.zip --file 17.jpg --item 17.proof.json",
      "%nWith --json, a line for each bundle:"
          + " {\"bundle\",\"verified\",\"failed\"?,\"trustedGenesis\",\"checks\":[…],\"facts\"?}.",
      "%nExit codes: 0 all verified; 1 a check failed; 2 wrong usage; 4 a local file."
    })
@SuppressWarnings("NullAway.Init")
public final class VerifyCommand implements Callable<Integer> {
  /** A check failed. */
  static final int REFUSED = 1;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "ZIP", arity = "1..*", description = "The bundles.")
  private List<Path> zips = List.of();

  @Option(names = "--file", paramLabel = "FILE", description = "The original that it is about.")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--genesis",
      paramLabel = "FILE",
      description = "The genesis of the chain that you trust.")
  private Optional<Path> genesis = Optional.empty();

  @Option(
      names = "--opening",
      paramLabel = "FILE",
      description = "What opens the record's commitment, when the original was not published.")
  private Optional<Path> opening = Optional.empty();

  @Option(
      names = "--item",
      paramLabel = "FILE",
      description = "The proof of an item, when the original is one of the record's batch.")
  private Optional<Path> item = Optional.empty();

  @Option(
      names = "--tsa-ca",
      paramLabel = "PEM",
      description = "Roots of time-stamping authorities that you trust beside the chain's.")
  private Optional<Path> authorities = Optional.empty();

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description =
          "As of when an evidence record must stand: 2041-05-01T00:00:00Z, or milliseconds since 1970"
              + " (default: now).")
  private Optional<String> at = Optional.empty();

  @Option(
      names = "--weak",
      paramLabel = "ALGORITHM@DAY",
      description = "An algorithm that is not trusted from a day on, as sha256@2041-05-01.")
  private List<String> weak = List.of();

  @Option(names = "--json", description = "The result as JSON.")
  private boolean json;

  @Option(names = "--debug", description = "Show where an error came from.")
  boolean debug;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  @Override
  public Integer call() throws IOException {
    if (opening.isPresent() && file.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "--opening needs --file");
    }
    if (item.isPresent() && (file.isEmpty() || opening.isPresent())) {
      throw new ParameterException(
          spec.commandLine(), "--item needs --file, and goes without --opening");
    }
    if (file.isPresent() && zips.size() > 1) {
      throw new ParameterException(spec.commandLine(), "--file is about one bundle");
    }
    Given given = given();
    int exitCode = 0;
    for (Path zip : zips) {
      EvidenceView view = new EvidenceView(given.verify(Files.bundle(zip)), given);
      print(zip, view);
      if (view.failure().isPresent()) {
        exitCode = REFUSED;
      }
    }
    return exitCode;
  }

  private Given given() throws IOException {
    return new Given(
        genesis.isPresent() ? Optional.of(Given.genesis(genesis.get())) : Optional.empty(),
        file.isPresent() ? Optional.of(Files.sha256(file.get())) : Optional.empty(),
        opening.isPresent() ? Optional.of(Given.opening(opening.get())) : Optional.empty(),
        item.isPresent() ? Optional.of(Given.item(item.get())) : Optional.empty(),
        authorities.isPresent() ? Given.authorities(authorities.get()) : List.of(),
        algorithms(),
        new Timestamp(at.isPresent() ? time(at.get()) : Instant.now().toEpochMilli()));
  }

  private long time(String text) {
    try {
      return text.matches("[0-9]{1,15}")
          ? Long.parseLong(text)
          : Instant.parse(text).toEpochMilli();
    } catch (DateTimeParseException e) {
      throw new ParameterException(spec.commandLine(), "--at: \"" + text + "\" is no time", e);
    }
  }

  private AlgorithmPolicy algorithms() {
    AlgorithmPolicy policy = AlgorithmPolicy.standard();
    try {
      for (String nameAtDay : weak) {
        policy = policy.withWeak(nameAtDay);
      }
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--weak: " + e.getMessage(), e);
    }
    return policy;
  }

  private void print(Path zip, EvidenceView view) {
    var out = spec.commandLine().getOut();
    if (json) {
      Json.Obj line = view.json(zip.toString());
      out.println(line.text());
      return;
    }
    Style style = new Style(spec.commandLine().getColorScheme().ansi().enabled());
    if (zips.size() > 1) {
      out.println(style.bold(Style.plain(zip.toString())));
    }
    out.print(view.text(style));
    out.flush();
    Optional<Check> failed = view.failure();
    if (failed.isPresent()) {
      String where = zips.size() > 1 ? zip + ": " : "";
      spec.commandLine()
          .getErr()
          .println("error: " + where + failed.get().name() + ": the evidence does not verify");
    }
  }
}
