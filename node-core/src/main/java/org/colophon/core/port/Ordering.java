package org.colophon.core.port;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.colophon.core.NodeId;

/** Puts entries in one order for all nodes. */
public interface Ordering extends AutoCloseable {
  /**
   * Orders an entry, at this node or through the leader. Completes with the reply of the leader's
   * {@link Replica#apply}; completes exceptionally with an {@link java.io.IOException} when the
   * outcome is unknown, and with a {@link org.colophon.core.RefusedException} when the leader did
   * not admit the entry.
   */
  CompletableFuture<byte[]> submit(byte[] entry);

  /** This node's part in the group now. */
  Role role();

  /** The leader, when one is known. */
  Optional<NodeId> leader();

  /** The current term. */
  long term();

  /** What is known of the other nodes; on a leader, how far each has come. */
  List<Peer> peers();

  /** A node's part in the group. */
  enum Role {
    /** Orders. */
    LEADER,
    /** Votes. */
    FOLLOWER,
    /** Stands for election. */
    CANDIDATE,
    /** Replicates without a vote. */
    LISTENER,
    /** Not running. */
    CLOSED
  }

  /**
   * Another node.
   *
   * @param node its name
   * @param votes whether it is a voting member
   * @param matchIndex newest entry known to stand there; −1 when unknown
   */
  record Peer(NodeId node, boolean votes, long matchIndex) {}

  @Override
  void close();
}
