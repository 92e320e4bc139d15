package org.colophon.crypto.merkle;

import java.util.ArrayList;
import java.util.List;
import org.colophon.crypto.Hash;

/** Builds proofs and roots at any tree size from the complete nodes of a stored tree. */
public final class Proofs {
  private Proofs() {}

  /** The path of a leaf in the tree of the given size: O(log size) node reads. */
  public static InclusionProof inclusion(long leafIndex, long treeSize, NodeReader nodes) {
    List<Hash> path = new ArrayList<>(InclusionProof.pathLength(leafIndex, treeSize));
    collectPath(leafIndex, 0, treeSize, nodes, path);
    return new InclusionProof(leafIndex, treeSize, path);
  }

  /** That the tree of the new size extends the tree of the old size. */
  public static ConsistencyProof consistency(long oldSize, long newSize, NodeReader nodes) {
    List<Hash> path = new ArrayList<>();
    if (oldSize != newSize) {
      collectSubproof(oldSize, 0, newSize, true, nodes, path);
    }
    return new ConsistencyProof(oldSize, newSize, path);
  }

  /** Root of the tree at the given size. */
  public static Hash root(long treeSize, NodeReader nodes) {
    return treeSize == 0 ? nodes.hash().emptyRoot() : range(0, treeSize, nodes);
  }

  /** Roots of the complete subtrees at the given size, largest first. */
  public static List<Hash> frontier(long treeSize, NodeReader nodes) {
    List<Hash> frontier = new ArrayList<>(Long.bitCount(treeSize));
    long start = 0;
    for (int level = 62; level >= 0; level--) {
      if ((treeSize >>> level & 1) == 1) {
        frontier.add(nodes.node(level, start >>> level));
        start += 1L << level;
      }
    }
    return frontier;
  }

  /** PATH(m, D[begin:end]) of RFC 6962, 2.1.1, with m counted from the tree's start. */
  private static void collectPath(
      long leafIndex, long begin, long end, NodeReader nodes, List<Hash> path) {
    if (end - begin == 1) {
      return;
    }
    long split = begin + largestPowerBelow(end - begin);
    if (leafIndex < split) {
      collectPath(leafIndex, begin, split, nodes, path);
      path.add(range(split, end, nodes));
    } else {
      collectPath(leafIndex, split, end, nodes, path);
      path.add(range(begin, split, nodes));
    }
  }

  /** SUBPROOF(m, D[begin:end], b) of RFC 6962, 2.1.2, with m counted from the tree's start. */
  private static void collectSubproof(
      long oldSize, long begin, long end, boolean whole, NodeReader nodes, List<Hash> path) {
    if (oldSize == end) {
      if (!whole) {
        path.add(range(begin, end, nodes));
      }
      return;
    }
    long split = begin + largestPowerBelow(end - begin);
    if (oldSize <= split) {
      collectSubproof(oldSize, begin, split, whole, nodes, path);
      path.add(range(split, end, nodes));
    } else {
      collectSubproof(oldSize, split, end, false, nodes, path);
      path.add(range(begin, split, nodes));
    }
  }

  /** Root over leaves [begin, end), where begin is a multiple of the range's covering power. */
  private static Hash range(long begin, long end, NodeReader nodes) {
    long count = end - begin;
    if (Long.bitCount(count) == 1) {
      int level = Long.numberOfTrailingZeros(count);
      return nodes.node(level, begin >>> level);
    }
    long split = begin + largestPowerBelow(count);
    return nodes.hash().node(range(begin, split, nodes), range(split, end, nodes));
  }

  /** Largest power of two strictly below {@code n}, for n at least 2. */
  private static long largestPowerBelow(long n) {
    return Long.highestOneBit(n - 1);
  }
}
