package org.umbriel.symexec.fact.state;

import java.util.Optional;
import org.umbriel.metadata.classfile.Opcode;
import org.umbriel.symexec.fact.domain.IntegerArithmetic;
import org.umbriel.symexec.fact.domain.Interval;
import org.umbriel.symexec.fact.domain.Support;
import org.umbriel.symexec.fact.value.Definition;

/** Differences that follow from how a value is computed, as long as nothing overflows. */
final class DefinitionDifferences {
  private final State state;

  /** Takes {@code from - to <= most}; one end is known from the question. */
  interface Sink {
    void accept(int otherEnd, long most, Support support);
  }

  DefinitionDifferences(State state) {
    this.state = state;
  }

  /** {@code value - x <= most} for operands x. */
  void above(int value, Sink sink) {
    if (!(state.basis().graph().definition(value) instanceof Definition.Operation operation)
        || operation.right() < 0) {
      return;
    }
    int left = state.canonical(operation.left());
    int right = state.canonical(operation.right());
    NumberFact x = state.number(left);
    NumberFact y = state.number(right);
    Support both = x.support().union(y.support());
    switch (operation.opcode()) {
      case IADD -> {
        if (addsExactly(x, y)) {
          sink.accept(left, y.interval().high(), both);
          sink.accept(right, x.interval().high(), both);
        }
      }
      case ISUB -> {
        if (subtractsExactly(x, y)) {
          sink.accept(left, -y.interval().low(), both);
        }
      }
      case IREM -> {
        if (y.interval().low() > 0) {
          sink.accept(right, -1, y.support());
        }
        if (x.interval().low() >= 0) {
          sink.accept(left, 0, x.support());
        }
      }
      case IAND -> {
        if (y.interval().low() >= 0) {
          sink.accept(right, 0, y.support());
        }
        if (x.interval().low() >= 0) {
          sink.accept(left, 0, x.support());
        }
      }
      case ISHR -> {
        if (x.interval().low() >= 0) {
          sink.accept(left, 0, x.support());
        }
      }
      case IUSHR -> {
        if (x.interval().low() >= 0) {
          sink.accept(left, 0, x.support());
        }
        middle(operation, (from, to, support) -> sink.accept(to, 0, support));
      }
      case IDIV -> {
        if (x.interval().low() >= 0 && y.interval().low() > 0) {
          sink.accept(left, 0, both);
        }
        middle(operation, (from, to, support) -> sink.accept(to, 0, support));
      }
      default -> {}
    }
  }

  /** {@code x - value <= most} for operands x. */
  void below(int value, Sink sink) {
    if (!(state.basis().graph().definition(value) instanceof Definition.Operation operation)
        || operation.right() < 0) {
      return;
    }
    int left = state.canonical(operation.left());
    int right = state.canonical(operation.right());
    NumberFact x = state.number(left);
    NumberFact y = state.number(right);
    Support both = x.support().union(y.support());
    switch (operation.opcode()) {
      case IADD -> {
        if (addsExactly(x, y)) {
          sink.accept(left, -y.interval().low(), both);
          sink.accept(right, -x.interval().low(), both);
        }
      }
      case ISUB -> {
        if (subtractsExactly(x, y)) {
          sink.accept(left, y.interval().high(), both);
        }
      }
      case IUSHR, IDIV -> middle(operation, (from, to, support) -> sink.accept(from, 0, support));
      default -> {}
    }
  }

  private static boolean addsExactly(NumberFact x, NumberFact y) {
    Interval a = x.interval();
    Interval b = y.interval();
    return Interval.INT.includes(a)
        && Interval.INT.includes(b)
        && Interval.INT.includes(new Interval(a.low() + b.low(), a.high() + b.high()));
  }

  private static boolean subtractsExactly(NumberFact x, NumberFact y) {
    return IntegerArithmetic.INT.subtractsWithoutOverflow(x.interval(), y.interval());
  }

  /** {@code (x - z) - (y - z) = x - y}: the operands to ask about instead. */
  Optional<SamePart> withoutCommonPart(int from, int to) {
    if (state.basis().graph().definition(from) instanceof Definition.Operation a
        && state.basis().graph().definition(to) instanceof Definition.Operation b
        && a.opcode() == Opcode.ISUB
        && b.opcode() == Opcode.ISUB
        && state.canonical(a.right()) == state.canonical(b.right())) {
      NumberFact x = state.number(a.left());
      NumberFact y = state.number(b.left());
      NumberFact z = state.number(a.right());
      if (subtractsExactly(x, z) && subtractsExactly(y, z)) {
        Support support = x.support().union(y.support()).union(z.support());
        return Optional.of(
            new SamePart(state.canonical(a.left()), state.canonical(b.left()), support));
      }
    }
    return Optional.empty();
  }

  /** Two values with the same difference as two others, as long as the support holds. */
  record SamePart(int from, int to, Support support) {}

  /** Takes the ends of a range that a value lies in. */
  private interface Range {
    void accept(int low, int high, Support support);
  }

  /**
   * {@code (low + high) >>> 1} with both at least 0, or {@code (low + high) / 2} without overflow:
   * it lies between them, if they are known to be in order.
   */
  private void middle(Definition.Operation operation, Range range) {
    NumberFact by = state.number(operation.right());
    int half = operation.opcode() == Opcode.IDIV ? 2 : 1;
    if (!by.interval().equals(Interval.of(half))
        || !(state.basis().graph().definition(state.canonical(operation.left()))
            instanceof Definition.Operation sum)
        || sum.opcode() != Opcode.IADD) {
      return;
    }
    int a = state.canonical(sum.left());
    int b = state.canonical(sum.right());
    NumberFact x = state.number(a);
    NumberFact y = state.number(b);
    boolean bothPositive = x.interval().low() >= 0 && y.interval().low() >= 0;
    boolean exact = operation.opcode() == Opcode.IUSHR || addsExactly(x, y);
    if (!bothPositive || !exact || !IntegerArithmetic.INT.all().includes(x.interval())) {
      return;
    }
    Support support = x.support().union(y.support());
    ordered(a, b).ifPresent(s -> range.accept(a, b, s.union(support)));
    ordered(b, a).ifPresent(s -> range.accept(b, a, s.union(support)));
  }

  /** Whether {@code a <= b} is known directly. */
  private Optional<Support> ordered(int a, int b) {
    return state.differencesOf(a).stream()
        .filter(d -> d.to() == b && d.most() <= 0)
        .map(Difference::support)
        .findFirst();
  }
}
