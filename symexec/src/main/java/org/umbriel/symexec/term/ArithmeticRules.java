package org.umbriel.symexec.term;

import static org.umbriel.symexec.term.Operator.*;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Integer arithmetic: constants are folded, a constant operand stands second, neutral elements
 * vanish.
 */
final class ArithmeticRules {
  private final TermFactory factory;

  ArithmeticRules(TermFactory factory) {
    this.factory = factory;
  }

  Term binary(Operator operator, Term a, Term b) {
    Scalar sort = (Scalar) a.sort();
    if (a.sort() != b.sort() || sort == Scalar.BOOL) {
      throw new IllegalArgumentException(operator + " of " + a.sort() + " and " + b.sort());
    }
    if (a instanceof Literal x && b instanceof Literal y) {
      return factory.literal(sort, Arithmetic.apply(operator, sort, x.value(), y.value()));
    }
    if (operator.commutative() && (a.isLiteral() || (!b.isLiteral() && b.number() < a.number()))) {
      return binary(operator, b, a);
    }
    Term simpler =
        b instanceof Literal constant
            ? withConstant(operator, sort, a, constant.value())
            : symbolic(operator, a, b);
    if (simpler != null) {
      return simpler;
    }
    Range range = Ranges.of(operator, sort, a.range(), b.range());
    if (operator == MULTIPLY && a == b && !range.equals(sort.range())) {
      range = new Range(Math.max(0, range.low()), range.high());
    }
    return range.isSingle()
        ? factory.literal(sort, range.low())
        : factory.intern(operator, sort, range, List.of(a, b));
  }

  Term convert(Operator operator, Term a) {
    Scalar target = operator == TO_LONG ? Scalar.LONG : Scalar.INT;
    if (a instanceof Literal literal) {
      return factory.literal(target, Arithmetic.apply(operator, target, literal.value(), 0));
    }
    Range range = Ranges.of(operator, target, a.range(), a.range());
    if (target == a.sort() && range.equals(a.range())) {
      return a;
    }
    if (a instanceof Operation inner && operator == TO_INT && inner.operator() == TO_LONG) {
      return inner.first();
    }
    if (a instanceof Operation choice
        && choice.operator() == CHOOSE
        && (choice.second().isLiteral() || choice.third().isLiteral())) {
      return factory.choose(
          choice.first(),
          factory.convert(operator, choice.second()),
          factory.convert(operator, choice.third()));
    }
    if (a instanceof Operation inner && operator != TO_LONG && isNoWiderThan(operator, inner)) {
      return factory.convert(operator, inner.first());
    }
    return factory.intern(operator, target, range, List.of(a));
  }

  /**
   * Whether an outer conversion looks at no bits but those that the inner one keeps as they are.
   */
  private static boolean isNoWiderThan(Operator outer, Operation inner) {
    Set<Operator> keepingEnough =
        outer == TO_BYTE ? EnumSet.of(TO_BYTE, TO_SHORT, TO_CHAR) : EnumSet.of(TO_SHORT, TO_CHAR);
    return outer != TO_INT && keepingEnough.contains(inner.operator());
  }

  private @Nullable Term withConstant(Operator operator, Scalar sort, Term a, long constant) {
    return switch (operator) {
      case ADD -> addConstant(sort, a, constant);
      case SUBTRACT -> factory.add(a, factory.literal(sort, sort.wrap(-constant)));
      case MULTIPLY -> constant == 0 ? factory.zero(sort) : constant == 1 ? a : null;
      case DIVIDE -> constant == 1 ? a : constant == -1 ? factory.negate(a) : null;
      case REMAINDER -> remainderByConstant(sort, a, constant);
      case BIT_AND -> maskWithConstant(sort, a, constant);
      case BIT_OR -> constant == 0 ? a : constant == -1 ? factory.literal(sort, -1) : null;
      case BIT_XOR, SHIFT_LEFT, SHIFT_RIGHT, SHIFT_RIGHT_UNSIGNED -> constant == 0 ? a : null;
      case NOT,
          AND,
          OR,
          EQUAL,
          LESS,
          CHOOSE,
          TO_BYTE,
          TO_SHORT,
          TO_CHAR,
          TO_INT,
          TO_LONG,
          SELECT,
          STORE,
          FILL ->
          null;
    };
  }

