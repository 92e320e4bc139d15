package org.colophon.rpc.server;

import java.time.Duration;

/** Where a stream goes: takes items only as fast as its reader. */
interface Sink<T> {
  /** Waits until the reader has room; false when it took nothing for so long. */
  boolean awaitReady(Duration max) throws InterruptedException;

  /** Whether the reader has gone. */
  boolean isClosed();

  /** Hands over one item; called after {@link #awaitReady}. */
  void send(T item);

  /** Raised when the reader has room again or has gone. */
  Signal signal();
}
