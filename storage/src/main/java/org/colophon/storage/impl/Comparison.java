package org.colophon.storage.impl;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.colophon.core.port.StoreException;
import org.colophon.storage.Difference;
import org.colophon.storage.Difference.Kind;
import org.colophon.storage.ReplayScope;

/** Walks one family of two stores side by side. */
final class Comparison {
  private final Audit actual;
  private final Audit expected;
  private final Family<?, ?> family;
  private final ReplayScope scope;
  private final Consumer<Difference> differences;

  Comparison(
      Audit actual,
      Audit expected,
      Family<?, ?> family,
      ReplayScope scope,
      Consumer<Difference> differences) {
    this.actual = actual;
    this.expected = expected;
    this.family = family;
    this.scope = scope;
    this.differences = differences;
  }

  void run() throws StoreException {
    try (Cursor<?, ?> found = actual.cursor(family);
        Cursor<?, ?> wanted = expected.cursor(family)) {
      found.seekToFirst();
      wanted.seekToFirst();
      while (true) {
        Optional<String> damage = found.damage();
        if (damage.isPresent()) {
          passDamage(found, wanted, damage.get());
          if (!found.valid() && found.damage().isPresent()) {
            return;
          }
        }
        boolean more = wanted.validOrThrow();
        if (!found.valid() && !more) {
          return;
        }
        step(found, wanted, more);
      }
    }
  }

  private void step(Cursor<?, ?> found, Cursor<?, ?> wanted, boolean more) {
    int order =
        !found.valid() ? 1 : more ? Arrays.compareUnsigned(found.rawKey(), wanted.rawKey()) : -1;
    if (order < 0) {
      if (scope == ReplayScope.WHOLE) {
        byte[] key = found.rawKey();
        OptionalLong height = actual.height(family, key, found.rawValue());
        report(key, Kind.EXTRA, height, "is there (expected: is not)");
      }
      found.next();
    } else if (order > 0) {
      if (!mayBeRewritten()) {
        byte[] key = wanted.rawKey();
        OptionalLong height = expected.height(family, key, wanted.rawValue());
        report(key, Kind.MISSING, height, "is not there (expected: is)");
      }
      wanted.next();
    } else {
      byte[] value = wanted.rawValue();
      if (!isSame(found.rawValue(), value) && !isRewritten(found)) {
        report(
            wanted.rawKey(),
            Kind.CHANGED,
            expected.height(family, wanted.rawKey(), value),
            Audit.firstDifference(found.rawValue(), value));
      }
      found.next();
      wanted.next();
    }
  }

  /** Whether blocks that the expected store does not have may have written its keys anew. */
  private boolean mayBeRewritten() {
    return scope == ReplayScope.BEGINNING && family.replay() == Family.Replay.NEWEST;
  }

  /** A replay has every body; what is left of one that was taken out must be left of that one. */
  private boolean isSame(byte[] found, byte[] wanted) {
    return Arrays.equals(found, wanted)
        || (family.equals(Families.LEAVES) && StoredLeaf.isLeftOf(found, wanted));
  }

  private boolean isRewritten(Cursor<?, ?> found) {
    return mayBeRewritten()
        && actual.height(family, found.rawKey(), found.rawValue()).orElse(0) > expected.tipHeight();
  }

  /**
   * Tries the expected keys one by one until the actual store can be read again, and reports the
   * whole run as one difference. What only the actual store has in there stays unknown.
   */
  private void passDamage(Cursor<?, ?> found, Cursor<?, ?> wanted, String damage)
      throws StoreException {
    OptionalLong height = OptionalLong.empty();
    Optional<String> first = Optional.empty();
    String last = "";
    long count = 0;
    while (wanted.validOrThrow()) {
      byte[] key = wanted.rawKey();
      if (height.isEmpty()) {
        height = expected.height(family, key, wanted.rawValue());
      }
      found.seek(key);
      if (found.damage().isEmpty()) {
        break;
      }
      last = family.describeKey(key);
      if (first.isEmpty()) {
        first = Optional.of(last);
      }
      count++;
      wanted.next();
    }
    if (first.isEmpty() && scope == ReplayScope.BEGINNING) {
      return;
    }
    differences.accept(
        new Difference(
            family.name(),
            first.isPresent() ? first.get() + " to " + last : "between or behind the entries",
            height.orElse(expected.newest()),
            Kind.UNREADABLE,
            count + " entries: " + damage));
  }

  private void report(byte[] key, Kind kind, OptionalLong height, String detail) {
    long near = height.orElseGet(() -> expected.nearest(family, key).orElse(expected.newest()));
    differences.accept(new Difference(family.name(), family.describeKey(key), near, kind, detail));
  }
}
