package org.colophon.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What was measured, in the order in which it was: workload, figure, value. */
final class Results {
  private final Map<String, Object> conditions;
  private final Map<String, Map<String, Double>> workloads = new LinkedHashMap<>();
  private final Map<String, Double> ratios = new LinkedHashMap<>();

  /** Results under these conditions. */
  Results(Map<String, Object> conditions) {
    this.conditions = new LinkedHashMap<>(conditions);
  }

  /** Keeps a figure, and shows it. The name ends in its unit. */
  void put(String workload, String figure, double value) {
    workloads.computeIfAbsent(workload, name -> new LinkedHashMap<>()).put(figure, value);
    System.out.printf(Locale.ROOT, "  %-24s %-32s %s%n", workload, figure, shown(value));
  }

  /** A figure of a workload that was run. */
  Optional<Double> get(String workload, String figure) {
    return Optional.ofNullable(workloads.get(workload)).map(figures -> figures.get(figure));
  }

  /** Keeps how a figure compares with another of the same run, when both were measured. */
  void ratio(String name, String workload, String figure, String baseline, String baseFigure) {
    Optional<Double> value = get(workload, figure);
    Optional<Double> base = get(baseline, baseFigure);
    if (value.isPresent() && base.isPresent() && base.get() > 0) {
      ratios.put(name, value.get() / base.get());
    }
  }

  /** Ratios first, then what they were made of. */
  String table() {
    StringBuilder out = new StringBuilder("Ratios within this run\n");
    ratios.forEach((name, value) -> line(out, name, "", value));
    workloads.forEach((workload, figures) -> {
      out.append('\n').append(workload).append('\n');
      figures.forEach((figure, value) -> line(out, "  " + figure, "", value));
    });
    out.append("\nConditions\n");
    conditions.forEach(
        (name, value) -> out.append(String.format(Locale.ROOT, "  %-44s %s%n", name, value)));
    return out.toString();
  }

  private static void line(StringBuilder out, String name, String more, double value) {
    out.append(String.format(Locale.ROOT, "%-48s %14s%s%n", name, shown(value), more));
  }

  private static String shown(double value) {
    String form = Math.abs(value) >= 100 ? "%,.0f" : Math.abs(value) >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, form, value);
  }

  /** Writes {@code bench.json} and {@code bench.txt} into a folder. */
  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("conditions", conditions);
    all.put("ratios", ratios);
    all.put("workloads", workloads);
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    Files.writeString(folder.resolve("bench.json"), mapper.writeValueAsString(all) + "\n");
    Files.writeString(folder.resolve("bench.txt"), table());
  }

  /** Every figure of one name, by workload; for plots. */
  Map<String, Double> all(String figure) {
    Map<String, Double> found = new LinkedHashMap<>();
    workloads.forEach((workload, figures) -> {
      Double value = figures.get(figure);
      if (value != null) {
        found.put(workload, value);
      }
    });
    return found;
  }
}
