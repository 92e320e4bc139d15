package org.colophon.node.observe;

import org.colophon.core.chain.DecidedChange;
import org.colophon.core.chain.Ledger;
import org.colophon.core.port.LedgerReader;

/**
 * How much room a chain has for changes of its membership. Each bundle of evidence carries all of
 * them, so there is an end of them, and a key that is lost then stays in force.
 */
public final class ChangesRoom {
  /** From here on an operator is told. */
  public static final int WARNING_PERCENT = 75;

  private ChangesRoom() {}

  /** How much of it is used up, in whole percent. */
  public static int usedPercent(Ledger ledger) {
    try (LedgerReader reader = ledger.read()) {
      return DecidedChange.usedPercent(reader);
    }
  }
}
