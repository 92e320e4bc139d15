package org.colophon.consensus;

import java.io.IOException;
import java.nio.file.Path;
import org.colophon.core.NodeId;

/** Brings a copy of another node's ledger; Raft only says when one is needed. */
@FunctionalInterface
public interface SnapshotTransport {
  /**
   * Copies the leader's durable ledger. May take long; called on a thread that may block, and again
   * when it failed.
   *
   * @param leader whom to ask
   * @param into an empty directory, which the ledger takes over
   * @throws IOException when no complete copy came; what arrived is thrown away
   */
  void fetch(NodeId leader, Path into) throws IOException;
}
