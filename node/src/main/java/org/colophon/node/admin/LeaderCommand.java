package org.colophon.node.admin;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.colophon.config.ConfigException;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.node.RaftControl;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Who leads. */
@Command(
    name = "leader",
    description = "Hands leadership to another node, for example before maintenance.",
    mixinStandardHelpOptions = true,
    subcommands = LeaderCommand.Transfer.class)
final class LeaderCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return ColophonNode.USAGE;
  }

  @Command(
      name = "transfer",
      description = "Has the running node, which must lead, hand leadership to another voter.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  static final class Transfer implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private SettingsOption settings;

    @Option(names = "--to", description = "The node; the one that is furthest unless told.")
    private Optional<String> to = Optional.empty();

    @Override
    public Integer call() throws IOException, ConfigException, RefusedException {
      Json.Obj arguments = Json.object().putText("to", to).build();
      String leader =
          Daemon.ask(settings.load(), RaftControl.TRANSFER, arguments).text("leader", 64);
      spec.commandLine().getOut().println(leader + " leads");
      return ColophonNode.OK;
    }
  }
}
