package org.colophon.report.certificate;

import java.util.Optional;
import org.colophon.core.OrgId;
import org.colophon.core.Timestamp;
import org.colophon.core.membership.OrgKind;

/**
 * A validator and what it signed.
 *
 * @param organisation its name
 * @param kind what it is
 * @param logKey key id of its log signature, 8 hex digits (C2SP signed-note)
 * @param ed25519Key key id of its Ed25519 cosignature
 * @param mlDsa44Key key id of its ML-DSA-44 cosignature
 * @param sm2Key key id of its SM2 cosignature, on a chain of the suite {@code sm}
 * @param cosignedAt when, by its own clock; empty when it did not cosign this checkpoint
 */
public record ValidatorFacts(
    OrgId organisation,
    OrgKind kind,
    String logKey,
    String ed25519Key,
    String mlDsa44Key,
    Optional<String> sm2Key,
    Optional<Timestamp> cosignedAt) {
  /** A validator of a chain of the standard suite. */
  public ValidatorFacts(
      OrgId organisation,
      OrgKind kind,
      String logKey,
      String ed25519Key,
      String mlDsa44Key,
      Optional<Timestamp> cosignedAt) {
    this(organisation, kind, logKey, ed25519Key, mlDsa44Key, Optional.empty(), cosignedAt);
  }
}
