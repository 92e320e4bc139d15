package org.colophon.node.admin;

import java.nio.file.Path;
import org.colophon.config.ConfigException;
import org.colophon.config.NodeConfig;
import org.colophon.node.observe.Logging;
import picocli.CommandLine.Option;

/** The settings of the node that a command is about. */
final class SettingsOption {
  @Option(names = "--config", required = true, description = "The node's settings.")
  private Path file;

  NodeConfig load() throws ConfigException {
    NodeConfig settings = NodeConfig.load(file);
    // These commands speak for themselves; of what they call, only trouble is of interest.
    Logging.apply(new NodeConfig.Log(NodeConfig.Level.WARN, settings.log().format()));
    return settings;
  }
}
