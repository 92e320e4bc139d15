package org.colophon.core.reading;

import org.colophon.core.RecordId;
import org.colophon.crypto.merkle.InclusionProof;

/**
 * A read whose lease was settled.
 *
 * @param entry the read
 * @param settled the record whose root holds its row
 * @param path the row's in the tree of that root
 */
public record SettledRead(ReadEntry entry, RecordId settled, InclusionProof path) {}
