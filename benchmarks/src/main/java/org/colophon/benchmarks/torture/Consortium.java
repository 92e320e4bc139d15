package org.colophon.benchmarks.torture;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import org.colophon.client.net.LedgerNetwork;
import org.colophon.client.net.Network;
import org.colophon.client.net.NetworkException;
import org.colophon.config.ConfigException;
import org.colophon.config.Profile;
import org.colophon.core.RefusedException;
import org.colophon.core.membership.Genesis;
import org.colophon.rpc.proto.StatusView;

/** The nodes as a client sees them. */
final class Consortium {
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  private final List<String> names;
  private final Profile profile;
  private final Genesis genesis;

  /** Of a network that {@code colophon-node devnet} made; a user's profile speaks to it. */
  Consortium(Path network, List<String> names, String user) throws IOException {
    this.names = List.copyOf(names);
    try {
      this.profile = Profile.load(network.resolve("profiles").resolve(user));
      this.genesis = Genesis.parse(Files.readAllBytes(network.resolve("genesis.json")));
    } catch (ConfigException | RefusedException e) {
      throw new IOException(e);
    }
  }

  int size() {
    return names.size();
  }

  String name(int node) {
    return names.get(node);
  }

  Profile profile() {
    return profile;
  }

  Genesis genesis() {
    return genesis;
  }

  private URI uri(int node) {
    return profile.nodes().stream()
        .filter(uri -> uri.getHost().equals(names.get(node)))
        .findFirst()
        .orElseThrow();
  }

  /** A connection to all nodes, in an order of its own. */
  Network connect(SplittableRandom random) throws IOException {
    List<URI> nodes = new ArrayList<>(profile.nodes());
    Collections.shuffle(nodes, new Random(random.nextLong()));
    return connect(nodes);
  }

  /** A connection to one node and no other. */
  Network connect(int node) throws IOException {
    return connect(List.of(uri(node)));
  }

  private Network connect(List<URI> nodes) throws IOException {
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
        genesis,
        TIMEOUT);
  }

  /** How a node is; empty when it does not answer. */
  Optional<StatusView> status(int node) throws IOException {
    try (Network network = connect(node)) {
      return Optional.of(network.status(uri(node)));
    } catch (NetworkException e) {
      return Optional.empty();
    }
  }

  /** The node that leads by its own word. */
  Optional<Integer> leader() throws IOException {
    for (int node = 0; node < size(); node++) {
      if (status(node).filter(status -> status.getRole().equals("LEADER")).isPresent()) {
        return Optional.of(node);
      }
    }
    return Optional.empty();
  }
}
