package org.colophon.node.reading;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.content.Scope;
import org.colophon.core.custody.Envelope;
import org.colophon.core.custody.PrivateMatter;
import org.colophon.core.custody.WrappedKey;
import org.colophon.core.provenance.TraceEvent;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.query.RecordAt;
import org.colophon.core.query.SubjectView;
import org.colophon.core.reading.ReadRequest;
import org.colophon.core.reading.ReleasedKey;
import org.colophon.core.reading.ScopedTrace;
import org.colophon.crypto.hpke.DataKey;
import org.colophon.crypto.hpke.RecipientKey;
import org.colophon.crypto.hpke.RecipientSecret;
import org.colophon.node.custody.Custodian;

/**
 * Lets private matter be decrypted under a grant: the key of what was encrypted for this node is
 * wrapped again, for the grantee. The openings themselves are not opened here.
 */
final class KeyReleases {
  private final Optional<Custodian> custodian;
  private final NodeSigner node;

  KeyReleases(Optional<Custodian> custodian, NodeSigner node) {
    this.custodian = custodian;
    this.node = node;
  }

  /**
   * Refuses to decrypt where this node, or this reader, never can.
   *
   * @throws RefusedException UNAVAILABLE when the node keeps nothing, UNKNOWN_KEY when the reader
   *     has published nothing to encrypt to
   */
  void requirePossible(LedgerQuery query, ReadRequest asked) throws RefusedException {
    if (isToDecrypt(asked)) {
      requireCustodian();
      RecipientKey _ = published(query, asked);
    }
  }

  /**
   * What opens those records of a page that were encrypted for this node; empty for a mere read.
   */
  Optional<List<ReleasedKey>> of(LedgerQuery query, ReadRequest asked, ScopedTrace trace)
      throws RefusedException, IOException {
    if (!isToDecrypt(asked)) {
      return Optional.empty();
    }
    Envelope.Recipient reader = new Envelope.Recipient(asked.subject(), published(query, asked));
    RecordId grant = asked.under().orElseThrow().grant();
    RecipientSecret secret = node.recipient();
    List<ReleasedKey> keys = new ArrayList<>();
    for (TraceEvent event : trace.events()) {
      released(event.record(), secret, reader, grant).ifPresent(keys::add);
    }
    return Optional.of(keys);
  }

  private static boolean isToDecrypt(ReadRequest asked) {
    return asked.under().orElseThrow().verb() == Scope.Verb.DECRYPT;
  }

  private Custodian requireCustodian() throws RefusedException {
    return custodian.orElseThrow(
        () -> new RefusedException(Reason.UNAVAILABLE, "node: keeps no private matter"));
  }

  private static RecipientKey published(LedgerQuery query, ReadRequest asked)
      throws RefusedException {
    return SubjectView.recipientOf(query, asked.subject())
        .flatMap(query::record)
        .flatMap(record -> record.statement().content().recipientKeyPublished())
        .orElseThrow(() ->
            new RefusedException(Reason.UNKNOWN_KEY, "reader: has published no recipient key"));
  }

  /** Empty when it has no private matter, none any more, or none that this node can open. */
  private Optional<ReleasedKey> released(
      RecordAt record, RecipientSecret secret, Envelope.Recipient reader, RecordId grant)
      throws RefusedException, IOException {
    Optional<PrivateMatter> matter = record.statement().privateMatter();
    if (matter.isEmpty()) {
      return Optional.empty();
    }
    Optional<byte[]> kept = requireCustodian().kept(matter.get().digest());
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    Envelope envelope = Envelope.read(kept.get());
    Optional<WrappedKey> own = envelope.wrappedFor(node.subject());
    if (own.isEmpty()) {
      return Optional.empty();
    }
    try {
      // A record that names another's ciphertext must not lend it its grant.
      envelope.requireOpens(record.record().statementBytes());
      DataKey key = envelope.unwrap(own.get(), secret, Optional.empty());
      return Optional.of(
          new ReleasedKey(record.id(), envelope, envelope.wrap(key, reader, Optional.of(grant))));
    } catch (RefusedException e) {
      return Optional.empty();
    }
  }
}
