package org.colophon.core.chain;

import java.util.Optional;
import org.colophon.core.json.Json;

/**
 * A change of what sealing keeps outside the blocks: candidates and cosignatures on their way.
 *
 * @param key ASCII
 * @param value canonical JSON, or empty when the key goes away
 */
public record ControlChange(String key, Optional<Json> value) {
  /** Sets a value. */
  public static ControlChange put(String key, Json value) {
    return new ControlChange(key, Optional.of(value));
  }

  /** Takes a key away. */
  public static ControlChange remove(String key) {
    return new ControlChange(key, Optional.empty());
  }
}