  private @Nullable Term addConstant(Scalar sort, Term a, long constant) {
    if (constant == 0) {
      return a;
    }
    if (a instanceof Operation sum
        && sum.operator() == ADD
        && sum.second() instanceof Literal inner) {
      return factory.add(sum.first(), factory.literal(sort, sort.wrap(inner.value() + constant)));
    }
    if (a instanceof Operation choice
        && choice.operator() == CHOOSE
        && choice.second().isLiteral()
        && choice.third().isLiteral()) {
      Literal added = factory.literal(sort, constant);
      return factory.choose(
          choice.first(), factory.add(choice.second(), added), factory.add(choice.third(), added));
    }
    return null;
  }

  /**
   * {@code 0 <= x % c < c} for {@code x >= 0} comes from the bounds; a smaller dividend is its own
   * remainder.
   */
  private @Nullable Term remainderByConstant(Scalar sort, Term a, long constant) {
    if (constant == 1 || constant == -1) {
      return factory.zero(sort);
    }
    if (constant == 0 || constant == sort.range().low()) {
      return null;
    }
    long size = Math.abs(constant);
    return a.range().low() > -size && a.range().high() < size ? a : null;
  }

  private @Nullable Term maskWithConstant(Scalar sort, Term a, long constant) {
    if (constant == 0) {
      return factory.zero(sort);
    }
    boolean isLowMask = constant > 0 && (constant & (constant + 1)) == 0;
    boolean keepsAll = isLowMask && a.range().low() >= 0 && a.range().high() <= constant;
    return constant == -1 || keepsAll ? a : null;
  }

  private @Nullable Term symbolic(Operator operator, Term a, Term b) {
    Term zero = factory.zero(a.sort());
    return switch (operator) {
      case ADD -> cancelled(a, b);
      case SUBTRACT -> a == b ? zero : difference(a, b);
      case BIT_XOR -> a == b ? zero : null;
      case BIT_AND, BIT_OR -> a == b ? a : null;
      case REMAINDER, SHIFT_LEFT, SHIFT_RIGHT, SHIFT_RIGHT_UNSIGNED -> a == zero ? zero : null;
      case MULTIPLY,
          DIVIDE,
          NOT,
          AND,
          OR,
          EQUAL,
          LESS,
          CHOOSE,
          TO_BYTE,
          TO_SHORT,
          TO_CHAR,
          TO_INT,
          TO_LONG,
          SELECT,
          STORE,
          FILL ->
          null;
    };
  }

  /** {@code (x - y) + y} is {@code x}. */
  private @Nullable Term cancelled(Term a, Term b) {
    if (a instanceof Operation x && x.operator() == SUBTRACT && x.second() == b) {
      return x.first();
    }
    if (b instanceof Operation y && y.operator() == SUBTRACT && y.second() == a) {
      return y.first();
    }
    return null;
  }

  /** {@code (x + y) - y}, {@code (x + c) - x}, {@code x - (x + c)} and {@code x - (x - y)}. */
  private @Nullable Term difference(Term a, Term b) {
    if (a instanceof Operation x && x.operator() == ADD) {
      if (x.second() == b) {
        return x.first();
      }
      if (x.first() == b) {
        return x.second();
      }
    }
    if (b instanceof Operation y && y.operator() == ADD && y.first() == a) {
      return factory.negate(y.second());
    }
    if (b instanceof Operation y && y.operator() == SUBTRACT && y.first() == a) {
      return y.second();
    }
    return null;
  }
}
