package org.colophon.node.admin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.colophon.core.RefusedException;
import org.colophon.core.membership.Genesis;
import org.colophon.node.DataLayout;
import org.colophon.node.range.RangeImport;
import org.colophon.storage.RocksStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Verifies sealed ranges of blocks and makes a ledger of them. */
@Command(
    name = "import",
    description = {
      "Verifies files of `export` and executes their blocks into a directory of its own: seal,"
          + " every hash, signature and rule. The directory is a copy to read, to check and to export"
          + " from; no node can run on it, for a range does not say where its blocks stood in Raft."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:all of it is right", "1:something is not right", "4:a file is wrong"})
final class ImportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--genesis", required = true, description = "The chain's genesis.")
  private Path genesis;

  @Option(names = "--into", required = true, description = "The directory; new, or of an import.")
  private Path into;

  @Parameters(arity = "1..*", description = "Files of `export`, in the order of their blocks.")
  private List<Path> files;

  @Override
  public Integer call() throws IOException {
    Genesis chain = DataLayout.readGenesis(genesis);
    DataLayout layout = new DataLayout(into);
    if (Files.exists(layout.raft())) {
      throw new IOException(
          into + ": a node's data directory (expected: a new one, or an import's)");
    }
    layout.bind(chain);
    try (RocksStore store = open(layout, chain)) {
      RangeImport range = new RangeImport(chain, store);
      for (Path file : files) {
        try {
          range.take(file);
        } catch (RefusedException e) {
          spec.commandLine().getOut().println(file + ": NOT RIGHT: " + e.refusal().detail());
          return ColophonNode.NOT_RIGHT;
        }
        spec.commandLine()
            .getOut()
            .println(
                file
                    + ": right, to height "
                    + range.newest().height()
                    + ", root "
                    + range.newest().root());
      }
    }
    return ColophonNode.OK;
  }

  private static RocksStore open(DataLayout layout, Genesis chain) throws IOException {
    return Files.exists(layout.store())
        ? RocksStore.open(layout.store(), chain.hash())
        : RocksStore.create(layout.store(), chain.hash());
  }
}
