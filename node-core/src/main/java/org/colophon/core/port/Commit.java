package org.colophon.core.port;

import java.util.List;
import java.util.Optional;
import org.colophon.core.chain.ControlChange;
import org.colophon.core.chain.NewBlock;
import org.colophon.core.chain.Position;
import org.colophon.core.chain.Seal;

/**
 * All that one entry of the log changes; a store takes the whole of it or nothing.
 *
 * @param position the entry
 * @param block the block it made
 * @param seal the seal it ordered
 * @param control changes outside the blocks
 */
public record Commit(
    Position position, Optional<NewBlock> block, Optional<Seal> seal, List<ControlChange> control) {
  /** Copies the list. */
  public Commit {
    control = List.copyOf(control);
  }

  /** An entry that changes nothing but the position. */
  public static Commit nothing(Position position) {
    return new Commit(position, Optional.empty(), Optional.empty(), List.of());
  }
}
