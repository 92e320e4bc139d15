package org.colophon.core.reading;

import java.util.List;

/**
 * What a reader is given, and what remains of it.
 *
 * @param trace what lies within the grant
 * @param keys what opens private matter of it, when it is to be decrypted
 * @param exported the evidence of each event, in their order, when it is to be exported
 * @param entry the journal's entry: it was on the disk before this was given out
 */
public record GivenOut(
    ScopedTrace trace, List<ReleasedKey> keys, List<ExportedRecord> exported, ReadEntry entry) {
  /** Copies the lists. */
  public GivenOut {
    keys = List.copyOf(keys);
    exported = List.copyOf(exported);
  }
}
