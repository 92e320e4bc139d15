package org.colophon.crypto.signature;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * A concurrent cache of two generations: when the young one is full it becomes the old one, and the
 * old one is dropped. What is used within a generation survives; it never holds more than twice the
 * limit (and the few values that racing threads add).
 */
final class BoundedCache<K, V> {
  private final int generationSizeMax;
  private volatile Map<K, V> young = new ConcurrentHashMap<>();
  private volatile Map<K, V> old = Map.of();

  BoundedCache(int generationSizeMax) {
    this.generationSizeMax = generationSizeMax;
  }

  /** The value of {@code key}; {@code load} must be a pure function, for it may run twice. */
  V get(K key, Function<? super K, ? extends V> load) {
    V value = young.get(key);
    if (value == null) {
      value = old.get(key);
      if (value == null) {
        value = load.apply(key);
      }
      put(key, value);
    }
    return value;
  }

  int size() {
    return young.size() + old.size();
  }

  private void put(K key, V value) {
    if (young.size() >= generationSizeMax) {
      rotate();
    }
    young.put(key, value);
  }

  private synchronized void rotate() {
    // Another thread may have rotated while this one waited.
    if (young.size() >= generationSizeMax) {
      old = young;
      young = new ConcurrentHashMap<>();
    }
  }
}
