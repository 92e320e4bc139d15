package org.colophon.core.port;

/**
 * The store was asked after it was closed: the node ends, or an installed copy of the ledger is
 * about to take its place. Asked again later, or of another node, the question can be answered.
 */
public final class StoreClosedException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /** Of a store that somebody still asks. */
  public StoreClosedException() {
    super("the store is closed");
  }
}
