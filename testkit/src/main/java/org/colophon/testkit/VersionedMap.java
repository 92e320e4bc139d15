package org.colophon.testkit;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * A sorted map that remembers what each key held after every version, so that a reader of one
 * version never sees a later one. One thread writes, any number read.
 */
final class VersionedMap<K extends Comparable<K>, V> {
  private final ConcurrentNavigableMap<K, NavigableMap<Long, Optional<V>>> history =
      new ConcurrentSkipListMap<>();

  void put(long version, K key, V value) {
    write(version, key, Optional.of(value));
  }

  void remove(long version, K key) {
    write(version, key, Optional.empty());
  }

  private void write(long version, K key, Optional<V> value) {
    history.computeIfAbsent(key, k -> new ConcurrentSkipListMap<>()).put(version, value);
  }

  Optional<V> get(long version, K key) {
    NavigableMap<Long, Optional<V>> values = history.get(key);
    return values == null ? Optional.empty() : at(version, values);
  }

  /** The entries of a version in the order of their keys; a view that walks lazily. */
  Iterable<Map.Entry<K, V>> entries(long version) {
    return entries(version, history);
  }

  /** The entries of a version from a key on, in the order of their keys. */
  Iterable<Map.Entry<K, V>> from(long version, K key) {
    return entries(version, history.tailMap(key, true));
  }

  /** The entries of a version strictly before a key, in reverse order. */
  Iterable<Map.Entry<K, V>> before(long version, K key) {
    return entries(version, history.headMap(key, false).descendingMap());
  }

  /** A map of its own that holds what this one held after a version. */
  VersionedMap<K, V> copyAt(long version) {
    VersionedMap<K, V> copy = new VersionedMap<>();
    entries(version).forEach(entry -> copy.put(version, entry.getKey(), entry.getValue()));
    return copy;
  }

  private static <K, V> Iterable<Map.Entry<K, V>> entries(
      long version, NavigableMap<K, NavigableMap<Long, Optional<V>>> part) {
    return () ->
        part.entrySet().stream()
            .<Map.Entry<K, V>>mapMulti((entry, out) ->
                at(version, entry.getValue())
                    .ifPresent(value -> out.accept(Map.entry(entry.getKey(), value))))
            .iterator();
  }

  private static <V> Optional<V> at(long version, NavigableMap<Long, Optional<V>> values) {
    Map.Entry<Long, Optional<V>> newest = values.floorEntry(version);
    return newest == null ? Optional.empty() : newest.getValue();
  }
}
