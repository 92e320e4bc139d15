package org.colophon.node.admin;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.colophon.core.json.Json;
import org.colophon.node.doctor.Doctor;
import org.colophon.rpc.server.Examination.Finding;
import org.colophon.rpc.server.Examination.Severity;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Examines what a node stands on. */
@Command(
    name = "doctor",
    description = {
      "Examines a node, running or not: settings, keys, certificates and their days left, clock"
          + " against the other nodes, disk, versions, and whether a quorum is reached. Says for each"
          + " what to do. Changes nothing."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:no error; there may be warnings", "1:at least one error"})
final class DoctorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--config", required = true, description = "The node's settings.")
  private Path config;

  @Option(names = "--json", description = "Prints one JSON document.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    List<Finding> findings = Doctor.examine(config, System::currentTimeMillis);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(asJson(findings).text());
    } else {
      findings.forEach(finding -> print(finding, out));
      out.println(
          count(findings, Severity.ERROR)
              + " errors, "
              + count(findings, Severity.WARNING)
              + " warnings");
    }
    out.flush();
    return count(findings, Severity.ERROR) == 0 ? ColophonNode.OK : ColophonNode.NOT_RIGHT;
  }

  private static long count(List<Finding> findings, Severity severity) {
    return findings.stream().filter(finding -> finding.severity() == severity).count();
  }

  private static void print(Finding finding, PrintWriter out) {
    out.printf(Locale.ROOT, "%-8s %s: %s%n", finding.severity(), finding.topic(), finding.found());
    if (!finding.remedy().isEmpty()) {
      out.printf(Locale.ROOT, "%-8s   do: %s%n", "", finding.remedy());
    }
  }

  private static Json asJson(List<Finding> findings) {
    return Json.object()
        .put("errors", count(findings, Severity.ERROR))
        .put(
            "findings",
            Json.array(
                findings.stream()
                    .<Json>map(finding ->
                        Json.object()
                            .put("found", finding.found())
                            .put("remedy", finding.remedy())
                            .put("severity", finding.severity().name())
                            .put("topic", finding.topic())
                            .build())
                    .toList()))
        .put("warnings", count(findings, Severity.WARNING))
        .build();
  }
}
