package org.colophon.node.admin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.colophon.config.ConfigException;
import org.colophon.config.NodeConfig;
import org.colophon.core.NodeId;
import org.colophon.node.DataLayout;
import org.colophon.node.backup.Backup;
import org.colophon.node.backup.BackupFolder;
import org.colophon.node.backup.Manifest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes a backup of a node. */
@Command(
    name = "backup",
    description = {
      "Makes a backup of a node, while it runs or stands. What an earlier backup in the folder"
          + " holds already is not written again.",
      "",
      "It holds the ledger, what lies beside it in the data directory, and what the node last"
          + " signed. Key files only with --with-keys; those of the settings never."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class BackupCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private SettingsOption settings;

  @Option(names = "--to", required = true, description = "A folder for backups of this node alone.")
  private Path to;

  @Option(names = "--keep", description = "Drops all but so many of the newest backups.")
  private Optional<Integer> keep = Optional.empty();

  @Option(
      names = "--with-keys",
      description = "Takes reader.key.pem and recipient.pem, too: keep such a folder encrypted.")
  private boolean keys;

  @Override
  public Integer call() throws IOException, ConfigException {
    if (keep.orElse(1) < 1) {
      throw new ParameterException(
          spec.commandLine(), "--keep: " + keep.get() + " (expected: 1 or more)");
    }
    NodeConfig node = settings.load();
    Backup backup =
        new Backup(
            new DataLayout(node.node().data()),
            new NodeId(node.node().id()),
            System::currentTimeMillis);
    try (BackupFolder folder = BackupFolder.create(to)) {
      Manifest made = backup.into(folder, keys);
      if (keep.isPresent()) {
        folder.keep(keep.get());
      }
      spec.commandLine().getOut().println(Backups.line(made));
    }
    return ColophonNode.OK;
  }
}
