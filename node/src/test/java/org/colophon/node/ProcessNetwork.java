package org.colophon.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.colophon.config.ConfigException;

/** A network each of whose nodes is a process of its own, so that it can be killed. */
final class ProcessNetwork extends TestNetwork {
  private final Map<String, Process> processes = new TreeMap<>();

  ProcessNetwork(Path directory, int validators, int observers)
      throws IOException, ConfigException {
    super(directory, validators, observers);
  }

  @Override
  void start(String node) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "org.colophon.node.Main",
            "serve",
            "--config",
            directory.resolve(node).resolve("node.yaml").toString()));
    processes.put(
        node,
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log(node).toFile()))
            .start());
  }

  private Path log(String node) {
    return directory.resolve(node).resolve("log");
  }

  /** SIGKILL: nothing in the process gets a chance to tidy up. */
  void kill(String node) throws InterruptedException {
    Process process = processes.remove(node);
    if (process != null) {
      process.destroyForcibly().waitFor();
    }
  }

  /** SIGTERM. */
  @Override
  void stop(String node) throws InterruptedException {
    Process process = processes.remove(node);
    if (process != null) {
      process.destroy();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new IllegalStateException(node + " does not stop; log: " + account(node));
      }
    }
  }

  /** Nodes whose process has ended by itself. */
  List<String> dead() {
    return processes.entrySet().stream()
        .filter(e -> !e.getValue().isAlive())
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  String account(String node) {
    try {
      List<String> lines = Files.readAllLines(log(node));
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() {
    try {
      for (String node : nodes()) {
        kill(node);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
