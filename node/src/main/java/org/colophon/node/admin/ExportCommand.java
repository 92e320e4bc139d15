package org.colophon.node.admin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.colophon.core.Height;
import org.colophon.core.membership.Genesis;
import org.colophon.core.port.LedgerReader;
import org.colophon.node.DataLayout;
import org.colophon.node.backup.HeldCopy;
import org.colophon.node.range.RangeExport;
import org.colophon.storage.RocksStore;
import org.colophon.storage.archive.Archive;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a sealed range of blocks into a file. */
@Command(
    name = "export",
    description = {
      "Writes the blocks from one height to another into a file with the seal over the last of"
          + " them, so that whoever has the genesis and the blocks before can verify all of it. The"
          + " range ends where the seal does, which may be a few blocks behind --to."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ExportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(description = "A data directory: of a node, running or not, or of an import.")
  private Path directory;

  @Option(names = "--from", defaultValue = "1", description = "First block (${DEFAULT-VALUE}).")
  private long from;

  @Option(names = "--to", description = "Last block; the newest sealed one unless told.")
  private Optional<Long> to = Optional.empty();

  @Option(
      names = "--archive",
      description = "A folder of `archive` that holds bodies of the store; may be repeated.")
  private List<Path> archive = List.of();

  @Option(names = "--out", required = true, description = "The file, for example 1.ndjson.gz.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    if (from < 1 || to.orElse(from) < from) {
      throw new ParameterException(
          spec.commandLine(), "--from: " + from + " (expected: 1 or more, and at most --to)");
    }
    DataLayout layout = new DataLayout(directory);
    Genesis genesis = layout.read();
    try (HeldCopy copy = HeldCopy.of(layout, genesis);
        RocksStore store =
            RocksStore.openReadOnly(
                copy.directory(), new Archive(archive, Archive.Faults.UNHEARD));
        LedgerReader reader = store.read()) {
      Height end =
          new RangeExport(genesis, reader).write(new Height(from), to.map(Height::new), out);
      spec.commandLine().getOut().println(out + ": blocks " + from + " to " + end);
    }
    return ColophonNode.OK;
  }
}
