package org.colophon.crypto.merkle;

import java.util.List;
import org.colophon.crypto.Hash;

/**
 * That the tree of {@code newSize} leaves only appended to the tree of {@code oldSize} leaves (RFC
 * 6962, 2.1.2; checked as in RFC 9162, 2.1.4.2).
 *
 * @param oldSize at least 1
 * @param newSize at least the old size
 * @param path hashes in the order of RFC 6962
 */
public record ConsistencyProof(long oldSize, long newSize, List<Hash> path) {
  /** Checks the ranges. */
  public ConsistencyProof {
    if (oldSize < 1 || oldSize > newSize) {
      throw new IllegalArgumentException(
          "consistency of sizes: " + oldSize + ", " + newSize + " (expected: 1 <= old <= new)");
    }
    path = List.copyOf(path);
  }

  /** Whether both roots belong to one append-only tree. */
  public boolean verifies(Hash oldRoot, Hash newRoot) {
    if (oldSize == newSize) {
      return path.isEmpty() && oldRoot.equals(newRoot);
    }
    boolean oldIsComplete = Long.bitCount(oldSize) == 1;
    if (path.isEmpty() && !oldIsComplete) {
      return false;
    }
    int next = 0;
    Hash first = oldRoot;
    if (!oldIsComplete) {
      first = path.get(next++);
    }
    long oldNode = oldSize - 1;
    long newNode = newSize - 1;
    while ((oldNode & 1) == 1) {
      oldNode >>= 1;
      newNode >>= 1;
    }
    Hash fromOld = first;
    Hash fromNew = first;
    for (; next < path.size(); next++) {
      if (newNode == 0) {
        return false;
      }
      Hash sibling = path.get(next);
      if ((oldNode & 1) == 1 || oldNode == newNode) {
        fromOld = MerkleHash.node(sibling, fromOld);
        fromNew = MerkleHash.node(sibling, fromNew);
        while ((oldNode & 1) == 0 && oldNode != 0) {
          oldNode >>= 1;
          newNode >>= 1;
        }
      } else {
        fromNew = MerkleHash.node(fromNew, sibling);
      }
      oldNode >>= 1;
      newNode >>= 1;
    }
    return newNode == 0 && fromOld.equals(oldRoot) && fromNew.equals(newRoot);
  }
}
