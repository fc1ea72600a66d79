package org.umbriel.symexec.explore.library;

import org.umbriel.symexec.explore.machine.Call;
import org.umbriel.symexec.explore.machine.HeapObject;
import org.umbriel.symexec.explore.machine.Machine;
import org.umbriel.symexec.explore.machine.Thrown;
import org.umbriel.symexec.term.Literal;
import org.umbriel.symexec.term.Range;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.TermFactory;

/**
 * {@code java.util.Random}: with a given seed, the sequence that its documentation defines; without
 * one, any numbers. The payload is the scrambled seed, a term.
 */
final class RandomMethods {
  private static final String RANDOM = "java/util/Random.";
  private static final long MULTIPLIER = 0x5DEECE66DL;
  private static final long MASK = (1L << 48) - 1;
  private static final int INT_BITS = 32;

  private RandomMethods() {}

  static void addTo(Registry registry) {
    registry
        .add(RANDOM + "<init>()V", Call::done)
        .add(RANDOM + "<init>(J)V", RandomMethods::seed)
        .add(RANDOM + "setSeed(J)V", RandomMethods::seed)
        .add(RANDOM + "next(I)I", RandomMethods::next)
        .add(RANDOM + "nextInt(I)I", RandomMethods::nextInt);
  }

  private static void seed(Call call) throws Thrown {
    TermFactory terms = call.machine().terms();
    Term scrambled =
        terms.bitAnd(
            terms.bitXor(call.term(1, Scalar.LONG), terms.longValue(MULTIPLIER)),
            terms.longValue(MASK));
    call.machine().heap().writePayload(call.object(0), scrambled);
    call.done();
  }

  private static void next(Call call) throws Thrown {
    Machine machine = call.machine();
    TermFactory terms = machine.terms();
    int bits = call.concrete(1, INT_BITS);
    HeapObject self = call.object(0);
    if (self.payload() instanceof Term seed) {
      Term following =
          terms.bitAnd(
              terms.add(terms.multiply(seed, terms.longValue(MULTIPLIER)), terms.longValue(0xBL)),
              terms.longValue(MASK));
      machine.heap().writePayload(self, following);
      call.answer(terms.toInt(terms.shiftRightUnsigned(following, terms.intValue(48 - bits))));
    } else {
      Range range = bits == INT_BITS ? Scalar.INT.range() : new Range(0, (1L << bits) - 1);
      call.answer(machine.inputs().unknown("random", Scalar.INT, range));
    }
  }

  private static void nextInt(Call call) throws Thrown {
    Machine machine = call.machine();
    if (call.object(0).payload() != null) {
      machine.enterWithArguments(call.caller(), call.routine());
      return;
    }
    TermFactory terms = machine.terms();
    Term bound = call.term(1, Scalar.INT);
    if (!machine.decide(terms.less(terms.intValue(0), bound))) {
      throw machine.raise("java/lang/IllegalArgumentException", "bound must be positive");
    }
    if (bound instanceof Literal literal) {
      call.answer(
          machine.inputs().unknown("random", Scalar.INT, new Range(0, literal.value() - 1)));
    } else {
      Term any = machine.inputs().unknown("random", Scalar.INT, new Range(0, Integer.MAX_VALUE));
      call.answer(terms.remainder(any, bound));
    }
  }
}
