package org.colophon.core.chain;

import org.colophon.crypto.Hash;

/**
 * A complete inner node of the log's tree, stored once and never changed.
 *
 * @param level at least 1; level 0 are the leaves, whose hashes follow from their bytes
 * @param index over leaves {@code index << level} to {@code ((index + 1) << level) - 1}
 * @param hash its hash
 */
public record TreeNode(int level, long index, Hash hash) {}
