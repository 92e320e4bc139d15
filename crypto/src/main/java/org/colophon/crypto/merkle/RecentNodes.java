package org.colophon.crypto.merkle;

import org.colophon.crypto.Hash;
import org.jspecify.annotations.Nullable;

/**
 * The node that was computed last at each level. Paths of neighbouring leaves share all but their
 * lowest nodes, so that a whole tree's paths, one after the other, cost about one hash a leaf. Not
 * for several threads at once.
 */
public final class RecentNodes {
  private final @Nullable Hash[] left = new Hash[InclusionProof.PATH_LENGTH_MAX];
  private final @Nullable Hash[] right = new Hash[InclusionProof.PATH_LENGTH_MAX];
  private final @Nullable Hash[] node = new Hash[InclusionProof.PATH_LENGTH_MAX];

  /** {@link MerkleHash#node} of the two children. */
  Hash node(int level, Hash leftChild, Hash rightChild) {
    Hash known = node[level];
    if (known != null && leftChild.equals(left[level]) && rightChild.equals(right[level])) {
      return known;
    }
    Hash made = MerkleHash.node(leftChild, rightChild);
    left[level] = leftChild;
    right[level] = rightChild;
    node[level] = made;
    return made;
  }
}
