package org.colophon.core.port;

import org.colophon.core.LeafIndex;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;

/** A node may be spared the index; others of the chain answer. */
public final class NoSearch implements WorkSearch {
  @Override
  public Found find(String text, LeafIndex from, int size) throws RefusedException {
    throw new RefusedException(Reason.NOT_FOUND, "search: this node keeps no index of works");
  }
}
