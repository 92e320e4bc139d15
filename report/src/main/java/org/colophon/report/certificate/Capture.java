package org.colophon.report.certificate;

import java.util.Optional;

/**
 * How material came to be and was kept before it reached the chain, and what is said of the
 * platform: each as it was stated, by whom it was stated. What is empty was not stated, and the
 * certificate says so.
 *
 * @param platform its standing under the rules for services that keep evidence on a blockchain
 * @param interest whether a party has an interest in the platform
 * @param cleanliness of the system that took the material
 * @param security of it
 * @param reliability of it
 * @param availability of it
 * @param standards that method and process follow
 * @param source where the material came from
 * @param generation how it was made
 * @param storage how it was kept until it was recorded
 * @param notary notarisation
 * @param witness of a third party
 * @param corroboration data that bears it out
 */
public record Capture(
    Optional<String> platform,
    Optional<String> interest,
    Optional<String> cleanliness,
    Optional<String> security,
    Optional<String> reliability,
    Optional<String> availability,
    Optional<String> standards,
    Optional<String> source,
    Optional<String> generation,
    Optional<String> storage,
    Optional<String> notary,
    Optional<String> witness,
    Optional<String> corroboration) {
  /** Nothing was stated. */
  public static final Capture NOT_STATED =
      new Capture(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
}
