package org.umbriel.symexec.path;

import java.util.ArrayList;
import java.util.List;
import org.umbriel.metadata.classfile.Opcode;
import org.umbriel.symexec.path.state.Values;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;

/** {@code pop} to {@code swap}: they count words, values of category 2 take two (JVMS 2.11.1). */
final class StackShuffle {

  private StackShuffle() {}

  static Values apply(Opcode opcode, Values stack) {
    return switch (opcode) {
      case POP -> stack.pop(1);
      case POP2 -> stack.pop(take(stack, 0, 2).size());
      case DUP -> duplicate(stack, 1, 0);
      case DUP_X1 -> duplicate(stack, 1, 1);
      case DUP_X2 -> duplicate(stack, 1, 2);
      case DUP2 -> duplicate(stack, 2, 0);
      case DUP2_X1 -> duplicate(stack, 2, 1);
      case DUP2_X2 -> duplicate(stack, 2, 2);
      case SWAP -> stack.pop(2).push(stack.top(0)).push(stack.top(1));
      default -> throw new IllegalArgumentException(opcode + " does not move values");
    };
  }

  /** {@code ..., below, top -> ..., top, below, top}, sizes in words. */
  private static Values duplicate(Values stack, int topWords, int belowWords) {
    List<Term> top = take(stack, 0, topWords);
    List<Term> below = take(stack, top.size(), belowWords);
    Values result = stack.pop(top.size() + below.size());
    for (List<Term> group : List.of(top, below, top)) {
      for (Term value : group) {
        result = result.push(value);
      }
    }
    return result;
  }

  /** Values that take some words, from a depth downwards; the topmost last. */
  private static List<Term> take(Values stack, int depth, int words) {
    List<Term> values = new ArrayList<>();
    int left = words;
    for (int at = depth; left > 0; at++) {
      Term value = stack.top(at);
      values.add(0, value);
      left -= value.sort() == Scalar.LONG ? 2 : 1;
    }
    return values;
  }
}
