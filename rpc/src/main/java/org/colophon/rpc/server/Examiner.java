package org.colophon.rpc.server;

import org.colophon.core.RefusedException;

/** Examines a node for its operators: where the port meets the doctor. Any thread may call. */
@FunctionalInterface
public interface Examiner {
  /**
   * What an examination found that is at most some seconds old. One that must be made first asks
   * the other nodes, and takes as long as the slowest of them.
   *
   * @throws RefusedException UNAVAILABLE when this node examines nothing
   */
  Examination examine() throws RefusedException, InterruptedException;
}
