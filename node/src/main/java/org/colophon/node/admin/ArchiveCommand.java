package org.colophon.node.admin;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.colophon.config.ConfigException;
import org.colophon.config.NodeConfig;
import org.colophon.core.Height;
import org.colophon.node.DataLayout;
import org.colophon.node.archive.Archiving;
import org.colophon.storage.archive.Archive;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Moves bodies of old records to other storage. */
@Command(
    name = "archive",
    description = {
      "Moves the bodies of sealed records below a height out of a node's store, into compressed files"
          + " of a folder that its settings name under archive.folders. Each file is read back and"
          + " verified up to the validators' seal before any body goes. Proofs, traces and fsck need the"
          + " folder from then on; keep it as you keep the node's data. Runs beside the node or"
          + " without it; stopped half-way, run it again."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ArchiveCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private SettingsOption settings;

  @Option(
      names = "--below",
      required = true,
      description = "First height whose bodies stay; those below must be sealed.")
  private long below;

  @Option(names = "--to", required = true, description = "The folder, on other storage.")
  private Path to;

  @Option(
      names = "--segment-mb",
      defaultValue = "64",
      description = "Text of a file in MiB, about (${DEFAULT-VALUE}).")
  private int segmentMb;

  @Override
  public Integer call() throws IOException, ConfigException {
    if (below < 1 || segmentMb < 1 || segmentMb > 1024) {
      throw new ParameterException(
          spec.commandLine(), "--below: 1 or more, --segment-mb: 1 to 1024 (expected)");
    }
    NodeConfig node = settings.load();
    Path folder = to.toAbsolutePath().normalize();
    if (!node.archive().folders().contains(folder)) {
      throw new IOException(
          folder
              + ": (expected: one of archive.folders of the settings, so that the node reads it)");
    }
    PrintWriter out = spec.commandLine().getOut();
    DataLayout layout = new DataLayout(node.node().data());
    boolean near =
        Files.isDirectory(folder)
            && Files.getFileStore(folder).equals(Files.getFileStore(layout.nearest()));
    if (near) {
      out.println(folder + ": on the same disk as the data, which gains little");
    }
    Archive archive = new Archive(node.archive().folders(), Archive.Faults.UNHEARD);
    new Archiving(layout, archive, (long) segmentMb << 20, out::println)
        .run(folder, new Height(below));
    out.flush();
    return ColophonNode.OK;
  }
}
