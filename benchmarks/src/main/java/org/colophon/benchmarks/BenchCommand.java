package org.colophon.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the benchmark against a network that it makes. */
@Command(
    name = "bench",
    description = {
      "Measures a network of validators, in processes of their own, and beside it, in the same"
          + " run, what bounds it: bare ordering, bare signature checks, and etcd when it is"
          + " installed. Writes a table, JSON and plots.",
      "Workloads: baseline, single, batch, stream, query, licence-check, scope-trace, mixed, verify,"
          + " start, pages, failover, replay, fsck, growth."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init")
final class BenchCommand implements Callable<Integer> {
  private static final int VALIDATORS_MAX = 7;
  private static final int VALIDATORS_USUAL = 4;

  /** Workloads during which no node has to go on without another. */
  private static final Set<String> WITHOUT_KILLING =
      new TreeSet<>(
          List.of(
              "baseline",
              "single",
              "batch",
              "stream",
              "query",
              "licence-check",
              "scope-trace",
              "mixed",
              "start",
              "pages",
              "growth"));

  private static final List<String> ALL =
      List.of(
          "baseline",
          "single",
          "batch",
          "stream",
          "query",
          "licence-check",
          "scope-trace",
          "mixed",
          "verify",
          "start",
          "pages",
          "failover",
          "replay",
          "fsck",
          "growth");

  @Option(names = "--root", required = true, hidden = true)
  private Path root;

  @Option(names = "--quick", description = "A few seconds for each figure: shapes, no claims.")
  private boolean quick;

  @Option(
      names = "--out",
      description = "Folder of the results (default: .bench).",
      paramLabel = "DIR")
  private Path out = Path.of(".bench");

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "WORKLOAD",
      description = "These workloads only, with commas between them.")
  private List<String> only = ALL;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      description = "Before anything is measured (default: 240; quick: 20).")
  private @Nullable Double warmUp;

  @Option(
      names = "--seconds",
      paramLabel = "SECONDS",
      description = "That each figure is measured (default: 20; quick: 4).")
  private @Nullable Double seconds;

  @Option(
      names = "--leaves",
      paramLabel = "NUMBER",
      description = "To which the chain grows under growth (default: 1000000; quick: 200000).")
  private @Nullable Long leaves;

  @Option(
      names = "--validators",
      paramLabel = "NUMBER",
      defaultValue = "4",
      description =
          "Of the network (default: 4). One alone fills a chain faster, to see what growth does.")
  private int validators;

  @Option(
      names = "--base-port",
      defaultValue = "7900",
      description = "Ports from here on are taken (default: 7900).")
  private int basePort;

  /** Runs it. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    System.exit(new CommandLine(new BenchCommand()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    Set<String> wanted = new TreeSet<>(only);
    wanted.removeAll(ALL);
    if (!wanted.isEmpty()) {
      System.err.println("error: no workload " + wanted + " (there are: " + ALL + ")");
      return CommandLine.ExitCode.USAGE;
    }
    if (validators < 1 || validators > VALIDATORS_MAX) {
      System.err.println(
          "error: --validators: " + validators + " (expected: 1 to " + VALIDATORS_MAX + ")");
      return CommandLine.ExitCode.USAGE;
    }
    if (validators < VALIDATORS_USUAL && !WITHOUT_KILLING.containsAll(only)) {
      System.err.println(
          "error: --validators: "
              + validators
              + " (expected: at least "
              + VALIDATORS_USUAL
              + ", or --only of "
              + WITHOUT_KILLING
              + ")");
      return CommandLine.ExitCode.USAGE;
    }
    Path work = Files.createDirectories(out.toAbsolutePath().normalize()).resolve("network");
    if (Files.exists(work)) {
      throw new IOException(work + ": is there already; remove it");
    }
    Results results = new Results(Conditions.of(validators));
    try (Cluster cluster =
        Cluster.up(root.toAbsolutePath().normalize(), work, validators, basePort)) {
      Run run = new Run(Stage.of(cluster, results, length()));
      boolean isWarm = false;
      for (String workload : ALL) {
        if (only.contains(workload)) {
          // The baselines stop the nodes, so these are warmed behind them.
          if (!isWarm && !workload.equals("baseline")) {
            run.warm();
            isWarm = true;
          }
          System.out.println("== " + workload);
          run.workload(workload);
        }
      }
      run.compare();
    } finally {
      // What was measured before something failed is measured.
      results.write(out);
      plots(results);
    }
    System.out.println();
    System.out.print(results.table());
    return CommandLine.ExitCode.OK;
  }

  private Length length() {
    Length usual = quick ? Length.QUICK : Length.FULL;
    return new Length(
        warmUp == null ? usual.warmUp() : warmUp,
        usual.warm(),
        seconds == null ? usual.counted() : seconds,
        usual.streamed(),
        leaves == null ? usual.grown() : leaves);
  }

  private void plots(Results results) throws IOException {
    for (String figure : List.of("records/s", "reads/s", "p99 ms")) {
      String file = figure.replaceAll("[^a-z0-9]", "-") + ".svg";
      Files.writeString(out.resolve(file), Plot.bars(figure, results.all(figure)));
    }
  }
}
