package org.colophon.node.admin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.colophon.config.ConfigException;
import org.colophon.config.Mistake;
import org.colophon.config.NodeConfig;
import org.colophon.core.chain.Position;
import org.colophon.node.NodeDaemon;
import org.colophon.node.Preflight;
import org.colophon.node.observe.Logging;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a node until it is told to stop. */
@Command(
    name = "serve",
    description = "Runs a node until it is stopped (SIGTERM or Ctrl-C).",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ServeCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);
  private static final int BROKEN_INVARIANT = 70;

  @Spec private CommandSpec spec;

  @Option(names = "--config", required = true, description = "The node's settings.")
  private Path config;

  @Option(
      names = "--check",
      description = "Only looks whether the settings and what they name are right; starts nothing.")
  private boolean check;

  @Override
  public Integer call() throws IOException, ConfigException, InterruptedException {
    NodeConfig settings = NodeConfig.load(config);
    Logging.apply(settings.log());
    requireRight(settings);
    if (check) {
      spec.commandLine().getOut().println(config + ": right, with all files that it names");
      return ColophonNode.OK;
    }
    NodeDaemon daemon = NodeDaemon.start(settings, System::currentTimeMillis, ServeCommand::halt);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("colophon-stop")
                .unstarted(() -> {
                  daemon.close();
                  stopped.countDown();
                }));
    stopped.await();
    return ColophonNode.OK;
  }

  private void requireRight(NodeConfig settings) throws ConfigException {
    List<Mistake> mistakes = new ArrayList<>(Preflight.mistakes(settings));
    mistakes.addAll(Preflight.takenPorts(settings));
    if (!mistakes.isEmpty()) {
      throw new ConfigException(config, mistakes);
    }
  }

  /** Going on after a broken invariant could sign what is not so; stopping at once cannot. */
  private static void halt(Position position, Throwable cause) {
    LOG.error("halted at entry {} of term {}", position.index(), position.term(), cause);
    Runtime.getRuntime().halt(BROKEN_INVARIANT);
  }
}
