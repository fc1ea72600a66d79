package org.umbriel.benchmarks.signature;

import java.math.BigInteger;

/** A number that depends on all numbers that were put in; {@code MIX} computes the same in C. */
final class Fold {
  static final String IN_C =
      """
      typedef unsigned long long u64;
      #define MIX(x) (h = (h ^ (u64) (x)) * 1099511628211ULL)
      """;
  private static final long PRIME = 1099511628211L;

  private long h = 1;

  void add(long number) {
    h = (h ^ number) * PRIME;
  }

  void add(BigInteger number) {
    add(number.longValue());
  }

  long value() {
    return h;
  }
}
