package org.colophon.node.admin;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.colophon.config.ConfigException;
import org.colophon.config.NodeConfig;
import org.colophon.core.json.Json;
import org.colophon.node.DataLayout;
import org.colophon.node.observe.OperatorClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what a running node says of itself. */
@Command(
    name = "status",
    description = {
      "Shows what the running node says of itself, asked at the admin port of its settings.",
      "With --json: the document as the node gives it; times are ms UTC, sizes are bytes."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the node takes records",
      "1:something keeps it from that",
      "4:the node does not answer, or a file or setting is wrong"
    })
final class StatusCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--config", required = true, description = "The node's settings.")
  private Path config;

  @Option(names = "--json", description = "Prints one JSON document.")
  private boolean json;

  @Override
  public Integer call() throws IOException, ConfigException, InterruptedException {
    NodeConfig settings = NodeConfig.load(config);
    Json.Obj status =
        OperatorClient.status(settings, DataLayout.readGenesis(settings.genesis()))
            .orElseThrow(() ->
                new IOException(
                    "nobody listens on "
                        + settings.admin().orElseThrow().address()
                        + " (remedy: start the node with colophon-node serve --config "
                        + config
                        + ")"));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(status.text());
    } else {
      new StatusText(status).lines().forEach(out::println);
    }
    out.flush();
    boolean ready = status.members().get("ready") instanceof Json.Bool(boolean value) && value;
    return ready ? ColophonNode.OK : ColophonNode.NOT_RIGHT;
  }
}
