package org.colophon.client.custody;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.net.NetworkException;
import org.colophon.core.OrgId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.custody.CustodyReceipt;
import org.colophon.core.custody.Envelope;
import org.colophon.core.custody.OpenedMember;
import org.colophon.core.custody.PrivateMatter;
import org.colophon.crypto.Hash;
import org.colophon.crypto.hpke.DataKey;
import org.colophon.crypto.hpke.RecipientKey;
import org.colophon.crypto.hpke.RecipientSecret;
import org.colophon.rpc.client.ProvenMembership;
import org.colophon.rpc.proto.CustodyReceiptView;

/** Encrypts what opens a record's commitments, and has the validators keep it. */
public final class Keeping {
  private final Session session;
  private final Timestamp now;

  /** Keeps for the session's subject. */
  public Keeping(Session session, Timestamp now) {
    this.session = session;
    this.now = now;
  }

  /**
   * Encrypts for the profile's own subject and for others, and stores it at every node that takes
   * it.
   *
   * @param openings sorted by place
   * @param others beside the subject itself
   */
  public PrivateMatter keep(List<OpenedMember> openings, Set<SubjectId> others)
      throws IOException, Failure, RefusedException {
    byte[] envelope =
        Envelope.seal(
                session.genesis().chain(),
                openings,
                recipients(others),
                DataKey.generate(session.random()))
            .bytes();
    Hash digest = Hash.sha256(envelope);
    List<CustodyReceipt> receipts = store(envelope, digest);
    int needed = custodiansNeeded();
    if (receipts.size() < needed) {
      throw new NetworkException(
          receipts.size() + " validators keep it (expected: at least " + needed + ")", null);
    }
    return new PrivateMatter(digest, envelope.length, receipts);
  }

  /** As the members that are in force now need, which the chain asks for when the record comes. */
  private int custodiansNeeded() throws IOException, RefusedException {
    return ProvenMembership.of(
            session.network().membership(session.lastHeight().value()), session.genesis())
        .membership()
        .custodiansNeeded();
  }

  private List<Envelope.Recipient> recipients(Set<SubjectId> others) throws IOException, Failure {
    Map<SubjectId, RecipientKey> keys = new TreeMap<>(Comparator.comparing(SubjectId::text));
    RecipientFiles own = new RecipientFiles(session.profile().folder());
    RecipientSecret secret =
        own.newestIf()
            .orElseThrow(() ->
                Failure.usage(
                    "the profile has no recipient key: `colophon key rotate --recipient-key`"
                        + " makes and publishes one"));
    keys.put(session.signatory().subject(), secret.publicKey());
    PublishedKeys published = new PublishedKeys(session, now);
    for (SubjectId other : others) {
      keys.put(other, published.of(other));
    }
    return keys.entrySet().stream()
        .map(entry -> new Envelope.Recipient(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** The receipts of all validators that can be reached, sorted, each once. */
  private List<CustodyReceipt> store(byte[] envelope, Hash digest) throws IOException {
    Map<OrgId, CustodyReceipt> receipts = new TreeMap<>();
    for (URI node : session.profile().nodes()) {
      try {
        CustodyReceiptView view = session.network().storePrivate(node, envelope);
        CustodyReceipt receipt = CustodyReceipts.of(view);
        if (receipt.isFor(session.genesis().chain(), digest, envelope.length)) {
          receipts.put(receipt.custodian(), receipt);
        }
      } catch (NetworkException | IllegalArgumentException e) {
        // A node that is down, or no validator, is not needed as long as enough others are.
      }
    }
    return new ArrayList<>(receipts.values()).stream().limit(PrivateMatter.RECEIPTS_MAX).toList();
  }
}
