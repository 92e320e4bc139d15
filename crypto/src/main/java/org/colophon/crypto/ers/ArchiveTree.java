package org.colophon.crypto.ers;

import java.security.DigestException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.colophon.crypto.Digests;
import org.colophon.crypto.Hash;
import org.colophon.crypto.Sha2;

/**
 * The hash tree of RFC 4998 section 4.2 over data object groups, with the shape that
 * docs/formats.md fixes: from the groups in their order, neighbours are paired level by level,
 * parent = SHA-256(smaller ‖ greater), and a last one without neighbour moves up as it is. Takes
 * some 64 bytes for each group. Immutable.
 */
public final class ArchiveTree {
  /** Most groups in one tree. */
  public static final int GROUPS_MAX = 1 << 24;

  /** From the groups' hashes to the root; each level is its hashes one behind the other. */
  private final List<byte[]> levels;

  private ArchiveTree(List<byte[]> levels) {
    this.levels = levels;
  }

  /** Takes the groups one by one, in leaf order. */
  public static Builder builder() {
    return new Builder();
  }

  /** The tree over these groups, in this order; see {@link Builder#build}. */
  public static ArchiveTree of(List<DocumentGroup> groups) {
    Builder builder = builder();
    groups.forEach(builder::add);
    return builder.build();
  }

  /** Number of groups. */
  public int size() {
    return levels.getFirst().length / Hash.LENGTH;
  }

  /** What the archive time-stamp covers. */
  public Hash root() {
    return Hash.of(levels.getLast());
  }

  /**
   * The reduced hash tree of one group (RFC 4998 section 4.2, "Reduction of Hash Tree"): the
   * group's document hashes, then for each level that has one the sibling.
   *
   * @param index number of the group, from 0
   * @throws IllegalArgumentException when this group does not stand there
   */
  public ReducedHashTree reduced(int index, DocumentGroup group) {
    Objects.checkIndex(index, size());
    if (!hashAt(levels.getFirst(), index).equals(group.hash())) {
      throw new IllegalArgumentException("archive tree: another group stands at " + index);
    }
    List<List<Imprint>> lists = new ArrayList<>();
    lists.add(group.documents().stream().map(Imprint::of).toList());
    int position = index;
    for (byte[] level : levels.subList(0, levels.size() - 1)) {
      int sibling = position ^ 1;
      if (sibling * Hash.LENGTH < level.length) {
        lists.add(List.of(Imprint.of(hashAt(level, sibling))));
      }
      position >>= 1;
    }
    return ReducedHashTree.of(Sha2.SHA_256, lists);
  }

  private static Hash hashAt(byte[] level, int index) {
    return Hash.of(level, index * Hash.LENGTH);
  }

  /** Gathers groups; not safe for use by several threads. */
  public static final class Builder {
    private byte[] leaves = new byte[16 * Hash.LENGTH];
    private int size;

    private Builder() {}

    /**
     * Appends a group.
     *
     * @throws IllegalArgumentException when there are {@link #GROUPS_MAX} already
     */
    public Builder add(DocumentGroup group) {
      if (size == GROUPS_MAX) {
        throw new IllegalArgumentException("archive tree: over " + GROUPS_MAX + " groups");
      }
      if (leaves.length == size * Hash.LENGTH) {
        leaves = Arrays.copyOf(leaves, 2 * leaves.length);
      }
      group.hash().copyTo(leaves, size * Hash.LENGTH);
      size++;
      return this;
    }

    /**
     * The tree over the groups so far.
     *
     * @throws IllegalArgumentException when there is none
     */
    public ArchiveTree build() {
      if (size == 0) {
        throw new IllegalArgumentException("archive tree: no group");
      }
      List<byte[]> levels = new ArrayList<>();
      levels.add(Arrays.copyOf(leaves, size * Hash.LENGTH));
      MessageDigest digest = Digests.sha256();
      while (levels.getLast().length > Hash.LENGTH) {
        levels.add(parents(levels.getLast(), digest));
      }
      return new ArchiveTree(List.copyOf(levels));
    }

    private static byte[] parents(byte[] level, MessageDigest digest) {
      int count = level.length / Hash.LENGTH;
      byte[] parents = new byte[(count + 1) / 2 * Hash.LENGTH];
      for (int left = 0; left + 1 < count; left += 2) {
        writeParent(level, left * Hash.LENGTH, parents, left / 2 * Hash.LENGTH, digest);
      }
      if (count % 2 == 1) {
        System.arraycopy(
            level, level.length - Hash.LENGTH, parents, parents.length - Hash.LENGTH, Hash.LENGTH);
      }
      return parents;
    }

    private static void writeParent(
        byte[] level, int left, byte[] parents, int target, MessageDigest digest) {
      int right = left + Hash.LENGTH;
      boolean isOrdered =
          Arrays.compareUnsigned(level, left, right, level, right, right + Hash.LENGTH) <= 0;
      digest.update(level, isOrdered ? left : right, Hash.LENGTH);
      digest.update(level, isOrdered ? right : left, Hash.LENGTH);
      try {
        digest.digest(parents, target, Hash.LENGTH);
      } catch (DigestException e) {
        throw new IllegalStateException("a SHA-256 hash has 32 bytes", e);
      }
    }
  }
}
