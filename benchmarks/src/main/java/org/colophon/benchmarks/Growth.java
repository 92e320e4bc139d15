package org.colophon.benchmarks;

import java.util.List;
import java.util.Locale;

/** The same questions and the same writing on a chain that is small, and on one that has grown. */
final class Growth {
  private static final int TIMES = 20;
  private static final List<String> FIGURES =
      List.of("records/s", "reads/s", "p50 ms", "resident MiB, nodes");

  private final Stage stage;
  private final Writing writing;
  private final Reading reading;
  private final Permissions permissions;

  Growth(Stage stage, Writing writing, Reading reading, Permissions permissions) {
    this.stage = stage;
    this.writing = writing;
    this.reading = reading;
    this.permissions = permissions;
  }

  /** Measures, lets the chain grow to twenty times its leaves, and measures again. */
  void run() throws Exception {
    long large = stage.length().grown();
    String early = measured(large / TIMES);
    String late = measured(large);
    for (String workload :
        List.of(
            "batch",
            "record with proof",
            "work",
            "trace",
            "lookup",
            "licence-check",
            "scope-trace")) {
      for (String figure : FIGURES) {
        stage
            .results()
            .ratio(
                workload + late + " /" + early + ", " + figure,
                workload + late,
                figure,
                workload + early,
                figure);
      }
    }
  }

  private String measured(long leaves) throws Exception {
    String when = String.format(Locale.ROOT, " at %,d", leaves);
    writing.fill(leaves);
    reading.query(when);
    permissions.licenceCheck(when);
    permissions.scopeTrace(when);
    writing.batch(when);
    return when;
  }
}
