package org.colophon.crypto.ers;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Until when each algorithm behind a time-stamp is trusted. What the table does not name, like
 * SHA-1 and MD5, is never trusted. Names: {@code sha256}, {@code sha384}, {@code sha512}; {@code
 * p256} and {@code p384} for ECDSA; {@code rsa2048} for RSA keys of 2,048 bits and more, {@code
 * rsa3072} and {@code rsa4096} likewise, the largest that fits counting. Immutable.
 */
public final class AlgorithmPolicy {
  /** The end of an algorithm that is still trusted. */
  public static final long OPEN_MS = Long.MAX_VALUE;

  private static final AlgorithmPolicy STANDARD = standardTable();

  private final SortedMap<String, Long> endsMs;

  private AlgorithmPolicy(SortedMap<String, Long> endsMs) {
    this.endsMs = endsMs;
  }

  /** Trusts all that the project reads, without end. */
  public static AlgorithmPolicy standard() {
    return STANDARD;
  }

  private static AlgorithmPolicy standardTable() {
    SortedMap<String, Long> endsMs = new TreeMap<>();
    for (String name : AlgorithmNames.ALL) {
      endsMs.put(name, OPEN_MS);
    }
    return new AlgorithmPolicy(endsMs);
  }

  /**
   * This policy but for one algorithm, as in {@code sha256@2041-01-01}: not trusted from the start
   * of that day (UTC) on.
   *
   * @throws IllegalArgumentException when the name is unknown or the day is none
   */
  public AlgorithmPolicy withWeak(String nameAtDay) {
    int at = nameAtDay.indexOf('@');
    if (at < 0) {
      throw new IllegalArgumentException("weak algorithm: no @ (expected: as sha256@2041-01-01)");
    }
    try {
      LocalDate day = LocalDate.parse(nameAtDay.substring(at + 1));
      long endMs = day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
      return withEnd(nameAtDay.substring(0, at), endMs);
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "weak algorithm: no such day (expected: as sha256@2041-01-01)", e);
    }
  }

  /**
   * This policy but for one algorithm.
   *
   * @param endMs first moment at which it is not trusted, in milliseconds since 1970 UTC
   * @throws IllegalArgumentException when the name is unknown
   */
  public AlgorithmPolicy withEnd(String name, long endMs) {
    if (!endsMs.containsKey(name)) {
      throw new IllegalArgumentException(
          "weak algorithm: no such name (expected: " + names() + ")");
    }
    SortedMap<String, Long> changed = new TreeMap<>(endsMs);
    changed.put(name, endMs);
    return new AlgorithmPolicy(changed);
  }

  /** The names that the policy knows. */
  public SortedSet<String> names() {
    return new TreeSet<>(endsMs.keySet());
  }

  /**
   * First moment at which the algorithm is not trusted, in milliseconds since 1970 UTC; {@link
   * #OPEN_MS} when none is known; 0 for an unknown name.
   */
  public long endMs(String name) {
    return endsMs.getOrDefault(name, 0L);
  }

  /** Whether the algorithm is trusted at this moment, in milliseconds since 1970 UTC. */
  public boolean trusts(String name, long atMs) {
    return atMs < endMs(name);
  }
}
