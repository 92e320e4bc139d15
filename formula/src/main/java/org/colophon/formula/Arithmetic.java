package org.colophon.formula;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.LongBinaryOperator;

/** What formulas can calculate beyond CEL's own operators; exact, or a fault. */
final class Arithmetic {
  private Arithmetic() {}

  /** {@code a × b ÷ c}, exact until its one rounding: halves away from zero. */
  static long mulDiv(long a, long b, long c) {
    if (c == 0) {
      throw new FaultException(Fault.DIVISION_BY_ZERO);
    }
    BigInteger product = BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
    return exact(
        new BigDecimal(product)
            .divide(BigDecimal.valueOf(c), 0, RoundingMode.HALF_UP)
            .toBigIntegerExact());
  }

  /** The middle one by size; of an even number the mean of the two middle ones, halves up. */
  static long median(List<Long> values) {
    requireSome(values);
    List<Long> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    if (sorted.size() % 2 == 1) {
      return sorted.get(half);
    }
    BigInteger both =
        BigInteger.valueOf(sorted.get(half - 1)).add(BigInteger.valueOf(sorted.get(half)));
    return exact(
        new BigDecimal(both).divide(BigDecimal.TWO, 0, RoundingMode.HALF_UP).toBigIntegerExact());
  }

  static long least(List<Long> values) {
    return fold(values, Math::min);
  }

  static long greatest(List<Long> values) {
    return fold(values, Math::max);
  }

  /** The sum of all; of none it is zero. */
  static long sum(List<Long> values) {
    BigInteger sum = BigInteger.ZERO;
    for (long value : values) {
      sum = sum.add(BigInteger.valueOf(value));
    }
    return exact(sum);
  }

  private static long fold(List<Long> values, LongBinaryOperator operator) {
    requireSome(values);
    return values.stream().mapToLong(Long::longValue).reduce(operator).orElseThrow();
  }

  private static void requireSome(List<Long> values) {
    if (values.isEmpty()) {
      throw new FaultException(Fault.EMPTY_LIST);
    }
  }

  private static long exact(BigInteger value) {
    if (value.bitLength() > 63) {
      throw new FaultException(Fault.OVERFLOW);
    }
    return value.longValueExact();
  }
}
