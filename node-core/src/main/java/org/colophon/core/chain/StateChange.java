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
   * The chained hash of a block's changes: SHA-256 of {@code
   * {"changes":[{"key":…,"value":…}…],"previous":…}}, where a removal has no value.
   *
   * @param previous the state hash of the block before; of the genesis in block 0
   * @param changes sorted by key, each key once
   */
  public static Hash chain(Hash previous, List<StateChange> changes) {
    List<Json> items =
        changes.stream()
            .<Json>map(c -> Json.object().put("key", c.key).putIf("value", c.value).build())
            .toList();
    Json.Obj text =
        Json.object().put("changes", Json.array(items)).put("previous", previous.hex()).build();
    return Hash.sha256(text.bytes());
  }
}
