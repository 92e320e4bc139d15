package org.colophon.core.chain;

import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;

/**
 * Where a record stands: the same for ever, and on every node.
 *
 * @param id the record
 * @param height its block
 * @param index its leaf
 * @param time its block's time
 */
public record Receipt(RecordId id, Height height, LeafIndex index, Timestamp time) {}
