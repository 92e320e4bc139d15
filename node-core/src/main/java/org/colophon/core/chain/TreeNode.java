package org.colophon.core.chain;

import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.TreeHash;

/**
 * A complete node of one of the log's trees, stored once and never changed.
 *
 * @param tree which tree
 * @param level above the leaves, which are level 0. Their hashes in the tree with SHA-256 follow
 *     from their bytes or stand in their places; in the tree with SM3 they are nodes like others,
 *     so that a path needs no body
 * @param index over leaves {@code index << level} to {@code ((index + 1) << level) - 1}
 * @param hash its hash
 */
public record TreeNode(TreeHash tree, int level, long index, Hash hash) {}
