package org.colophon.report.certificate;

import java.util.List;
import java.util.Optional;
import org.colophon.core.Timestamp;

/**
 * What the validators' cosignatures say of the time.
 *
 * @param median the lower median, as docs/formats.md has it
 * @param earliest the first of them
 * @param latest the last of them
 * @param count how many
 */
record AttestedTime(Timestamp median, Timestamp earliest, Timestamp latest, int count) {
  static AttestedTime of(List<ValidatorFacts> validators) {
    List<Timestamp> times =
        validators.stream()
            .map(ValidatorFacts::cosignedAt)
            .flatMap(Optional::stream)
            .sorted()
            .toList();
    return new AttestedTime(
        times.get((times.size() - 1) / 2), times.getFirst(), times.getLast(), times.size());
  }
}
