package org.colophon.node.reading;

import java.io.IOException;
import java.util.Optional;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.Ledger;
import org.colophon.core.contract.KeyState;
import org.colophon.core.port.LedgerReader;

/**
 * Has the node's organisation register the node as a subject, with the keys that it made itself.
 */
final class NodeRegistration {
  private final Ledger ledger;
  private final OwnRecords records;
  private final NodeSigner signer;

  NodeRegistration(Ledger ledger, OwnRecords records, NodeSigner signer) {
    this.ledger = ledger;
    this.records = records;
    this.signer = signer;
  }

  /** Whether the chain knows the node's key. */
  boolean stands() throws IOException {
    try (LedgerReader reader = ledger.read()) {
      return reader.state(KeyState.stateKey(signer.key())).isPresent();
    }
  }

  /** Registers the node, unless it is. */
  synchronized void require() throws RefusedException, IOException, InterruptedException {
    if (stands()) {
      return;
    }
    Optional<byte[]> registration = signer.registration();
    if (registration.isEmpty()) {
      throw new RefusedException(
          Reason.UNAVAILABLE, "node: its organisation has not registered its reading key");
    }
    records.send(registration.get());
  }
}
