package org.colophon.client.submit;

import java.time.Duration;

/** Waits; tests do not. */
@FunctionalInterface
public interface Pause {
  /** Lets that much time pass. */
  void pause(Duration duration) throws InterruptedException;
}
