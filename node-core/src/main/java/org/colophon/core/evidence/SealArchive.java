package org.colophon.core.evidence;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.TreeSize;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.membership.Policies;
import org.colophon.core.port.LedgerReader;
import org.colophon.crypto.Hash;
import org.colophon.crypto.ers.ArchiveTree;
import org.colophon.crypto.ers.DocumentGroup;
import org.colophon.crypto.ers.ReducedHashTree;
import org.jspecify.annotations.Nullable;

/**
 * The archive tree of a seal (RFC 4998): over each record that the seal covers and no earlier one
 * did, together with its block's header, the sealed note and the policy by which that counts.
 * Immutable.
 */
public final class SealArchive {
  private final ArchiveTree tree;
  private final int wantedNumber;
  private final @Nullable DocumentGroup wanted;

  private SealArchive(ArchiveTree tree, int wantedNumber, @Nullable DocumentGroup wanted) {
    this.tree = tree;
    this.wantedNumber = wantedNumber;
    this.wanted = wanted;
  }

  /**
   * Reads the records from the ledger.
   *
   * @param from leaves that earlier seals cover
   * @param size leaves that the seal covers
   * @param policy the policy's text, see {@link Policies}
   * @param record whose way through the tree will be asked for
   * @return empty when there is no such record
   */
  public static Optional<SealArchive> read(
      LedgerReader reader,
      TreeSize from,
      TreeSize size,
      String note,
      String policy,
      Optional<LeafIndex> record) {
    Hash noteHash = Hash.sha256(note.getBytes(StandardCharsets.UTF_8));
    Hash policyHash = Hash.sha256(policy.getBytes(StandardCharsets.US_ASCII));
    ArchiveTree.Builder builder = ArchiveTree.builder();
    int count = 0;
    int wantedNumber = 0;
    @Nullable DocumentGroup wanted = null;
    Optional<BlockHeader> block = reader.blockOf(new LeafIndex(from.value()));
    while (block.isPresent() && block.get().checkpointSize().compareTo(size) <= 0) {
      BlockHeader header = block.get();
      Hash headerHash = Hash.sha256(header.bytes());
      for (long i = header.firstIndex().value(); i < header.leafIndex().value(); i++) {
        LeafIndex index = new LeafIndex(i);
        Hash recordHash = Hash.sha256(reader.leaf(index).orElseThrow());
        DocumentGroup group =
            DocumentGroup.of(List.of(recordHash, headerHash, noteHash, policyHash));
        if (record.isPresent() && record.get().equals(index)) {
          wantedNumber = count;
          wanted = group;
        }
        builder.add(group);
        count++;
      }
      block = reader.header(new Height(header.height().value() + 1));
    }
    return count == 0
        ? Optional.empty()
        : Optional.of(new SealArchive(builder.build(), wantedNumber, wanted));
  }

  /** What the archive token stamps. */
  public Hash root() {
    return tree.root();
  }

  /** The way from the record that was asked for to the root. */
  public Optional<ReducedHashTree> reduced() {
    return Optional.ofNullable(wanted).map(group -> tree.reduced(wantedNumber, group));
  }
}
