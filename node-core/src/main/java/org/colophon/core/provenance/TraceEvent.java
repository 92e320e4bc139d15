package org.colophon.core.provenance;

import org.colophon.core.query.RecordAt;
import org.colophon.core.query.SurvivingLicences;
import org.colophon.core.query.Times;

/**
 * One thing that happened to a work.
 *
 * @param record the record that tells it
 * @param times when, by each of the times
 * @param summary one plain sentence, and a second one when licences go on
 * @param surviving licences that go on when rights pass
 */
public record TraceEvent(
    RecordAt record, Times times, String summary, SurvivingLicences surviving) {}
