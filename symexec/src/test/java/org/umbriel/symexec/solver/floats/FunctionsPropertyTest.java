package org.umbriel.symexec.solver.floats;

import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.umbriel.symexec.term.FloatFunction;
import org.umbriel.symexec.term.Range;
import org.umbriel.symexec.term.Scalar;

/** What a function gives for numbers of two intervals must lie in what it gives for these. */
class FunctionsPropertyTest {

  @Provide
  Arbitrary<Double> numbers() {
    return Arbitraries.oneOf(
        Arbitraries.doubles().between(-20, 20),
        Arbitraries.longs().map(Double::longBitsToDouble),
        Arbitraries.of(
            0.0,
            -0.0,
            1.0,
            -1.0,
            Math.PI,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.NaN));
  }

  /** Each interval is the hull of two numbers; each number is one of them or lies between. */
  @Property(tries = 3_000)
  void resultsAreWithinTheInterval(
      @ForAll FloatFunction function,
      @ForAll("numbers") double a,
      @ForAll("numbers") double otherA,
      @ForAll("numbers") double b,
      @ForAll("numbers") double otherB,
      @ForAll boolean isSame) {
    boolean isWide = function.isWide() && !function.isOfInteger();
    double x = isWide ? a : (float) a;
    double y = isSame ? x : isWide ? b : (float) b;
    FloatInterval xs =
        FloatInterval.of(x).union(FloatInterval.of(isWide ? otherA : (float) otherA));
    FloatInterval ys =
        isSame ? xs : FloatInterval.of(y).union(FloatInterval.of(isWide ? otherB : (float) otherB));
    check(function, x, xs, y, ys, isSame);
    double middle = xs.low() + (xs.high() - xs.low()) / 2;
    if (xs.contains(isWide ? middle : (float) middle)) {
      double between = isWide ? middle : (float) middle;
      check(function, between, xs, isSame ? between : y, ys, isSame);
    }
  }

  private static void check(
      FloatFunction function,
      double x,
      FloatInterval xs,
      double y,
      FloatInterval ys,
      boolean isSame) {
    String what = function + " of " + x + " in " + xs + " and " + y + " in " + ys;
    if (function.isOfInteger()) {
      long integer = function.isWide() ? (long) x : (int) x;
      FloatInterval result =
          Functions.ofInteger(function, new Range(integer, integer).union(Range.of(7)));
      assertTrue(holds(result, number(function.apply(integer, 0), isResultWide(function))), what);
      return;
    }
    long result = function.apply(bits(x, function.isWide()), bits(y, function.isWide()));
    switch (function) {
      case F2I, D2I -> assertTrue(Functions.toInteger(xs, Scalar.INT).contains(result), what);
      case F2L, D2L -> assertTrue(Functions.toInteger(xs, Scalar.LONG).contains(result), what);
      case FCMPL, FCMPG, DCMPL, DCMPG ->
          assertTrue(Functions.compare(function, xs, ys).contains(result), what);
      default -> {
        FloatInterval results = Functions.apply(function, xs, ys, isSame);
        assertTrue(holds(results, number(result, isResultWide(function))), what + ": " + results);
      }
    }
  }

  private static boolean holds(FloatInterval interval, double value) {
    return Double.isNaN(value) ? interval.hasNan() : interval.contains(value);
  }

  private static boolean isResultWide(FloatFunction function) {
    return switch (function) {
      case FADD, FSUB, FMUL, FDIV, FREM, I2F, L2F, D2F -> false;
      default -> true;
    };
  }

  private static long bits(double value, boolean isWide) {
    return isWide ? Double.doubleToLongBits(value) : Float.floatToIntBits((float) value);
  }

  private static double number(long bits, boolean isWide) {
    return isWide ? Double.longBitsToDouble(bits) : Float.intBitsToFloat((int) bits);
  }
}
