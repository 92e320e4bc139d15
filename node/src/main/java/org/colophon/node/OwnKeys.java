package org.colophon.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.core.OrgId;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.Ledger;
import org.colophon.core.contract.KeyState;
import org.colophon.core.membership.Organisation;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.query.LedgerQuery;
import org.colophon.crypto.signature.KeyName;
import org.colophon.node.reading.NodeSigner;

/** The keys on the chain with which a node and its organisation sign records. */
final class OwnKeys {
  private final Ledger ledger;
  private final OrgId organisation;
  private final NodeSigner signer;

  OwnKeys(Ledger ledger, OrgId organisation, NodeSigner signer) {
    this.ledger = ledger;
    this.organisation = organisation;
    this.signer = signer;
  }

  /** When the first of them ends; empty while none has an end. */
  Optional<Timestamp> firstEnd() {
    try (LedgerReader reader = ledger.read()) {
      LedgerQuery query = new LedgerQuery(reader, ledger.genesis());
      return keys().stream()
          .flatMap(key -> query.state(KeyState.stateKey(key), KeyState::read).stream())
          .flatMap(state -> state.until().stream())
          .min(Timestamp::compareTo);
    } catch (IOException e) {
      throw new UncheckedIOException("the node's own key cannot be read", e);
    }
  }

  private List<KeyName> keys() throws IOException {
    List<KeyName> keys = new ArrayList<>();
    ledger
        .tip()
        .governance()
        .membership()
        .organisation(organisation)
        .map(Organisation::recordKeys)
        .ifPresent(keys::addAll);
    keys.add(signer.key());
    return keys;
  }
}
