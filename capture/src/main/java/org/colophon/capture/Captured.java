package org.colophon.capture;

import java.nio.file.Path;
import java.util.List;
import org.colophon.capture.browser.Visited;
import org.colophon.capture.surroundings.Finding;
import org.colophon.capture.traffic.Traffic;
import org.colophon.core.content.EvidenceCapture;

/**
 * A capture that lies in its folder.
 *
 * @param files what each file is
 * @param visited what the browser found
 * @param traffic what went over the network
 * @param findings of the check of the surroundings
 * @param tool what took it down
 * @param toolVersion its version and the browser's
 * @param clock where the machine's time came from
 */
public record Captured(
    List<File> files,
    Visited visited,
    Traffic traffic,
    List<Finding> findings,
    String tool,
    String toolVersion,
    String clock) {
  /**
   * One of the files.
   *
   * @param kind what it is
   * @param path where it lies
   */
  public record File(EvidenceCapture.Kind kind, Path path) {}

  /** Copies the lists. */
  public Captured {
    files = List.copyOf(files);
    findings = List.copyOf(findings);
  }

  /** The check in a few words: what was found, or that nothing was. */
  public String cleanliness() {
    List<String> points =
        findings.stream()
            .filter(finding -> finding.verdict() != Finding.Verdict.CLEAN)
            .map(Finding::point)
            .toList();
    return "automatic check of "
        + findings.size()
        + " points, its transcript among the parts; "
        + (points.isEmpty() ? "all clean" : "to be looked at: " + String.join(", ", points));
  }
}
