package org.colophon.node.ingest;

import java.util.concurrent.CompletableFuture;
import org.colophon.core.chain.Outcome;
import org.colophon.core.record.VerifiedRecord;

/**
 * A verified record that waits for its place.
 *
 * @param record the record
 * @param outcome completed once it is known
 * @param sinceNanos when it came in
 */
record Pending(VerifiedRecord record, CompletableFuture<Outcome> outcome, long sinceNanos) {}
