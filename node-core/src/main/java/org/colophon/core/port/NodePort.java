package org.colophon.core.port;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.colophon.core.Height;
import org.colophon.core.NodeId;
import org.colophon.core.OrgId;
import org.colophon.core.Refusal;
import org.colophon.core.Timestamp;
import org.colophon.core.TreeSize;
import org.colophon.core.chain.Outcome;
import org.colophon.core.membership.Genesis;
import org.colophon.core.membership.Level;
import org.colophon.core.membership.Membership;

/**
 * What the network interface asks of the node behind it. All methods may be called by any thread.
 */
public interface NodePort {
  /** The chain's genesis. */
  Genesis genesis();

  /** The organisations that are members now. */
  Membership membership();

  /**
   * Checks the records and orders them. Completes with one outcome for each record, in their order;
   * never completes exceptionally for something that the caller sent.
   */
  CompletableFuture<List<Outcome>> submit(List<byte[]> records);

  /** Why nothing can be submitted now, when that is so. */
  Optional<Refusal> submissionBlocked();

  /** The ledger as it stands now on this node. */
  LedgerReader read();

  /** Calls {@code listener} after every commit, until the returned handle is closed. */
  Registration onCommit(Runnable listener);

  /** Reads that are not for everybody. */
  Reading reading();

  /** Ciphertexts of private matter. */
  Custody custody();

  /** What is delivered to a court. */
  Deliveries deliveries();

  /** Works by what people know of them. */
  WorkSearch search();

  /** How the node is. */
  Status status();

  /**
   * A consistent copy of the durable ledger for a node that must catch up; the caller deletes it.
   */
  Path snapshot() throws StoreException;

  /** Ends a subscription. */
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * How a node is.
   *
   * @param node its name
   * @param organisation who runs it
   * @param role its part in the group
   * @param leader the leader, when one is known
   * @param term the current Raft term
   * @param height newest block
   * @param size leaves in the log
   * @param sealedSize leaves that the newest seal covers
   * @param alarms what an operator must know, as names such as FORK; empty when all is well
   * @param peers the other nodes
   * @param stamping how seals are stamped by outsiders
   * @param validities how long what the node shows others is valid, the first to end first
   * @param custody how much private matter is kept
   * @param clock what the node's clock shows
   * @param levels by whose rules blocks are made, and up to which the node's release knows them
   */
  record Status(
      NodeId node,
      OrgId organisation,
      Ordering.Role role,
      Optional<NodeId> leader,
      long term,
      Height height,
      TreeSize size,
      TreeSize sealedSize,
      List<String> alarms,
      List<Ordering.Peer> peers,
      Stamping stamping,
      List<Validity> validities,
      Custody.Figures custody,
      Timestamp clock,
      Levels levels) {
    /** Copies the validities. */
    public Status {
      validities = List.copyOf(validities);
    }
  }

  /**
   * Feature levels as a node sees them.
   *
   * @param inForce by whose rules the next block is made
   * @param known the newest that the node's release knows
   */
  record Levels(Level inForce, Level known) {}

  /**
   * Until when something of a node's is valid.
   *
   * @param what such as TLS; see docs/formats.md
   * @param until when it ends
   * @param isDue whether it ends within weeks, by the node's clock, or has ended
   */
  record Validity(String what, Timestamp until, boolean isDue) {}

  /**
   * How seals are stamped by time-stamping authorities.
   *
   * @param newestStamped attested time of the newest seal with a token, when one is near
   * @param unstampedSeals newest seals without a token
   * @param authorities those that this node asks while it leads
   */
  record Stamping(
      Optional<Timestamp> newestStamped, long unstampedSeals, List<Authority> authorities) {
    /** Copies the authorities. */
    public Stamping {
      authorities = List.copyOf(authorities);
    }
  }

  /**
   * A time-stamping authority as this node finds it.
   *
   * @param name as the settings name it
   * @param lastStamp the newest time that it stated to this node
   * @param failure why it gave nothing the last time
   */
  record Authority(String name, Optional<Timestamp> lastStamp, Optional<String> failure) {}
}
