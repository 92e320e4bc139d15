package org.colophon.benchmarks.torture;

import java.util.List;

/**
 * Something that happens, and to whom.
 *
 * @param kind what
 * @param targets places in the list of nodes, or {@link #LEADER} for whoever leads then
 * @param heldMs how long it lasts
 * @param calmMs how long the network is left alone behind it
 * @param draw what the fault itself decides by: an offset, a file, a place in it
 */
record Fault(FaultKind kind, List<Integer> targets, long heldMs, long calmMs, long draw) {
  /** Stands for the node that leads when the fault comes. */
  static final int LEADER = -1;

  Fault {
    targets = List.copyOf(targets);
  }

  @Override
  public String toString() {
    return kind + " " + targets + " for " + heldMs + " ms";
  }
}
