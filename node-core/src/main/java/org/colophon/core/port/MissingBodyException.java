package org.colophon.core.port;

import java.io.UncheckedIOException;
import org.colophon.core.LeafIndex;
import org.colophon.crypto.Hash;

/**
 * A record's body was taken out of the store, and the segment that holds it cannot be read now. All
 * else of the ledger can; and so can the body again once the segment is back.
 */
public final class MissingBodyException extends UncheckedIOException {
  private static final long serialVersionUID = 1L;

  /** For whoever asked the node: nothing of where it keeps its files. */
  private final String publicly;

  /**
   * Of one leaf.
   *
   * @param segment SHA-256 of the segment file
   * @param cause names the files
   */
  public MissingBodyException(LeafIndex leaf, Hash segment, StoreException cause) {
    super("leaf " + leaf + ": " + cause.getMessage(), cause);
    this.publicly =
        "leaf "
            + leaf
            + ": its record stands in the archive's segment "
            + segment
            + ", which this node cannot read now (ask another node, or again)";
  }

  /** What may be told outside of the node. */
  public String publicly() {
    return publicly;
  }
}
