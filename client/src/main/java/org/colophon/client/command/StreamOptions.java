package org.colophon.client.command;

import org.colophon.client.Failure;
import picocli.CommandLine.Option;

/** Works from a list instead of files. */
final class StreamOptions extends ListOptions {
  @Option(
      names = "--check-registered",
      description = "With --from: look each digest up and pass over what you have declared before.")
  private boolean checkRegistered;

  @Override
  void requireAbsent() throws Failure {
    super.requireAbsent();
    if (checkRegistered) {
      throw Failure.usage("--check-registered goes with --from");
    }
  }

  @Override
  boolean looksUp() {
    return checkRegistered;
  }
}
