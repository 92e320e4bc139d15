package org.colophon.core.provenance;

import java.util.List;
import org.colophon.core.RecordId;
import org.colophon.core.query.RecordAt;
import org.colophon.core.query.SurvivingLicences;
import org.colophon.core.query.Times;

/**
 * One thing that happened to a work.
 *
 * @param record the record that tells it
 * @param times when, by each of the times
 * @param summary one plain sentence, and more when something is to be known beside it
 * @param surviving licences that go on when rights pass
 * @param corrections records that correct it, oldest first
 * @param warnings of a notice and what was done on it: records that allowed what it objects to
 */
public record TraceEvent(
    RecordAt record,
    Times times,
    String summary,
    SurvivingLicences surviving,
    List<RecordId> corrections,
    List<RecordId> warnings) {
  /** Copies the lists. */
  public TraceEvent {
    warnings = List.copyOf(warnings);
    corrections = List.copyOf(corrections);
  }
}
