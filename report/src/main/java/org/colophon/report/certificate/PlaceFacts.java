package org.colophon.report.certificate;

import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.TreeSize;
import org.colophon.crypto.Hash;

/**
 * Where a record stands.
 *
 * @param height its block
 * @param leaf its leaf in the log
 * @param leafHash RFC 6962 hash of that leaf
 * @param size leaves that the sealed checkpoint covers
 * @param root root of the checkpoint
 */
public record PlaceFacts(Height height, LeafIndex leaf, Hash leafHash, TreeSize size, Hash root) {}
