package org.colophon.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.colophon.consensus.RaftNode;
import org.colophon.consensus.RaftSettings;
import org.colophon.core.NodeId;
import org.colophon.core.Refusal;
import org.colophon.core.chain.Position;
import org.colophon.core.port.Ordering;
import org.colophon.core.port.Replica;

/**
 * The ordering alone, as a measure of what is possible: four voters in this process with logs on
 * disk and fsync, no TLS, no signatures, no ledger.
 */
final class BareRatis implements AutoCloseable {
  private static final int VOTERS = 4;

  private final List<RaftNode> nodes = new ArrayList<>();

  /** Starts the group with logs below a directory. */
  BareRatis(Path directory) throws IOException, InterruptedException {
    List<RaftSettings.Member> members = new ArrayList<>();
    for (int i = 0; i < VOTERS; i++) {
      members.add(new RaftSettings.Member(new NodeId("node-" + i), "127.0.0.1", freePort(), true));
    }
    UUID group = UUID.randomUUID();
    for (RaftSettings.Member member : members) {
      RaftSettings settings =
          RaftSettings.of(
              member.node(),
              group,
              new RaftSettings.Bind(member.host(), member.port()),
              directory.resolve(member.node().text()),
              members,
              new RaftSettings.Security.Unprotected());
      nodes.add(RaftNode.start(settings, new Nothing(), (from, into) -> {}, (at, cause) -> {}));
    }
    while (nodes.stream().noneMatch(node -> node.role() == Ordering.Role.LEADER)) {
      Thread.sleep(50);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Orders one entry at the leader and waits for its reply. */
  void order(byte[] entry) throws IOException {
    RaftNode leader =
        nodes.stream()
            .filter(node -> node.role() == Ordering.Role.LEADER)
            .findFirst()
            .orElseThrow(() -> new IOException("no leader"));
    try {
      leader.submit(entry).get(1, TimeUnit.MINUTES);
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    nodes.forEach(RaftNode::close);
  }

  /** A state machine that does nothing. */
  private static final class Nothing implements Replica {
    private volatile Position applied = Position.NONE;

    @Override
    public Position applied() {
      return applied;
    }

    @Override
    public Optional<Refusal> admit(byte[] entry) {
      return Optional.empty();
    }

    @Override
    public void prepare(byte[] entry) {}

    @Override
    public byte[] apply(Position position, byte[] entry) {
      applied = position;
      return new byte[0];
    }

    @Override
    public Position flush() {
      return applied;
    }

    @Override
    public Position install(Path directory) {
      return applied;
    }
  }
}
