package org.colophon.client.command;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.colophon.client.ExitCodes;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.monitor.Contradiction;
import org.colophon.client.monitor.Monitor;
import org.colophon.client.monitor.MonitorState;
import org.colophon.client.monitor.Panel;
import org.colophon.client.monitor.Round;
import org.colophon.client.monitor.TreeJudge;
import org.colophon.client.net.Network;
import org.colophon.client.view.MonitorView;
import org.colophon.config.ConfigException;
import org.colophon.config.Profile;
import org.colophon.core.RefusedException;
import org.colophon.core.membership.Genesis;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Follows the chain from outside. */
@Command(
    name = "monitor",
    header = "Follows the chain from outside and keeps proof when it contradicts itself.",
    description = {
      "%nEach round asks every node for its newest sealed checkpoint, checks the cosignatures, and"
          + " checks by a consistency proof that it begins with the last one that was kept. What"
          + " different nodes show is compared. The newest is kept in DIR, so that nothing can be"
          + " rewritten between two runs either.",
      "%nWhen validators have signed trees that exclude each other, both notes are kept in DIR as"
          + " equivocation-<hash>.json, and the command ends with exit code 5. With --check anybody"
          + " checks such a file, without any network. The same lie told again is passed over:"
          + " the next run follows the sealed log on.",
      "%nA node that is behind, silent or answers nonsense is named and stops nothing.%n"
    },
    footer = {
      "%nExamples:",
      "  colophon chain monitor --interval 30",
      "  colophon chain monitor --once --json --node https://court:7000 --node https://office:7000 \\",
      "    --genesis genesis.json --state monitor",
      "  colophon chain monitor --check equivocation-5b1e….json --genesis genesis.json",
      "%nWith --json, one object for each round: {\"outcome\",\"kept\"?,\"nodes\",\"open\","
          + "\"contradictions\"}; outcome is ADVANCED, UNCHANGED, UNPROVEN, NO_SEAL or CONTRADICTION."
          + " With --check: the contradiction.",
      "%nExit codes: 0 nothing was rewritten (--once), or FILE proves what it says (--check); 1 FILE"
          + " proves nothing; 2 wrong usage; 3 no node showed a seal, or none proved that it begins"
          + " with the kept one (--once); 4 a local file; 5 validators contradict themselves."
    })
@SuppressWarnings("NullAway.Init")
final class ChainMonitorCommand extends org.colophon.client.command.Command {
  private static final long INTERVAL_MAX = 86_400;

  @Option(
      names = "--node",
      paramLabel = "URI",
      description = "A node to ask, repeatable (default: those of the profile).")
  private List<URI> nodes = List.of();

  @Option(
      names = "--genesis",
      paramLabel = "FILE",
      description = "The genesis that you trust (default: the profile's).")
  private Optional<Path> genesis = Optional.empty();

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description =
          "Where the last checkpoint and proofs are kept (default: monitor, in the" + " profile).")
  private Optional<Path> stateFolder = Optional.empty();

  @Option(names = "--once", description = "One round, and then end.")
  private boolean once;

  @Option(
      names = "--interval",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "Time between two rounds (default: 60).")
  private long intervalSeconds = 60;

  @Option(
      names = "--check",
      paramLabel = "FILE",
      description = "Check a kept proof, offline, and do nothing else.")
  private Optional<Path> proof = Optional.empty();

  @Option(names = "--json", description = "The result as JSON.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    if (intervalSeconds < 1 || intervalSeconds > INTERVAL_MAX) {
      throw Failure.usage("--interval is 1 to " + INTERVAL_MAX);
    }
    if (proof.isPresent()) {
      return check(proof.get());
    }
    Profile profile = profile();
    Genesis trusted = Session.readGenesis(genesis.orElse(profile.genesis()));
    TreeJudge judge = new TreeJudge(trusted);
    MonitorState state =
        MonitorState.open(stateFolder.orElseGet(() -> profile.folder().resolve("monitor")), judge);
    try (Network network = context().connector().connect(profile, trusted, options.timeout())) {
      Monitor monitor = new Monitor(new Panel(network, profile.nodes(), judge), state);
      while (true) {
        Round round = monitor.round();
        report(round);
        endOnContradiction(round, state);
        if (once) {
          return exitCode(round);
        }
        context().pause().pause(Duration.ofSeconds(intervalSeconds));
      }
    }
  }

  /** The profile, or one that names no more than the nodes of the command line. */
  private Profile profile() throws ConfigException, Failure {
    if (nodes.isEmpty()) {
      return Profile.load(options.profile.orElseGet(context()::defaultProfile));
    }
    if (genesis.isEmpty() || stateFolder.isEmpty()) {
      throw Failure.usage("--node needs --genesis and --state");
    }
    for (URI node : nodes) {
      if (!"https".equals(node.getScheme()) || node.getHost() == null) {
        throw Failure.usage("--node " + node + " (expected: https://host:port)");
      }
    }
    Path none = stateFolder.get().resolve("none");
    return new Profile(
        stateFolder.get(),
        nodes,
        genesis.get(),
        "",
        "",
        Optional.empty(),
        none,
        Optional.empty(),
        List.of());
  }

  private void report(Round round) {
    if (json) {
      print(MonitorView.json(round));
    } else {
      context().out().print(MonitorView.text(round, style()));
    }
  }

  private static void endOnContradiction(Round round, MonitorState state) throws Failure {
    if (round.contradictions().isEmpty()) {
      return;
    }
    List<String> kept =
        round.contradictions().stream()
            .map(found -> MonitorView.kept(found, state.proof(found)))
            .toList();
    throw new Failure(ExitCodes.CONTRADICTION, "CONTRADICTION", String.join("\n", kept));
  }

  private static int exitCode(Round round) {
    return switch (round.outcome()) {
      case ADVANCED, UNCHANGED -> ExitCodes.OK;
      case UNPROVEN, NO_SEAL -> ExitCodes.NETWORK;
      case CONTRADICTION -> ExitCodes.CONTRADICTION;
    };
  }

  private int check(Path file) throws IOException, ConfigException, Failure {
    Path trusted =
        genesis.isPresent()
            ? genesis.get()
            : Profile.load(options.profile.orElseGet(context()::defaultProfile)).genesis();
    TreeJudge judge = new TreeJudge(Session.readGenesis(trusted));
    Contradiction contradiction;
    try (var in = Files.newInputStream(file)) {
      contradiction = Contradiction.parse(in.readNBytes(Contradiction.BYTES_MAX + 1), judge);
    } catch (RefusedException | IllegalArgumentException e) {
      throw new Failure(ExitCodes.REFUSED, "NO_CONTRADICTION", file + ": " + e.getMessage());
    }
    if (json) {
      print(MonitorView.json(contradiction));
    } else {
      print(style().good("✓") + " proven: " + MonitorView.text(contradiction));
    }
    return ExitCodes.OK;
  }
}
