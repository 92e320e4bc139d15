package org.colophon.node.admin;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.colophon.core.json.Json;
import org.colophon.node.DataLayout;
import org.colophon.node.Fsck;
import org.colophon.storage.archive.Archive;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Verifies a whole store. */
@Command(
    name = "fsck",
    description = {
      "Verifies the whole store of a stopped node: executes every block again, checks every hash,"
          + " signature, rule, time and seal, and compares the result with the store byte by byte."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the store is sound",
      "1:something is not right; each finding names its height",
      "4:the store cannot be opened"
    })
final class FsckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(description = "The node's data directory.")
  private Path directory;

  @Option(
      names = "--archive",
      description = "A folder of `archive` that holds bodies of the store; may be repeated.")
  private List<Path> archive = List.of();

  @Option(names = "--json", description = "Prints one JSON document.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    boolean terminal =
        !json && Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    Fsck.Report report =
        Fsck.check(
            new DataLayout(directory),
            new Archive(archive, Archive.Faults.UNHEARD),
            height -> {
              if (terminal) {
                err.print("\rheight " + height);
                err.flush();
              }
            });
    if (json) {
      out.println(asJson(report).text());
    } else {
      report.findings().forEach(f -> out.println("height " + f.height() + ": " + f.what()));
      out.println(
          (report.isClean() ? "sound: " : "NOT SOUND: ")
              + "height "
              + report.height()
              + ", "
              + report.size()
              + " leaves, "
              + report.seals()
              + " seals, root "
              + report.root());
    }
    out.flush();
    return report.isClean() ? ColophonNode.OK : ColophonNode.NOT_RIGHT;
  }

  private static Json asJson(Fsck.Report report) {
    List<Json> findings =
        report.findings().stream()
            .<Json>map(
                f -> Json.object().put("height", f.height().value()).put("what", f.what()).build())
            .toList();
    return Json.object()
        .put("findings", Json.array(findings))
        .put("height", report.height().value())
        .put("root", report.root().hex())
        .put("seals", report.seals())
        .put("size", report.size())
        .put("sound", report.isClean())
        .build();
  }
}
