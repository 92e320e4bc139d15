package org.colophon.benchmarks.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Network namespaces, one a node, on a bridge in the namespace of this process, which must be a new
 * one of its own (see scripts/torture). They have no names: they go when their last process does.
 */
final class Wires implements AutoCloseable {
  /** Addresses are {@code PREFIX + (1 + number of the node)}. */
  static final String PREFIX = "10.77.0.";

  private static final String TABLE = "torture";
  private static final String OWN = PREFIX + "254/24";
  private static final int NEW_NAMESPACE_MS = 5_000;

  private final List<Process> holders = new ArrayList<>();

  /** Lays wires to so many nodes. */
  static Wires lay(int nodes) throws IOException {
    Wires wires = new Wires();
    Shell.run("ip", "link", "set", "lo", "up");
    Shell.run("ip", "link", "add", "bridge", "type", "bridge");
    Shell.run("ip", "addr", "add", OWN, "dev", "bridge");
    Shell.run("ip", "link", "set", "bridge", "up");
    for (int node = 0; node < nodes; node++) {
      wires.add(node);
    }
    return wires;
  }

  private void add(int node) throws IOException {
    Process holder = new ProcessBuilder("unshare", "--net", "sleep", "infinity").start();
    holders.add(holder);
    awaitNamespace(holder.pid());
    String pid = Long.toString(holder.pid());
    String far = "far" + node;
    Shell.run("ip", "link", "add", cable(node), "type", "veth", "peer", "name", far);
    Shell.run("ip", "link", "set", cable(node), "master", "bridge", "up");
    Shell.run("ip", "link", "set", far, "netns", pid);
    inside(node, "ip", "link", "set", "lo", "up");
    inside(node, "ip", "addr", "add", address(node) + "/24", "dev", far);
    inside(node, "ip", "link", "set", far, "up");
  }

  private static void awaitNamespace(long pid) throws IOException {
    Path own = Files.readSymbolicLink(Path.of("/proc/self/ns/net"));
    long end = System.nanoTime() + NEW_NAMESPACE_MS * 1_000_000L;
    while (Files.readSymbolicLink(Path.of("/proc/" + pid + "/ns/net")).equals(own)) {
      if (System.nanoTime() > end) {
        throw new IOException("no network namespace can be made");
      }
      Pause.ms(5);
    }
  }

  /** Where a node answers. */
  static String address(int node) {
    return PREFIX + (node + 1);
  }

  private static String cable(int node) {
    return "near" + node;
  }

  /** The words before a command that is to run where a node does. */
  List<String> inside(int node) {
    return List.of("nsenter", "-t", Long.toString(holders.get(node).pid()), "-n");
  }

  private void inside(int node, String... command) throws IOException {
    List<String> words = new ArrayList<>(inside(node));
    words.addAll(List.of(command));
    Shell.run(words);
  }

  /** Pulls a node's cable, or puts it back. */
  void connect(int node, boolean connected) throws IOException {
    Shell.run("ip", "link", "set", cable(node), connected ? "up" : "down");
  }

  /** Loses what one node sends to another, or no longer. */
  void deliver(int from, int to, boolean delivered) throws IOException {
    inside(from, "ip", "route", delivered ? "del" : "add", "blackhole", address(to) + "/32");
  }

  /** Loses so many of a hundred packets of a node, in both directions. */
  void lose(int node, int percent) throws IOException {
    String rule = "numgen random mod 100 < " + percent + " drop";
    filter(node, chain("input", rule) + "; " + chain("output", rule));
  }

  /** Lets no other node reach that port of a node; whoever is no node still does. */
  void closePort(int node, int port) throws IOException {
    filter(
        node,
        chain(
            "input",
            "ip saddr "
                + PREFIX
                + "0/24 ip saddr != "
                + PREFIX
                + "254 tcp dport "
                + port
                + " drop"));
  }

  private void filter(int node, String chains) throws IOException {
    inside(node, "nft", "add table inet " + TABLE + "; " + chains);
  }

  private static String chain(String hook, String rule) {
    String chain = "inet " + TABLE + " " + hook;
    return "add chain "
        + chain
        + " { type filter hook "
        + hook
        + " priority 0; }; add rule "
        + chain
        + " "
        + rule;
  }

  /** Ends what {@link #lose} or {@link #closePort} began. */
  void unfilter(int node) throws IOException {
    inside(node, "nft", "delete table inet " + TABLE);
  }

  /** Lets a node's cable carry so many kilobits a second; what waits for over a second is lost. */
  void slow(int node, int kilobits) throws IOException {
    inside(
        node,
        "tc",
        "qdisc",
        "add",
        "dev",
        "far" + node,
        "root",
        "tbf",
        "rate",
        kilobits + "kbit",
        "burst",
        "16kb",
        "latency",
        "1000ms");
  }

  /** Ends what {@link #slow} began. */
  void hasten(int node) throws IOException {
    inside(node, "tc", "qdisc", "del", "dev", "far" + node, "root");
  }

  @Override
  public void close() {
    holders.forEach(Process::destroyForcibly);
  }
}
