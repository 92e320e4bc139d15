package org.colophon.client.read;

import java.util.Optional;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;
import org.colophon.core.evidence.Check;
import org.colophon.core.evidence.EvidenceReport;
import org.colophon.core.evidence.EvidenceVerifier;
import org.colophon.verifier.Style;

/** Evidence that a node handed out, taken only when it proves the record that was asked for. */
public final class CheckedBundle {
  private CheckedBundle() {}

  /**
   * Verifies a bundle against the profile's genesis.
   *
   * @throws Failure named by the check that fails
   */
  public static void require(Session session, RecordId record, byte[] zip, Timestamp now)
      throws Failure {
    EvidenceReport report =
        EvidenceVerifier.verify(
            zip,
            EvidenceVerifier.Options.of(Optional.of(session.genesis()), Optional.empty(), now));
    Optional<Check> failed = report.failure();
    if (failed.isPresent()) {
      throw new Failure(
          1,
          failed.get().name().name(),
          "the node's answer does not verify: " + Style.plain(failed.get().detail()));
    }
    if (!report.facts().map(facts -> facts.record().equals(record)).orElse(false)) {
      throw new Failure(1, Check.Name.RECORD.name(), "the node answered with another record");
    }
  }
}
