package org.colophon.core.evidence.archive;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.colophon.core.LeafIndex;
import org.colophon.core.TreeSize;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.port.LedgerReader;
import org.colophon.crypto.Hash;
import org.colophon.crypto.ers.ArchiveTree;
import org.colophon.crypto.ers.DocumentGroup;
import org.colophon.crypto.ers.ReducedHashTree;

/**
 * The archive tree of one seal (docs/formats.md, "Archive tree"): a group of documents for each
 * record that the seal covers and no earlier seal did, in leaf order. Immutable.
 */
public final class SealArchive {
  private final ArchiveTree tree;

  /** First record of each block, and how many groups stand before it. */
  private final NavigableMap<LeafIndex, Integer> groupsBefore;

  private SealArchive(ArchiveTree tree, NavigableMap<LeafIndex, Integer> groupsBefore) {
    this.tree = tree;
    this.groupsBefore = groupsBefore;
  }

  /**
   * The archive tree of a seal; empty when it covers no record that an earlier seal did not. Reads
   * each of those records once.
   *
   * @param before leaves that the seals before cover, 0 when there is none
   * @param size leaves that this seal covers
   * @param note the whole sealed note
   * @param policy the policy text in force
   */
  public static Optional<SealArchive> of(
      LedgerReader reader, TreeSize before, TreeSize size, byte[] note, byte[] policy) {
    Hash noteHash = Hash.sha256(note);
    Hash policyHash = Hash.sha256(policy);
    ArchiveTree.Builder groups = ArchiveTree.builder();
    NavigableMap<LeafIndex, Integer> groupsBefore = new TreeMap<>();
    int count = 0;
    LeafIndex next = new LeafIndex(before.value());
    while (next.value() < size.value()) {
      BlockHeader block = reader.blockOf(next).orElseThrow();
      Hash headerHash = Hash.sha256(block.bytes());
      groupsBefore.put(block.firstIndex(), count);
      for (LeafIndex leaf = block.firstIndex(); block.covers(leaf); leaf = leaf.plus(1)) {
        Hash recordHash = Hash.sha256(reader.leaf(leaf).orElseThrow());
        groups.add(new DocumentGroup(List.of(recordHash, headerHash, noteHash, policyHash)));
        count++;
      }
      next = block.leafIndex().plus(1);
    }
    return count == 0
        ? Optional.empty()
        : Optional.of(new SealArchive(groups.build(), groupsBefore));
  }

  /** What the seal's archive token stamps. */
  public Hash root() {
    return tree.root();
  }

  /** Number of records. */
  public int size() {
    return tree.size();
  }

  /**
   * The way from a record's documents to the root.
   *
   * @throws IllegalArgumentException when these are not the documents of this record in this tree
   */
  public ReducedHashTree reduced(LeafIndex record, ArchiveDocuments documents) {
    Map.Entry<LeafIndex, Integer> block = groupsBefore.floorEntry(record);
    if (block == null) {
      throw new IllegalArgumentException("archive tree: no record at leaf " + record);
    }
    long index = block.getValue() + record.value() - block.getKey().value();
    if (index >= tree.size()) {
      throw new IllegalArgumentException("archive tree: no record at leaf " + record);
    }
    return tree.reduced((int) index, documents.group());
  }
}
