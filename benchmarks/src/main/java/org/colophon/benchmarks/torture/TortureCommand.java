package org.colophon.benchmarks.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.colophon.client.net.Network;
import org.colophon.core.RefusedException;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.StatusView;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Hurts a network for a while and judges whether it kept what it promised. */
@Command(
    name = "torture",
    description = {
      "Makes a network of four validators and an observer, each a process in a network namespace of"
          + " its own, and lets clients write and read while nodes are killed, frozen, cut off,"
          + " given wrong clocks, full, slow and damaged disks, in an order that follows from a seed.",
      "In the end a judge who knows only what the clients were told compares it with what each node"
          + " holds, checks the seals, and fsck executes every store again."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:everything held", "1:something did not; the findings are printed"})
@SuppressWarnings("NullAway.Init")
final class TortureCommand implements Callable<Integer> {
  private static final List<String> NODES =
      List.of("court-1", "court-2", "ip-office-1", "notary-1", "procuratorate-1");
  private static final String USER = "creator";
  private static final int READY_S = 180;
  private static final int SEALED_S = 240;
  private static final int LOOK_MS = 300;

  @Option(names = "--root", required = true, hidden = true)
  private Path root;

  @Option(names = "--dir", required = true, hidden = true)
  private Path directory;

  @Option(names = "--node-classes", required = true, hidden = true)
  private String nodeClasses;

  @Option(names = "--preload", hidden = true, defaultValue = "")
  private String preload = "";

  @Option(
      names = "--minutes",
      defaultValue = "5",
      description = "How long faults come (default: 5).")
  private double minutes;

  @Option(
      names = "--seed",
      description = "From which the faults follow (default: another one each time; printed).")
  private long seed = System.nanoTime();

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "FAULT",
      description = "These faults only: ${COMPLETION-CANDIDATES}.")
  private Set<FaultKind> only = EnumSet.allOf(FaultKind.class);

  @Option(names = "--writers", defaultValue = "6", description = "Clients that declare works.")
  private int writers;

  @Option(names = "--readers", defaultValue = "3", description = "Clients that read.")
  private int readers;

  @Option(names = "--disk-mb", defaultValue = "2048", description = "Of each node (default: 2048).")
  private int diskMb;

  /** Runs it. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    System.exit(new CommandLine(new TortureCommand()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    List<Member> members = new ArrayList<>();
    try (Journal journal = new Journal(directory.resolve("journal"));
        Wires wires = Wires.lay(NODES.size())) {
      journal.say("seed " + seed);
      for (int node = 0; node < NODES.size(); node++) {
        members.add(member(node, wires));
      }
      List<String> findings = torture(members, wires, journal);
      findings.forEach(finding -> journal.say("FINDING: " + finding));
      journal.say(findings.isEmpty() ? "everything held" : findings.size() + " findings");
      return findings.isEmpty() ? 0 : 1;
    } finally {
      for (Member member : members) {
        member.kill();
      }
    }
  }

  private List<String> torture(List<Member> members, Wires wires, Journal journal)
      throws Exception {
    for (Member member : members) {
      member.start();
    }
    Consortium consortium = new Consortium(directory.resolve("network"), NODES, USER);
    awaitReady(consortium);
    register();
    journal.say("the network is ready");
    History history = new History();
    Map<FaultKind, Integer> made = new EnumMap<>(FaultKind.class);
    Load load = Load.begin(consortium, history, writers, readers, seed);
    Assembly assembly =
        new Assembly(root, directory.resolve("network"), consortium, history, journal);
    Drill drill = new Drill(members, wires, consortium, assembly, history, journal);
    Schedule schedule = new Schedule(seed, possible(journal), NODES.size());
    long end = System.nanoTime() + (long) (minutes * 60e9);
    while (System.nanoTime() < end) {
      Fault fault = schedule.next();
      drill.run(fault);
      made.merge(fault.kind(), 1, Integer::sum);
    }
    load.end();
    List<String> findings = new ArrayList<>(history.findings());
    findings.addAll(judged(consortium, history));
    Proofs proofs = new Proofs(consortium, history, seed);
    findings.addAll(proofs.findings());
    journal.say(
        history.count()
            + " records acknowledged, "
            + proofs.verified()
            + " of them verified offline by their bundles, "
            + history.seals().size()
            + " seals shown, "
            + load.reads()
            + " reads, "
            + load.again()
            + " calls again");
    journal.say("faults: " + made);
    for (Member member : members) {
      member.stop();
      fsck(member).ifPresent(findings::add);
    }
    return findings;
  }

  /** Some faults need what a system may lack. */
  private Set<FaultKind> possible(Journal journal) {
    Set<FaultKind> possible = EnumSet.copyOf(only);
    if (!preload.contains("faketime")) {
      journal.say("no faults of clocks: no libfaketime here (Debian package faketime)");
      possible.remove(FaultKind.CLOCK);
    }
    if (!preload.contains("slowsync")) {
      journal.say("no slow disks: no C compiler here (Debian package gcc)");
      possible.remove(FaultKind.SLOW_DISK);
    }
    if (!Shell.works("nft", "list", "tables")) {
      journal.say("no lost packets or closed ports: no nft here (Debian package nftables)");
      possible.removeAll(EnumSet.of(FaultKind.LOSS, FaultKind.NO_STAMPS));
    }
    if (!Shell.works(
            "tc", "qdisc", "add", "dev", "lo", "root", "tbf", "rate", "1gbit", "burst", "1mb",
            "latency", "1s")
        || !Shell.works("tc", "qdisc", "del", "dev", "lo", "root")) {
      journal.say("no slow wires: this kernel has no tbf");
      possible.remove(FaultKind.SLOW_WIRE);
    }
    return possible;
  }

  private Member member(int node, Wires wires) throws IOException {
    Path home = directory.resolve("network").resolve(NODES.get(node));
    Files.createDirectories(home.resolve("data"));
    Shell.run(
        "mount", "-t", "tmpfs", "-o", "size=" + diskMb + "m", "tmpfs", home.resolve("data") + "");
    List<String> command = new ArrayList<>(wires.inside(node));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+ExitOnOutOfMemoryError",
            "-Xmx320m",
            "-XX:+UseSerialGC",
            "-cp",
            nodeClasses,
            "org.colophon.node.Main",
            "serve",
            "--config",
            home.resolve("node.yaml").toString()));
    Map<String, String> environment = new HashMap<>();
    environment.put("LD_PRELOAD", preload);
    environment.put("FAKETIME_TIMESTAMP_FILE", Member.clock(home).toString());
    environment.put("FAKETIME_CACHE_DURATION", "1");
    environment.put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
    // With it, waits on the monotonic clock end at once, and the JVM's threads spin.
    environment.put("FAKETIME_FORCE_MONOTONIC_FIX", "0");
    environment.put("SLOWSYNC_FILE", Member.syncDelay(home).toString());
    Member member = new Member(home, command, environment);
    member.setClock(0);
    member.setSyncDelay(0);
    return member;
  }

  private static void awaitReady(Consortium consortium) throws IOException {
    await(consortium, READY_S, status -> status.getSealedSize() > 0);
  }

  private interface Condition {
    boolean holds(StatusView status);
  }

  /** Waits until it holds of every node. */
  private static void await(Consortium consortium, int limitS, Condition condition)
      throws IOException {
    long end = System.nanoTime() + limitS * 1_000_000_000L;
    for (int node = 0; node < consortium.size(); node++) {
      Optional<StatusView> status = consortium.status(node);
      while (status.filter(condition::holds).isEmpty()) {
        if (System.nanoTime() > end) {
          throw new IOException(
              consortium.name(node) + " is not there after " + limitS + " s: " + status);
        }
        Pause.ms(LOOK_MS);
        status = consortium.status(node);
      }
    }
  }

  private void register() throws IOException {
    Path profiles = directory.resolve("network/profiles");
    Path name = Files.writeString(directory.resolve("name.txt"), "creator of this network\n");
    Path request = directory.resolve("request.json");
    String command = root.resolve("scripts/colophon").toString();
    Shell.run(
        command,
        "subject",
        "request",
        "--profile",
        profiles.resolve(USER) + "",
        "--registrar",
        "ip-office-1",
        "--kind",
        "PERSON",
        "--name-file",
        name + "",
        "--out",
        request + "");
    Shell.run(
        command,
        "subject",
        "register",
        request + "",
        "--profile",
        profiles.resolve("registrar") + "");
  }

  private static List<String> judged(Consortium consortium, History history) throws IOException {
    SortedMap<Long, Hash> seals = history.seals();
    long shown = seals.isEmpty() ? 0 : seals.lastKey();
    long wanted = Math.max(history.newestIndex() + 1, shown);
    List<Copy> copies = new ArrayList<>();
    try {
      await(consortium, SEALED_S, status -> status.getSealedSize() >= wanted);
      for (int node = 0; node < consortium.size(); node++) {
        try (Network network = consortium.connect(node)) {
          copies.add(Copy.of(consortium.name(node), network, consortium.genesis(), seals.keySet()));
        }
      }
    } catch (IOException | RefusedException | RuntimeException e) {
      return List.of("the chain cannot be fetched: " + e);
    }
    return Judge.judge(history.told(), seals, copies);
  }

  private Optional<String> fsck(Member member) {
    try {
      Shell.run(root.resolve("scripts/colophon-node").toString(), "fsck", member.data().toString());
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(member.name() + ": " + e.getMessage());
    }
  }
}
