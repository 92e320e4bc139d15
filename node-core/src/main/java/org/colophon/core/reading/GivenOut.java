package org.colophon.core.reading;

import java.util.List;

/**
 * What a reader is given, and what remains of it.
 *
 * @param trace what lies within the grant
 * @param keys what opens private matter of it, when it is to be decrypted
 * @param entry the journal's entry: it was on the disk before this was given out
 */
public record GivenOut(ScopedTrace trace, List<ReleasedKey> keys, ReadEntry entry) {
  /** Copies the keys. */
  public GivenOut {
    keys = List.copyOf(keys);
  }
}
