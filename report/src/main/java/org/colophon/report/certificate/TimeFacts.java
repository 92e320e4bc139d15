package org.colophon.report.certificate;

import java.util.List;
import java.util.Optional;
import org.colophon.core.Timestamp;

/**
 * Times of a record that are told apart.
 *
 * @param claimed what the author says
 * @param ordered its block's time
 * @param notBefore attested time of the seal that its block binds; empty before the first seal
 * @param stamps what time-stamping authorities say, in the order of the seal
 */
public record TimeFacts(
    Timestamp claimed,
    Timestamp ordered,
    Optional<Timestamp> notBefore,
    List<TimeStampFacts> stamps) {
  /** Copies the list. */
  public TimeFacts {
    stamps = List.copyOf(stamps);
  }
}
