package org.colophon.core.port;

import java.util.Optional;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.NewBlock;
import org.colophon.core.chain.Position;
import org.colophon.core.chain.Seal;

/**
 * What every store demands of the next commit before it writes any of it. A store does not judge
 * what a block says; it only refuses to keep a ledger with a gap or an overlap.
 */
public final class CommitOrder {
  private CommitOrder() {}

  /**
   * Refuses a commit that does not continue the ledger.
   *
   * @param applied position of the newest commit
   * @param head the newest block's header
   * @param newestSeal the newest seal
   */
  public static void check(
      Commit commit, Position applied, Optional<BlockHeader> head, Optional<Seal> newestSeal)
      throws StoreException {
    Position position = commit.position();
    boolean behind = position.index() > applied.index() && position.term() >= applied.term();
    if (!behind && !isGenesis(commit, applied, head)) {
      throw new StoreException("position: " + position + " (expected: behind " + applied + ")");
    }
    if (commit.block().isPresent()) {
      checkBlock(commit.block().get(), head);
    }
    if (commit.seal().isPresent()) {
      expect("seal", commit.seal().get().number(), newestSeal.map(Seal::number).orElse(0L) + 1);
    }
  }

  /** The genesis block comes before every entry: it alone moves no position. */
  private static boolean isGenesis(Commit commit, Position applied, Optional<BlockHeader> head) {
    return head.isEmpty()
        && applied.equals(Position.NONE)
        && commit.position().equals(Position.NONE)
        && commit.block().isPresent();
  }

  private static void checkBlock(NewBlock block, Optional<BlockHeader> head) throws StoreException {
    BlockHeader header = block.header();
    expect("height", header.height().value(), head.map(h -> h.height().value() + 1).orElse(0L));
    expect(
        "firstIndex",
        header.firstIndex().value(),
        head.map(h -> h.checkpointSize().value()).orElse(0L));
    expect("count", header.count(), block.entries().size());
    if (head.isPresent() && header.time().compareTo(head.get().time()) <= 0) {
      throw new StoreException(
          "time: " + header.time() + " (expected: after " + head.get().time() + ")");
    }
  }

  private static void expect(String name, long found, long expected) throws StoreException {
    if (found != expected) {
      throw new StoreException(name + ": " + found + " (expected: " + expected + ")");
    }
  }
}
