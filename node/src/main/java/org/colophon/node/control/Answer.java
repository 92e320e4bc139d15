package org.colophon.node.control;

import java.io.Closeable;
import org.colophon.core.json.Json;

/**
 * What a command gave.
 *
 * @param message the answer
 * @param held closed when the asker has gone, however it goes
 */
public record Answer(Json.Obj message, Closeable held) {
  /** An answer that holds nothing. */
  public static Answer of(Json.Obj message) {
    return new Answer(message, () -> {});
  }
}
