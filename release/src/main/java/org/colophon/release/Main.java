package org.colophon.release;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code licences SBOM} and {@code advisories SBOM COLLECTION}: print what is found, and end with 0
 * when that is nothing, 1 when it is something, 4 when a file cannot be read, 2 for anything else
 * asked.
 */
public final class Main {
  private Main() {}

  /** Runs one of them. */
  public static void main(String[] args) {
    System.exit(run(List.of(args)));
  }

  private static int run(List<String> args) {
    try {
      if (args.size() == 2 && args.getFirst().equals("licences")) {
        List<Part> parts = Sbom.parts(Path.of(args.get(1)));
        return tell(
            AllowedLicences.ours().findings(parts), parts.size() + " parts, allowed licences all");
      }
      if (args.size() == 3 && args.getFirst().equals("advisories")) {
        List<Part> parts = Sbom.parts(Path.of(args.get(1)));
        Advisories advisories = Advisories.read(Path.of(args.get(2)));
        return tell(
            advisories.findings(parts),
            parts.size() + " parts, none in " + advisories.size() + " advisories");
      }
    } catch (IOException e) {
      System.err.println("error: " + e.getMessage());
      return 4;
    }
    System.err.println("usage: licences SBOM | advisories SBOM COLLECTION");
    return 2;
  }

  private static int tell(List<String> findings, String none) {
    findings.forEach(System.err::println);
    if (findings.isEmpty()) {
      System.out.println(none);
    }
    return findings.isEmpty() ? 0 : 1;
  }
}
