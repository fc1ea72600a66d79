package org.umbriel.symexec.explore.library;

import java.util.List;
import org.umbriel.symexec.explore.machine.Call;
import org.umbriel.symexec.explore.machine.Intrinsic;
import org.umbriel.symexec.term.Range;
import org.umbriel.symexec.term.Scalar;

/**
 * Native methods on numbers. Those that round in ways which are not modelled give an unknown for an
 * unknown.
 */
final class NumberMethods {
  private static final Range ALL_LONGS = Scalar.LONG.range();

  private NumberMethods() {}

  static void addTo(Registry registry) {
    registry
        .add("java/lang/Float.floatToRawIntBits(F)I", NumberMethods::same)
        .add("java/lang/Float.intBitsToFloat(I)F", NumberMethods::same)
        .add("java/lang/Double.doubleToRawLongBits(D)J", NumberMethods::sameWide)
        .add("java/lang/Double.longBitsToDouble(J)D", NumberMethods::sameWide);
    HostCalls host = new HostCalls();
    for (String owner : List.of("java/lang/Math.", "java/lang/StrictMath.")) {
      for (String name :
          List.of(
              "sin",
              "cos",
              "tan",
              "asin",
              "acos",
              "atan",
              "exp",
              "log",
              "log10",
              "sqrt",
              "cbrt",
              "sinh",
              "cosh",
              "tanh",
              "expm1",
              "log1p",
              "ceil",
              "floor",
              "rint",
              "atan2",
              "pow",
              "hypot",
              "IEEEremainder")) {
        registry.add(owner + name, wide(host, name));
      }
    }
    registry.add("java/lang/Math.random()D", call -> call.answer(unknown(call, "random")));
  }

  private static Intrinsic wide(HostCalls host, String name) {
    return call -> {
      if (!host.attempt(call)) {
        call.answer(unknown(call, name));
      }
    };
  }

  private static org.umbriel.symexec.term.Term unknown(Call call, String name) {
    return call.machine().unknown(name, Scalar.LONG, ALL_LONGS);
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
