package org.colophon.core.evidence;

import java.util.List;
import java.util.Optional;
import org.colophon.core.ChainId;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.Attestation;
import org.colophon.core.record.Statement;
import org.colophon.crypto.ers.Standing;

/**
 * What verifying a bundle gave. The checks end with the first one that failed: what would have come
 * behind it proves nothing.
 *
 * @param checks in the order in which they were taken
 * @param facts what is proven; present only when every check passed
 */
public record EvidenceReport(List<Check> checks, Optional<Facts> facts) {
  /** Copies the checks. */
  public EvidenceReport {
    checks = List.copyOf(checks);
  }

  /** Whether all of it held. */
  public boolean verified() {
    return facts.isPresent();
  }

  /** The check that failed. */
  public Optional<Check> failure() {
    return checks.stream().filter(check -> !check.passed()).findFirst();
  }

  /**
   * What is proven.
   *
   * @param chain the chain
   * @param record the record
   * @param statement what was signed
   * @param index its leaf
   * @param height its block
   * @param claimed what the author claims
   * @param ordered when the chain ordered it
   * @param attested what the cosignatures' times come to: it existed by then
   * @param notBefore attested time of the seal that its block binds: its block is not older
   * @param signedBy validators that cosigned
   * @param stamps what time-stamping authorities say of the seal
   * @param archive until when the evidence record stands, when there is one
   * @param certifiedBy the node that signed the certificate, when there is one
   */
  public record Facts(
      ChainId chain,
      RecordId record,
      Statement statement,
      LeafIndex index,
      Height height,
      Timestamp claimed,
      Timestamp ordered,
      Attestation attested,
      Optional<Timestamp> notBefore,
      List<String> signedBy,
      List<TimeStamps.Stamp> stamps,
      Optional<Standing> archive,
      Optional<String> certifiedBy) {
    /** Copies the lists. */
    public Facts {
      signedBy = List.copyOf(signedBy);
      stamps = List.copyOf(stamps);
    }
  }
}
