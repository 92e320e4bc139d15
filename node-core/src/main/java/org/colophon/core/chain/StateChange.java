package org.colophon.core.chain;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.colophon.core.json.Json;
import org.colophon.crypto.Hash;

/**
 * One change of the ledger's state.
 *
 * @param key ASCII; kind and name, such as {@code key/ed25519:…}
 * @param value canonical JSON, or empty when the key goes away
 */
public record StateChange(String key, Optional<Json> value) {
  /** Sets a value. */
  public static StateChange put(String key, Json value) {
    return new StateChange(key, Optional.of(value));
  }

  /** Takes a key away. */
  public static StateChange remove(String key) {
    return new StateChange(key, Optional.empty());
  }

  /** The key's bytes. */
  public byte[] keyBytes() {
    return key.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * The chained hash of a block's changes, see {@link StateText}.
   *
   * @param previous the state hash of the block before; of the genesis in block 0
   * @param changes sorted by key, each key once
   */
  public static Hash chain(Hash previous, List<StateChange> changes) {
    return StateText.of(previous, changes).hash();
  }
}
