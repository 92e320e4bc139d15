package org.colophon.client.command;

import java.util.Optional;
import org.colophon.core.record.Role;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A content was shown somewhere, by a platform or by the creator of its work. */
@SuppressWarnings("NullAway.Init")
abstract class ShowingCommand extends EventCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "WORK|FILE",
      description = "The work's 64 hex digits, or a file.")
  Optional<String> work = Optional.empty();

  @Mixin ShowingOptions showing;

  @Option(names = "--creator", description = "Sign as its creator (default: as a platform).")
  private boolean creator;

  @Override
  final Role role() {
    return creator ? Role.CREATOR : Role.PLATFORM;
  }

  @Override
  final boolean saysOne() {
    return work.isPresent() || showing.isAsked();
  }
}
