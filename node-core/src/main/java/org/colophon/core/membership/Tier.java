package org.colophon.core.membership;

/** What part an organisation has in the chain. */
public enum Tier {
  /** Orders, re-executes and cosigns. */
  VALIDATOR,
  /** Replicates, re-verifies and serves queries. */
  OBSERVER,
  /** Runs no node. */
  PARTICIPANT
}
