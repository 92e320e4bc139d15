package org.colophon.storage.archive;

import org.colophon.core.Height;
import org.colophon.crypto.Hash;

/**
 * Blocks of a store whose records' bodies stand in a segment.
 *
 * @param segment SHA-256 of the segment file
 * @param from first of them
 * @param to last of them
 */
public record ArchivedRange(Hash segment, Height from, Height to) {}
