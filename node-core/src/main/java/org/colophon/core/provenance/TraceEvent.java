package org.colophon.core.provenance;

import org.colophon.core.query.RecordAt;
import org.colophon.core.query.Times;

/**
 * One thing that happened to a work.
 *
 * @param record the record that tells it
 * @param times when, by each of the times
 * @param summary one plain sentence
 */
public record TraceEvent(RecordAt record, Times times, String summary) {}
