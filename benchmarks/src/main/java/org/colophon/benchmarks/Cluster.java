package org.colophon.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.colophon.client.net.LedgerNetwork;
import org.colophon.client.net.Network;
import org.colophon.config.Profile;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.membership.Genesis;
import org.colophon.crypto.signature.KeyFiles;
import org.colophon.rpc.proto.StatusView;
import org.colophon.testkit.Actor;

/** The network under test: validators in processes of their own, made and stopped by scripts. */
final class Cluster implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int SCRIPT_MINUTES = 40;
  private static final int READY_SECONDS = 1800;

  private final Path root;
  private final Path directory;
  private final int validators;
  private final int basePort;

  private Cluster(Path root, Path directory, int validators, int basePort) {
    this.root = root;
    this.directory = directory;
    this.validators = validators;
    this.basePort = basePort;
  }

  /**
   * Makes a network of validators and waits until it seals.
   *
   * @param root of the project, whose scripts are called
   * @param directory where it lives; must not exist
   */
  static Cluster up(Path root, Path directory, int validators, int basePort) throws IOException {
    Cluster cluster = new Cluster(root, directory, validators, basePort);
    cluster.start();
    return cluster;
  }

  /** Starts whatever node does not run, and waits for all of them. */
  void start() throws IOException {
    script("up");
  }

  /** Stops every node in order. */
  void stop() throws IOException {
    script("down");
  }

  /** Runs an operator's command to its end. */
  void operator(String... words) throws IOException {
    run(root.resolve("scripts/colophon-node"), List.of(words));
  }

  /** Runs a user's command to its end. */
  void user(List<String> words) throws IOException {
    run(root.resolve("scripts/colophon"), words);
  }

  private void script(String action) throws IOException {
    run(
        root.resolve("scripts/devnet"),
        List.of(
            action,
            "--dir",
            directory.toString(),
            "--validators",
            Integer.toString(validators),
            "--observers",
            "0",
            "--users",
            "creator,publisher",
            // Validators under load are spared what an observer does for people.
            "--no-search",
            // A node that lost its data executes all of it again.
            "--wait",
            Integer.toString(READY_SECONDS),
            "--base-port",
            Integer.toString(basePort)));
  }

  private static void run(Path program, List<String> words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.addAll(words);
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      if (!process.waitFor(SCRIPT_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new IOException(program + " " + words + " failed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Names of the organisations whose nodes these are, sorted. */
  List<String> nodes() throws IOException {
    try (Stream<Path> folders = Files.list(directory)) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("node.yaml")))
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  /** Where one node answers. */
  URI uri(String node) throws IOException {
    return profile().nodes().get(nodes().indexOf(node));
  }

  /** The data of one node. */
  Path data(String node) {
    return directory.resolve(node).resolve("data");
  }

  /** The settings of one node. */
  Path settings(String node) {
    return directory.resolve(node).resolve("node.yaml");
  }

  /** Process id of a running node. */
  long pid(String node) throws IOException {
    return Long.parseLong(Files.readString(directory.resolve(node).resolve("pid")).strip());
  }

  /** Ends a node as a power cut would, and waits until it has ended. */
  void kill(String node) throws IOException {
    Optional<ProcessHandle> process = ProcessHandle.of(pid(node));
    process.ifPresent(ProcessHandle::destroyForcibly);
    process.ifPresent(handle -> handle.onExit().join());
  }

  /** The profile of somebody who may declare works. */
  Profile profile() throws IOException {
    return profile("creator");
  }

  private Profile profile(String name) throws IOException {
    try {
      return Profile.load(directory.resolve("profiles").resolve(name));
    } catch (org.colophon.config.ConfigException e) {
      throw new IOException(e);
    }
  }

  /** Somebody who signs: a user, or an organisation. */
  Actor actor(String name) throws IOException {
    Profile profile = profile(name);
    return new Actor(new SubjectId(profile.subject()), KeyFiles.read(profile.key()));
  }

  /** The chain's genesis. */
  Genesis genesis() throws IOException {
    try {
      return Genesis.parse(Files.readAllBytes(directory.resolve("genesis.json")));
    } catch (RefusedException e) {
      throw new IOException(e);
    }
  }

  /** A connection that asks the nodes in turn from the given one on. */
  Network connect(String first) throws IOException {
    Profile profile = profile();
    List<URI> nodes = new ArrayList<>(profile.nodes());
    int at = nodes().indexOf(first);
    Collections.rotate(nodes, -at);
    return LedgerNetwork.connect(
        new Profile(
            profile.folder(),
            nodes,
            profile.genesis(),
            profile.organisation(),
            profile.subject(),
            profile.role(),
            profile.key(),
            profile.tls(),
            profile.recipients()),
        genesis(),
        TIMEOUT);
  }

  /** The node that leads now. */
  String leader() throws IOException {
    try (Network network = connect(nodes().getFirst())) {
      for (int attempt = 0; attempt < 600; attempt++) {
        List<URI> uris = profile().nodes();
        for (int i = 0; i < uris.size(); i++) {
          try {
            StatusView status = network.status(uris.get(i));
            if (status.getRole().equals("LEADER")) {
              return nodes().get(i);
            }
          } catch (IOException e) {
            // A node that is down is no leader.
          }
        }
        Thread.sleep(100);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IOException("no node leads");
  }

  /** What all nodes together used so far. */
  Use use() throws IOException {
    Use all = Use.NONE;
    for (String node : nodes()) {
      all = all.plus(Use.of(pid(node)));
    }
    return all;
  }

  @Override
  public void close() throws IOException {
    stop();
  }
}
