package org.colophon.node.range;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.colophon.core.Height;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.LogTree;
import org.colophon.core.membership.Genesis;
import org.colophon.core.port.LedgerReader;
import org.colophon.crypto.note.Checkpoint;

/**
 * Whether a range is what a quorum of the validators has signed: every leaf of it, and no other.
 */
public final class RangeCheck {
  private RangeCheck() {}

  /**
   * Hashes a whole range behind a tree.
   *
   * @param before the block that the range must follow
   * @param tree the log up to and with that block's header; stays as it is
   * @return the height that the range ends at
   * @throws RefusedException when it does not follow, or does not lead to the signed root
   */
  static Height requireSealed(Genesis genesis, Path file, Height before, LogTree tree)
      throws IOException, RefusedException {
    try (RangeFile.Reader range = RangeFile.Reader.open(file, genesis.limits().entryRecordsMax())) {
      RangeHead head = range.head();
      Checkpoint checkpoint = head.requireSealed(genesis);
      Height next = new Height(before.value() + 1);
      if (!head.from().equals(next)) {
        throw RangeFile.refused(
            "from: " + head.from() + " (expected: " + next + ", which follows what is here)");
      }
      LogTree grown = tree.copy();
      Height height = before;
      Optional<RangeBlock> block = range.next();
      while (block.isPresent()) {
        block.get().records().forEach(record -> grown.append(record, node -> {}));
        grown.append(block.get().header().bytes(), node -> {});
        height = block.get().header().height();
        block = range.next();
      }
      if (!height.equals(head.to()) || !grown.checkpoint(genesis.chain()).equals(checkpoint)) {
        throw RangeFile.refused(
            "blocks: "
                + grown.size()
                + " leaves with root "
                + grown.root()
                + " (expected: "
                + checkpoint.size()
                + " with root "
                + checkpoint.root()
                + ", which the validators signed)");
      }
      return height;
    }
  }

  /**
   * The same for a range whose blocks a ledger has.
   *
   * @param from its first block
   * @return the height that it ends at
   */
  public static Height requireSealed(Genesis genesis, Path file, LedgerReader ledger, Height from)
      throws IOException, RefusedException {
    Height before = new Height(from.value() - 1);
    BlockHeader header =
        ledger
            .header(before)
            .orElseThrow(() -> new IOException("height: " + before + ": there is no such block"));
    long size = header.checkpointSize().value();
    return requireSealed(genesis, file, before, LogTree.read(ledger, size));
  }
}
