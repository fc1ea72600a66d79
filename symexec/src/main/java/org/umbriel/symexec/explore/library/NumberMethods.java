package org.umbriel.symexec.explore.library;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.umbriel.symexec.explore.machine.Call;
import org.umbriel.symexec.explore.machine.Intrinsic;
import org.umbriel.symexec.term.FloatFunction;
import org.umbriel.symexec.term.Range;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;

/** Methods on numbers that are native, or better than their code. */
final class NumberMethods {
  private static final Range ALL_LONGS = Scalar.LONG.range();

  private static final Set<FloatFunction> MATH =
      EnumSet.range(FloatFunction.DSQRT, FloatFunction.DHYPOT);

  private NumberMethods() {}

  static void addTo(Registry registry) {
    registry
        .add("java/lang/Float.floatToRawIntBits(F)I", NumberMethods::same)
        .add("java/lang/Float.intBitsToFloat(I)F", NumberMethods::same)
        .add("java/lang/Double.doubleToRawLongBits(D)J", NumberMethods::sameWide)
        .add("java/lang/Double.longBitsToDouble(J)D", NumberMethods::sameWide);
    HostCalls host = new HostCalls();
    for (String owner : List.of("java/lang/Math.", "java/lang/StrictMath.")) {
      for (FloatFunction function : MATH) {
        String name = function.name().substring(1).toLowerCase(Locale.ROOT);
        registry.add(owner + name, wide(host, function));
      }
      registry.add(owner + "IEEEremainder", unknown(host, "IEEEremainder"));
    }
    registry.add("java/lang/Math.random()D", call -> call.answer(unknown(call, "random")));
  }

  /** Exact in a model; the solver may know less of it. */
  private static Intrinsic wide(HostCalls host, FloatFunction function) {
    return call -> {
      if (!host.attempt(call)) {
        Term first = call.term(0, Scalar.LONG);
        Term second = function.isBinary() ? call.term(2, Scalar.LONG) : first;
        call.answer(call.machine().operators().floats().math(function, first, second));
      }
    };
  }

  private static Intrinsic unknown(HostCalls host, String name) {
    return call -> {
      if (!host.attempt(call)) {
        call.answer(unknown(call, name));
      }
    };
  }

  private static Term unknown(Call call, String name) {
    return call.machine().inputs().unknown(name, Scalar.LONG, ALL_LONGS);
  }

  private static void same(Call call) {
    call.answer(call.term(0, Scalar.INT));
  }

  private static void sameWide(Call call) {
    if (call.isSymbolic(0)) {
      call.answer(call.term(0, Scalar.LONG));
    } else {
      call.answerWide(call.bits(0));
    }
  }
}
