package org.colophon.core.port;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.colophon.core.Refusal;
import org.colophon.core.chain.Position;

/**
 * What consensus drives on each node: it hands over every committed entry once, in order. An
 * entry's bytes are those of {@link org.colophon.core.chain.EntryCodec}.
 */
public interface Replica {
  /** Position of the newest entry that was applied; consensus goes on behind it. */
  Position applied();

  /**
   * Whether a leader should append this entry at all; cheap, and asked on the leader only.
   *
   * @return empty to append; else why not
   */
  Optional<Refusal> admit(byte[] entry);

  /**
   * Starts checking the signatures of an entry that has arrived but is not committed. Returns at
   * once, may be called by any thread, and may be called for entries that are never applied.
   */
  void prepare(byte[] entry);

  /**
   * Applies the entry at a position behind {@link #applied}, and returns the reply for whoever
   * submitted it. An exception means that an invariant of this node is broken: the node halts and
   * never skips the entry.
   */
  byte[] apply(Position position, byte[] entry) throws IOException;

  /** Makes what was applied durable, and returns the position that is durable. */
  Position flush() throws IOException;

  /**
   * Replaces the whole ledger by the verified copy in {@code directory}, whose files it takes over.
   *
   * @return the position that the copy holds
   */
  Position install(Path directory) throws IOException;
}
