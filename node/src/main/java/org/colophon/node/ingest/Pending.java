package org.colophon.node.ingest;

import org.colophon.core.chain.Outcome;
import org.colophon.core.record.VerifiedRecord;

/**
 * A verified record that waits for its place.
 *
 * @param record the record
 * @param submission the call that it came with
 * @param position its place in that call
 * @param sinceNanos when it came in
 */
record Pending(VerifiedRecord record, Submission submission, int position, long sinceNanos) {
  void settle(Outcome outcome) {
    submission.settle(position, outcome);
  }
}
