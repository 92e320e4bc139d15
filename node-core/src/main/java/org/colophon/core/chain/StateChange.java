package org.colophon.core.chain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.colophon.core.json.Json;
import org.colophon.crypto.Digests;
import org.colophon.crypto.Hash;

/** One change of the ledger's state. */
public final class StateChange {
  private final String key;
  private final Optional<Json> value;

  /** Written once, for the hash and for the store. */
  private final Optional<byte[]> bytes;

  /**
   * A change.
   *
   * @param key ASCII; kind and name, such as {@code key/ed25519:…}
   * @param value empty when the key goes away
   */
  public StateChange(String key, Optional<Json> value) {
    this.key = key;
    this.value = value;
    this.bytes = value.map(Json::bytes);
  }

  /** Sets a value. */
  public static StateChange put(String key, Json value) {
    return new StateChange(key, Optional.of(value));
  }

  /** Takes a key away. */
  public static StateChange remove(String key) {
    return new StateChange(key, Optional.empty());
  }

  /** What is changed. */
  public String key() {
    return key;
  }

  /** The new value; empty when the key goes away. */
  public Optional<Json> value() {
    return value;
  }

  /** The value's canonical text; not to be changed. */
  public Optional<byte[]> bytes() {
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StateChange change
        && key.equals(change.key)
        && value.equals(change.value);
  }

  @Override
  public int hashCode() {
    return Objects.hash(key, value);
  }

  @Override
  public String toString() {
    return key + ": " + value;
  }

  /**
   * The chained hash of a block's changes: that of {@link StateText}, without building it.
   *
   * @param previous the state hash of the block before; of the genesis in block 0
   * @param changes sorted by key, each key once
   */
  public static Hash chain(Hash previous, List<StateChange> changes) {
    MessageDigest digest = Digests.sha256();
    digest.update(ascii("{\"changes\":["));
    String before = "{\"key\":";
    for (StateChange change : changes) {
      digest.update(ascii(before));
      digest.update(Json.of(change.key).bytes());
      if (change.bytes.isPresent()) {
        digest.update(ascii(",\"value\":"));
        digest.update(change.bytes.get());
      }
      before = "},{\"key\":";
    }
    digest.update(ascii((changes.isEmpty() ? "]" : "}]") + ",\"previous\":\"" + previous + "\"}"));
    return Hash.finish(digest);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
