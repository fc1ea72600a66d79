package org.umbriel.symexec.fact.domain;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.IntBinaryOperator;
import java.util.function.LongBinaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** For members of the arguments, the concrete result is a member of the abstract one. */
class IntegerArithmeticPropertyTest {

  /** Two members of an interval, with the interval between them. */
  record Sample(long low, long member, long high) {
    Interval interval() {
      return new Interval(low, high);
    }
  }

  private interface Abstract {
    Interval apply(Interval a, Interval b);
  }

  @Provide
  Arbitrary<Sample> ints() {
    Arbitrary<Integer> edges =
        Arbitraries.of(Integer.MIN_VALUE, Integer.MIN_VALUE + 1, -1, 0, 1, Integer.MAX_VALUE);
    Arbitrary<Long> values =
        Arbitraries.oneOf(Arbitraries.integers(), Arbitraries.integers().between(-70, 70), edges)
            .map(Integer::longValue);
    return samples(values);
  }

  @Provide
  Arbitrary<Sample> longs() {
    Arbitrary<Long> edges =
        Arbitraries.of(Long.MIN_VALUE, Long.MIN_VALUE + 1, -1L, 0L, 1L, Long.MAX_VALUE);
    Arbitrary<Long> ints = Arbitraries.integers().map(Integer::longValue);
    return samples(
        Arbitraries.oneOf(Arbitraries.longs(), ints, Arbitraries.longs().between(-70, 70), edges));
  }

  private static Arbitrary<Sample> samples(Arbitrary<Long> values) {
    return values
        .array(long[].class)
        .ofSize(3)
        .map(
            v -> {
              java.util.Arrays.sort(v);
              return new Sample(v[0], v[1], v[2]);
            });
  }

  private static void checkInt(Sample a, Sample b, IntBinaryOperator concrete, Abstract op) {
    for (long x : new long[] {a.low, a.member, a.high}) {
      for (long y : new long[] {b.low, b.member, b.high}) {
        int result = concrete.applyAsInt((int) x, (int) y);
        Interval found = op.apply(a.interval(), b.interval());
        assertTrue(found.contains(result), () -> x + ", " + y + " -> " + result + ": " + found);
      }
    }
  }

  private static void checkLong(Sample a, Sample b, LongBinaryOperator concrete, Abstract op) {
    for (long x : new long[] {a.low, a.member, a.high}) {
      for (long y : new long[] {b.low, b.member, b.high}) {
        long result = concrete.applyAsLong(x, y);
        Interval found = op.apply(a.interval(), b.interval());
        assertTrue(found.contains(result), () -> x + ", " + y + " -> " + result + ": " + found);
      }
    }
  }

  @Property
  void ofInts(@ForAll("ints") Sample a, @ForAll("ints") Sample b) {
    IntegerArithmetic ints = IntegerArithmetic.INT;
    checkInt(a, b, (x, y) -> x + y, ints::add);
    checkInt(a, b, (x, y) -> x - y, ints::subtract);
    checkInt(a, b, (x, y) -> x * y, ints::multiply);
    checkInt(a, b, (x, y) -> x & y, ints::and);
    checkInt(a, b, (x, y) -> x | y, ints::or);
    checkInt(a, b, (x, y) -> x ^ y, ints::xor);
    checkInt(a, b, (x, y) -> x << y, ints::shiftLeft);
    checkInt(a, b, (x, y) -> x >> y, ints::shiftRight);
    checkInt(a, b, (x, y) -> x >>> y, ints::shiftRightUnsigned);
    checkInt(a, b, (x, y) -> -x, (i, j) -> ints.negate(i));
    checkInt(a, b, Integer::compare, IntegerArithmetic::compare);
    if (!b.interval().contains(0)) {
      checkInt(a, b, (x, y) -> x / y, ints::divide);
      checkInt(a, b, (x, y) -> x % y, ints::remainder);
    }
  }

  @Property
  void ofLongs(@ForAll("longs") Sample a, @ForAll("longs") Sample b) {
    IntegerArithmetic longs = IntegerArithmetic.LONG;
    checkLong(a, b, (x, y) -> x + y, longs::add);
    checkLong(a, b, (x, y) -> x - y, longs::subtract);
    checkLong(a, b, (x, y) -> x * y, longs::multiply);
    checkLong(a, b, (x, y) -> x & y, longs::and);
    checkLong(a, b, (x, y) -> x | y, longs::or);
    checkLong(a, b, (x, y) -> x ^ y, longs::xor);
    checkLong(a, b, (x, y) -> -x, (i, j) -> longs.negate(i));
    checkLong(a, b, Long::compare, IntegerArithmetic::compare);
    if (!b.interval().contains(0)) {
      checkLong(a, b, (x, y) -> x / y, longs::divide);
      checkLong(a, b, (x, y) -> x % y, longs::remainder);
    }
  }

  @Property
  void longShifts(@ForAll("longs") Sample a, @ForAll("ints") Sample b) {
    IntegerArithmetic longs = IntegerArithmetic.LONG;
    checkLong(a, b, (x, y) -> x << (int) y, longs::shiftLeft);
    checkLong(a, b, (x, y) -> x >> (int) y, longs::shiftRight);
    checkLong(a, b, (x, y) -> x >>> (int) y, longs::shiftRightUnsigned);
  }

  @Property
  void conversions(@ForAll("longs") Sample a, @ForAll("ints") Sample b) {
    checkLong(a, b, (x, y) -> (int) x, (i, j) -> IntegerArithmetic.toInt(i));
    checkInt(b, b, (x, y) -> (byte) x, (i, j) -> IntegerArithmetic.narrow(i, Interval.BYTE));
    checkInt(b, b, (x, y) -> (char) x, (i, j) -> IntegerArithmetic.narrow(i, Interval.CHAR));
    checkInt(b, b, (x, y) -> (short) x, (i, j) -> IntegerArithmetic.narrow(i, Interval.SHORT));
  }

  @Property
  void exactnessOfSums(@ForAll("ints") Sample a, @ForAll("ints") Sample b) {
    if (IntegerArithmetic.INT.subtractsWithoutOverflow(a.interval(), b.interval())) {
      Math.subtractExact((int) a.member, (int) b.member);
    }
    if (IntegerArithmetic.INT.addsWithoutOverflow(a.interval(), b.member)) {
      Math.addExact((int) a.member, (int) b.member);
    }
  }

  @Property
  void comparisons(@ForAll("longs") Sample a, @ForAll("longs") Sample b) {
    for (Comparison comparison : Comparison.values()) {
      if (comparison.holds(a.member, b.member)) {
        assertTrue(comparison.refine(a.interval(), b.interval()).contains(a.member));
        assertTrue(comparison.swap().holds(b.member, a.member));
      } else {
        assertTrue(comparison.negate().holds(a.member, b.member));
      }
    }
  }

  @Property
  void widening(@ForAll("longs") Sample a, @ForAll("longs") Sample b) {
    long[] thresholds = {-1, 0, 1, 100};
    Interval widened = a.interval().widen(b.interval(), thresholds, Interval.LONG);
    assertTrue(widened.includes(a.interval()) && widened.includes(b.interval()));
    assertTrue(a.interval().join(b.interval()).includes(b.interval()));
    assertTrue(a.interval().includes(a.interval().meet(b.interval())));
  }
}
