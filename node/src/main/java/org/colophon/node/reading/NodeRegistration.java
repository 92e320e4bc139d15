package org.colophon.node.reading;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.colophon.core.LeafIndex;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.Ledger;
import org.colophon.core.chain.Link;
import org.colophon.core.content.Content;
import org.colophon.core.content.KeyRotate;
import org.colophon.core.content.SubjectRegister;
import org.colophon.core.contract.KeyState;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.query.LedgerQuery;
import org.colophon.crypto.signature.KeyName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the node's organisation register the node as a subject, with the keys that it made itself;
 * and, when it lost its key and made another, put that one in the place of the lost one.
 */
final class NodeRegistration {
  private static final Logger LOG = LoggerFactory.getLogger(NodeRegistration.class);
  private static final int PAGE = 256;

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

  /** Registers the node, or its new key, unless it is. */
  synchronized void require() throws RefusedException, IOException, InterruptedException {
    if (stands()) {
      return;
    }
    Optional<KeyName> lost = registeredKey();
    if (lost.isEmpty()) {
      records.send(
          signer
              .registration()
              .orElseThrow(
                  () -> unavailable("its organisation has not registered its reading key")));
      return;
    }
    KeyName own = signer.key();
    String what =
        "reader.key.pem is " + own + ", and the chain has " + lost.get() + " for this node";
    records.send(
        signer
            .replacement(lost.get())
            .orElseThrow(() ->
                unavailable(
                    what + ": put the file back, or start the node once with keys.record")));
    LOG.warn("{}: its organisation has put the new key in the place of the old one", what);
  }

  private static RefusedException unavailable(String why) {
    return new RefusedException(Reason.UNAVAILABLE, "node: " + why);
  }

  /** The newest key that the chain has for the node; empty while the node is not registered. */
  private Optional<KeyName> registeredKey() throws RefusedException {
    Optional<KeyName> newest = Optional.empty();
    try (LedgerReader reader = ledger.read()) {
      LedgerQuery query = new LedgerQuery(reader, ledger.genesis());
      Link own = Link.subject(signer.subject());
      List<LeafIndex> page = reader.linked(own, new LeafIndex(0), PAGE);
      while (!page.isEmpty()) {
        for (LeafIndex leaf : page) {
          Optional<KeyName> key = keyOf(query.recordAt(leaf).statement().content());
          newest = key.isPresent() ? key : newest;
        }
        page = reader.linked(own, new LeafIndex(page.getLast().value() + 1), PAGE);
      }
    }
    return newest;
  }

  private Optional<KeyName> keyOf(Content content) {
    return switch (content) {
      case SubjectRegister registered when registered.subject().equals(signer.subject()) ->
          Optional.of(registered.key());
      case KeyRotate rotated when rotated.subject().equals(signer.subject()) ->
          Optional.of(rotated.key());
      default -> Optional.empty();
    };
  }
}
