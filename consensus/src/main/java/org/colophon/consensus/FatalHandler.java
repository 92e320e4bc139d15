package org.colophon.consensus;

import org.colophon.core.chain.Position;

/**
 * Told once when this node must stop: its own invariant broke, or Raft can no longer run. Called on
 * a thread of its own, so it may close the node or end the process.
 */
@FunctionalInterface
public interface FatalHandler {
  /**
   * Nothing further is applied on this node.
   *
   * @param position the entry that failed; the newest applied one when no entry is to blame
   * @param cause what happened
   */
  void halt(Position position, Throwable cause);
}
