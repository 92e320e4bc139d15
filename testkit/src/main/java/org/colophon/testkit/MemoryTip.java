package org.colophon.testkit;

import java.util.Optional;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.NewBlock;
import org.colophon.core.chain.Position;
import org.colophon.core.chain.Seal;
import org.colophon.core.port.Commit;

/**
 * Where a memory store stands after a commit.
 *
 * @param version counts the commits
 * @param position the newest commit's
 * @param head the newest block's header
 * @param newestSeal the newest seal
 */
record MemoryTip(
    long version, Position position, Optional<BlockHeader> head, Optional<Seal> newestSeal) {
  static final MemoryTip START =
      new MemoryTip(0, Position.NONE, Optional.empty(), Optional.empty());

  MemoryTip after(Commit commit) {
    return new MemoryTip(
        version + 1,
        commit.position(),
        commit.block().map(NewBlock::header).or(() -> head),
        commit.seal().or(() -> newestSeal));
  }
}
