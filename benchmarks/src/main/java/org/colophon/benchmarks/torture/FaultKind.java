package org.colophon.benchmarks.torture;

/** What can happen to a network. */
enum FaultKind {
  /** One node ends by SIGKILL and is started again. */
  KILL(6, 1),
  /** All nodes end by SIGKILL at once, as in a power cut, and are started again. */
  KILL_ALL(2, 0),
  /** One node is told to end, and is started again. */
  RESTART(2, 1),
  /** One node stands still (SIGSTOP) and goes on. */
  FREEZE(4, 1),
  /** One node hears and reaches nobody. */
  CUT(4, 1),
  /** What one node sends to another does not arrive; the other direction works. */
  CUT_ONE_WAY(4, 2),
  /** One node's cable is pulled and put back many times. */
  FLAP(2, 1),
  /** Some of what one node sends and gets is lost. */
  LOSS(3, 1),
  /**
   * One node's cable carries little, so that all waits in line, and what waits too long is lost.
   */
  SLOW_WIRE(3, 1),
  /** No node answers another's questions: no time stamps, no copies; orders and clients go on. */
  NO_STAMPS(2, 0),
  /** A member's entry is renewed by votes, and its node leaves Raft's group and comes back. */
  MEMBERS(1, 0),
  /** One node's clock jumps, forwards or backwards. */
  CLOCK(3, 1),
  /** Each fsync of one node takes long. */
  SLOW_DISK(2, 1),
  /** One node's disk is full. */
  FULL_DISK(3, 1),
  /** A bit of one stopped node's files flips. */
  FLIPPED_BIT(2, 1),
  /** The end of one of a stopped node's files is missing. */
  TORN_FILE(2, 1),
  /** One node loses all its data, and is killed while it fetches the ledger again. */
  LOST_DISK(2, 1);

  private final int weight;
  private final int targets;

  FaultKind(int weight, int targets) {
    this.weight = weight;
    this.targets = targets;
  }

  /** How often it comes, beside the others. */
  int weight() {
    return weight;
  }

  /** How many nodes it names. */
  int targets() {
    return targets;
  }

  /** Whether a node may have lost what it had written: the others must be whole meanwhile. */
  boolean damagesStores() {
    return this == FLIPPED_BIT || this == TORN_FILE || this == LOST_DISK;
  }
}
