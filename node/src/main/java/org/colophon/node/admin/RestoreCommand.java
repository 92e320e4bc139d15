package org.colophon.node.admin;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.colophon.config.ConfigException;
import org.colophon.config.NodeConfig;
import org.colophon.core.NodeId;
import org.colophon.node.DataLayout;
import org.colophon.node.backup.BackupFolder;
import org.colophon.node.backup.Manifest;
import org.colophon.node.backup.Restore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Puts a node back from a backup. */
@Command(
    name = "restore",
    description = {
      "Puts a node's data directory back from a backup of this node; the newest unless told.",
      "",
      "The directory must be empty. Leave last-signed.json and forks/ of the lost one in it if they"
          + " are left: what was signed last counts. Started then, the node catches up, executes"
          + " all of its ledger again, and cosigns only when it has come to the newest checkpoints"
          + " of as many other validators as make a quorum with it."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:it is done", "1:--check: a backup is damaged", "4:it cannot be put back"})
final class RestoreCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private SettingsOption settings;

  @Option(names = "--from", required = true, description = "The folder of backups.")
  private Path from;

  @Option(names = "--backup", description = "The backup's number.")
  private Optional<Integer> number = Optional.empty();

  @Option(names = "--list", description = "Lists the backups and changes nothing.")
  private boolean list;

  @Option(names = "--check", description = "Reads every byte of the backup and changes nothing.")
  private boolean check;

  @Override
  public Integer call() throws IOException, ConfigException {
    NodeConfig node = settings.load();
    PrintWriter out = spec.commandLine().getOut();
    try (BackupFolder folder = BackupFolder.open(from)) {
      List<Integer> numbers = folder.numbers();
      if (numbers.isEmpty()) {
        throw new IOException(from + ": holds no whole backup");
      }
      if (list) {
        for (int each : numbers) {
          out.println(Backups.line(folder.manifest(each)));
        }
        return ColophonNode.OK;
      }
      Manifest manifest = folder.manifest(number.orElse(numbers.getLast()));
      if (check) {
        return checked(folder, manifest);
      }
      new Restore(
              new DataLayout(node.node().data()),
              DataLayout.readGenesis(node.genesis()),
              new NodeId(node.node().id()))
          .from(folder, manifest);
      out.println("restored " + Backups.line(manifest));
      return ColophonNode.OK;
    }
  }

  private int checked(BackupFolder folder, Manifest manifest) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    List<String> wrong = folder.check(manifest);
    wrong.forEach(out::println);
    out.println((wrong.isEmpty() ? "whole: " : "DAMAGED: ") + Backups.line(manifest));
    return wrong.isEmpty() ? ColophonNode.OK : ColophonNode.NOT_RIGHT;
  }
}
