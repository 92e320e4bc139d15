package org.colophon.client.command;

import org.colophon.client.Failure;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints a completion script. */
@Command(
    name = "completion",
    header = "Prints a script that completes this command in your shell.",
    footer = {
      "%nExamples:",
      "  source <(colophon completion bash)",
      "  colophon completion zsh > ~/.colophon-completion && source ~/.colophon-completion",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class CompletionCommand extends org.colophon.client.command.Command {
  @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
  private String shell;

  @Override
  public Integer call() throws Exception {
    if (!shell.equals("bash") && !shell.equals("zsh")) {
      throw Failure.usage("SHELL: (expected: bash or zsh)");
    }
    // The script that picocli makes loads zsh's emulation of bash by itself.
    context().out().print(AutoComplete.bash("colophon", spec.root().commandLine()));
    return 0;
  }
}
