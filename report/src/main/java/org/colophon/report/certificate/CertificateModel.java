package org.colophon.report.certificate;

import java.util.List;
import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.record.Statement;

/**
 * All that a certificate says of one record. It is told, not judged, here: who makes it has
 * verified the evidence, see {@link LedgerFacts}.
 *
 * @param chain the chain
 * @param statement what was signed
 * @param corrections records that correct it, as far as the seal covers them, oldest first
 * @param place where the record stands
 * @param times when, by each of the times but the attested one, which the validators give
 * @param rights the rights in the work that it is about; empty when it is about none
 * @param validators all validators of the membership in force, sorted; at least one has cosigned
 * @param issuer who issues the certificate
 */
public record CertificateModel(
    ChainFacts chain,
    Statement statement,
    List<RecordId> corrections,
    PlaceFacts place,
    TimeFacts times,
    Optional<RightsChain> rights,
    List<ValidatorFacts> validators,
    IssuerFacts issuer) {
  /** Refuses a model without a cosignature: nothing unsealed is certified. */
  public CertificateModel {
    corrections = List.copyOf(corrections);
    validators = List.copyOf(validators);
    if (validators.stream().allMatch(validator -> validator.cosignedAt().isEmpty())) {
      throw new IllegalArgumentException("validators: none has cosigned (expected: a quorum)");
    }
  }

  /** The attested time and its spread. */
  AttestedTime attested() {
    return AttestedTime.of(validators);
  }
}
