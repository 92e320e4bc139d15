package org.colophon.client.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.colophon.verifier.VerifyCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Verifies one item of many: another name for {@code evidence verify} with these options. */
@Command(
    name = "verify",
    header = "Verifies that an item existed when its batch was recorded; needs no network.",
    description =
        "%nThe same as `colophon evidence verify BUNDLE --file ORIGINAL --item PROOF`, which the"
            + " verifier that stands alone knows as well.%n",
    footer = {
      "%nExample:",
      "  colophon batch verify --item 17.jpg --proof 17.proof.json --evidence batch.zip \\",
      "      --genesis genesis.json",
      "%nExit codes: 0 verified; 1 a check failed; 2 wrong usage; 4 a local file."
    })
@SuppressWarnings("NullAway.Init")
final class BatchVerifyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--item", required = true, paramLabel = "ORIGINAL", description = "The item.")
  private Path item;

  @Option(names = "--proof", required = true, paramLabel = "FILE", description = "Its proof.")
  private Path proof;

  @Option(
      names = "--evidence",
      required = true,
      paramLabel = "ZIP",
      description = "The evidence of the batch's record.")
  private Path evidence;

  @Option(
      names = "--genesis",
      paramLabel = "FILE",
      description = "The genesis of the chain that you trust.")
  private Optional<Path> genesis = Optional.empty();

  @Option(names = "--json", description = "The result as JSON.")
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  @Override
  public Integer call() {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("--file", item.toString(), "--item", proof.toString()));
    genesis.ifPresent(path -> words.addAll(List.of("--genesis", path.toString())));
    if (json) {
      words.add("--json");
    }
    words.addAll(List.of("--", evidence.toString()));
    CommandLine verify = new CommandLine(new VerifyCommand());
    verify.setOut(spec.commandLine().getOut());
    verify.setErr(spec.commandLine().getErr());
    verify.setColorScheme(spec.commandLine().getColorScheme());
    verify.setExecutionExceptionHandler(spec.commandLine().getExecutionExceptionHandler());
    return verify.execute(words.toArray(String[]::new));
  }
}
