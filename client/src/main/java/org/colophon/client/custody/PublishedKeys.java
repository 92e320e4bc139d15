package org.colophon.client.custody;

import java.io.IOException;
import java.util.Optional;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.net.Network;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.content.Content;
import org.colophon.core.content.KeyRotate;
import org.colophon.core.content.SubjectRegister;
import org.colophon.core.evidence.EvidenceReport;
import org.colophon.core.evidence.EvidenceVerifier;
import org.colophon.crypto.hpke.RecipientKey;
import org.colophon.rpc.proto.SubjectView;

/**
 * Recipient keys as the chain has them. A node says which record published the newest; what that
 * record says is believed only by its evidence, for a key of the node's own would open everything.
 */
public final class PublishedKeys {
  private final Session session;
  private final Timestamp now;

  /** The keys on the session's chain. */
  public PublishedKeys(Session session, Timestamp now) {
    this.session = session;
    this.now = now;
  }

  /** The key to which private matter for a subject is encrypted. */
  public RecipientKey of(SubjectId subject) throws IOException, Failure {
    long height = session.lastHeight().value();
    Network network = session.network();
    SubjectView view =
        Session.ifFound(() -> network.subject(subject.text(), height))
            .orElseThrow(() -> Failure.usage("--for: the chain knows no " + subject));
    String record = view.getRecipientRecord();
    if (record.isEmpty()) {
      throw Failure.usage(
          "--for: "
              + subject
              + " has published no recipient key (`colophon key rotate --recipient-key`)");
    }
    EvidenceReport report =
        EvidenceVerifier.verify(
            network.evidence(record, height),
            EvidenceVerifier.Options.of(Optional.of(session.genesis()), Optional.empty(), now));
    if (!report.verified()) {
      throw Failure.local("the recipient key of " + subject + " is not proven: record " + record);
    }
    return published(report.facts().orElseThrow().statement().content(), subject)
        .orElseThrow(() -> Failure.local("record " + record + " publishes no key of " + subject));
  }

  private static Optional<RecipientKey> published(Content content, SubjectId subject) {
    return switch (content) {
      case SubjectRegister register when register.subject().equals(subject) ->
          register.recipientKey();
      case KeyRotate rotate when rotate.subject().equals(subject) -> rotate.recipientKey();
      default -> Optional.empty();
    };
  }
}
