package org.colophon.crypto.ers;

import java.util.ArrayList;
import java.util.List;
import org.colophon.crypto.Sha2;

/**
 * The lists of hash values that lead from a group of documents to the root of a hash tree (RFC 4998
 * section 4.2). Immutable.
 */
public final class ReducedHashTree {
  /** Most lists: a tree over 2^62 groups. */
  public static final int LISTS_MAX = 63;

  /** Most hash values in one list. */
  public static final int VALUES_MAX = DocumentGroup.DOCUMENTS_MAX;

  private final Sha2 algorithm;
  private final List<List<Imprint>> lists;

  private ReducedHashTree(Sha2 algorithm, List<List<Imprint>> lists) {
    this.algorithm = algorithm;
    this.lists = lists;
  }

  /**
   * The tree of these lists, from the documents' to the root's children.
   *
   * @throws IllegalArgumentException when a list or value is missing, there are too many, or one is
   *     of another algorithm
   */
  public static ReducedHashTree of(Sha2 algorithm, List<List<Imprint>> lists) {
    if (lists.isEmpty() || lists.size() > LISTS_MAX) {
      throw new IllegalArgumentException(
          "reduced hash tree: " + lists.size() + " lists (expected: 1 to " + LISTS_MAX + ")");
    }
    for (List<Imprint> values : lists) {
      if (values.isEmpty() || values.size() > VALUES_MAX) {
        throw new IllegalArgumentException(
            "reduced hash tree: a list of "
                + values.size()
                + " (expected: 1 to "
                + VALUES_MAX
                + ")");
      }
      if (!values.stream().allMatch(value -> value.algorithm() == algorithm)) {
        throw new IllegalArgumentException(
            "reduced hash tree: a value not of " + algorithm.label());
      }
    }
    return new ReducedHashTree(algorithm, lists.stream().map(List::copyOf).toList());
  }

  /** What made the values. */
  public Sha2 algorithm() {
    return algorithm;
  }

  /** The lists, from the documents' to the root's children. */
  public List<List<Imprint>> lists() {
    return lists;
  }

  /** The first list: hash values of the documents. */
  public List<Imprint> first() {
    return lists.getFirst();
  }

  /**
   * The root (RFC 4998 section 4.3, steps 2 and 3): each list, joined by what the list before it
   * gave, is sorted, concatenated and hashed. A first list of one value gives that value, since
   * section 4.2 hashes groups of more than one document only.
   */
  public Imprint root() {
    Imprint node = first().size() == 1 ? first().getFirst() : combine(first());
    for (List<Imprint> siblings : lists.subList(1, lists.size())) {
      List<Imprint> children = new ArrayList<>(siblings);
      children.add(node);
      node = combine(children);
    }
    return node;
  }

  private Imprint combine(List<Imprint> values) {
    return Imprint.ofAll(algorithm, values.stream().sorted().toList());
  }
}
