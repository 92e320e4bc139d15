package org.colophon.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.colophon.crypto.signature.Signatures;

/** Under which conditions figures were measured. */
final class Conditions {
  private Conditions() {}

  /** Of this machine and process, and of a network of so many validators. */
  static Map<String, Object> of(int validators) throws IOException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("time", java.time.Instant.now().toString());
    all.put("cpu", cpu());
    all.put("cores", Runtime.getRuntime().availableProcessors());
    all.put("memoryMiB", memoryMiB());
    all.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    all.put("jdk", System.getProperty("java.vm.name") + " " + Runtime.version());
    all.put("signatures", Signatures.providerName());
    all.put(
        "network",
        validators
            + (validators == 1
                ? " validator in a process of its"
                : " validators in processes of their")
            + " own, mutual TLS, fsync on; client and nodes share the cores");
    return all;
  }

  private static String cpu() throws IOException {
    return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("unknown");
  }

  private static long memoryMiB() throws IOException {
    return Files.readAllLines(Path.of("/proc/meminfo")).stream()
        .filter(line -> line.startsWith("MemTotal:"))
        .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElse(0L);
  }
}
