package org.colophon.consensus;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.ratis.proto.RaftProtos.RaftPeerRole;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftConfiguration;
import org.apache.ratis.server.RaftServer;
import org.colophon.consensus.RaftSettings.Member;
import org.colophon.core.NodeId;

/** Who belongs to the group: what the log says of a node, and the settings where it is silent. */
final class Members {
  private final List<Member> settings;
  private final AtomicReference<RaftServer.Division> division = new AtomicReference<>();

  Members(List<Member> settings) {
    this.settings = settings;
  }

  void follow(RaftServer.Division started) {
    division.set(started);
  }

  boolean isMember(NodeId node) {
    return inLog(node).isPresent() || inSettings(node).isPresent();
  }

  boolean votes(NodeId node) {
    RaftServer.Division started = division.get();
    if (started != null && inLog(node).isPresent()) {
      return started.getRaftConf().getPeer(RaftPeerId.valueOf(node.text())) != null;
    }
    return inSettings(node).filter(Member::votes).isPresent();
  }

  /**
   * Whether the log says who votes. One that is empty holds the settings, until a leader speaks.
   */
  boolean isSaidByLog() {
    RaftServer.Division started = division.get();
    return started != null && started.getRaftConf().getLogEntryIndex() >= 0;
  }

  /** Where the node listens, as {@code host:port}. */
  Optional<String> address(NodeId node) {
    return inLog(node).map(RaftPeer::getAddress).or(() -> inSettings(node).map(Member::address));
  }

  /** Whose address this is. */
  Optional<NodeId> at(String host, int port) {
    String address = host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
    RaftServer.Division started = division.get();
    if (started != null) {
      RaftConfiguration conf = started.getRaftConf();
      for (RaftPeerRole role : List.of(RaftPeerRole.FOLLOWER, RaftPeerRole.LISTENER)) {
        for (RaftPeer peer : conf.getAllPeers(role)) {
          if (peer.getAddress().equals(address)) {
            return Optional.of(new NodeId(peer.getId().toString()));
          }
        }
      }
    }
    return settings.stream().filter(m -> m.address().equals(address)).map(Member::node).findFirst();
  }

  /** A member as the log has it. */
  static Member member(RaftPeer peer, boolean votes) {
    String address = peer.getAddress();
    int colon = address.lastIndexOf(':');
    String host = address.substring(0, colon);
    boolean bracketed = host.startsWith("[");
    return new Member(
        new NodeId(peer.getId().toString()),
        bracketed ? host.substring(1, host.length() - 1) : host,
        Integer.parseInt(address.substring(colon + 1)),
        votes);
  }

  private Optional<RaftPeer> inLog(NodeId node) {
    RaftServer.Division started = division.get();
    return started == null
        ? Optional.empty()
        : Optional.ofNullable(
            started
                .getRaftConf()
                .getPeer(
                    RaftPeerId.valueOf(node.text()), RaftPeerRole.FOLLOWER, RaftPeerRole.LISTENER));
  }

  private Optional<Member> inSettings(NodeId node) {
    return settings.stream().filter(m -> m.node().equals(node)).findFirst();
  }
}
