package org.umbriel.symexec.term;

import static org.umbriel.symexec.term.Operator.ADD;
import static org.umbriel.symexec.term.Operator.BIT_AND;
import static org.umbriel.symexec.term.Operator.CHOOSE;
import static org.umbriel.symexec.term.Operator.EQUAL;
import static org.umbriel.symexec.term.Operator.LESS;
import static org.umbriel.symexec.term.Operator.REMAINDER;
import static org.umbriel.symexec.term.Operator.TO_LONG;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Equality and order, decided from bounds and shapes where they suffice. */
final class ComparisonRules {
  private final TermFactory factory;

  ComparisonRules(TermFactory factory) {
    this.factory = factory;
  }

  Term equal(Term a, Term b) {
    if (!a.sort().equals(b.sort())) {
      throw new IllegalArgumentException("equality of " + a.sort() + " and " + b.sort());
    }
    if (a.sort() instanceof MapSort) {
      throw new IllegalArgumentException("maps are not compared");
    }
    if (a == b) {
      return factory.bool(true);
    }
    if (!a.range().overlaps(b.range())) {
      return factory.bool(false);
    }
    if (a.sort() == Scalar.BOOL) {
      return factory.or(factory.and(a, b), factory.and(factory.not(a), factory.not(b)));
    }
    if (isSmaller(b, a)) {
      return factory.equal(b, a);
    }
    return equalOrdered(a, b);
  }

  /** Literals come last, otherwise the older term first. */
  private static boolean isSmaller(Term a, Term b) {
    return a.isLiteral() == b.isLiteral() ? a.number() < b.number() : b.isLiteral();
  }

  private Term equalOrdered(Term a, Term b) {
    Scalar sort = (Scalar) a.sort();
    if (b instanceof Literal literal
        && a instanceof Operation sum
        && sum.operator() == ADD
        && sum.second() instanceof Literal c) {
      return factory.equal(
          sum.first(), factory.literal(sort, sort.wrap(literal.value() - c.value())));
    }
    if (b instanceof Literal literal && a instanceof Operation wide && wide.operator() == TO_LONG) {
      return factory.equal(wide.first(), factory.literal(Scalar.INT, literal.value()));
    }
    if (a instanceof Operation x
        && b instanceof Operation y
        && x.operator() == ADD
        && y.operator() == ADD
        && x.second().isLiteral()
        && y.second().isLiteral()
        && x.first() == y.first()) {
      return factory.bool(x.second() == y.second());
    }
    Term split = splitChoice(EQUAL, a, b);
    return split != null
        ? split
        : factory.intern(EQUAL, Scalar.BOOL, Scalar.BOOL.range(), List.of(a, b));
  }

  Term less(Term a, Term b) {
    if (a == b || a.range().low() >= b.range().high()) {
      return factory.bool(false);
    }
    if (a.range().high() < b.range().low()) {
      return factory.bool(true);
    }
    Term shifted = lessByDifference(a, b);
    if (shifted != null) {
      return shifted;
    }
    if (a instanceof Operation remainder
        && remainder.operator() == REMAINDER
        && remainder.second() == b
        && b.range().low() > 0) {
      return factory.bool(true);
    }
    if (b instanceof Operation mask
        && mask.operator() == BIT_AND
        && a.range().low() >= 0
        && (mask.first() == a || mask.second() == a)) {
      return factory.bool(false);
    }
    if (a instanceof Operation x
        && b instanceof Operation y
        && x.operator() == TO_LONG
        && y.operator() == TO_LONG) {
      return factory.less(x.first(), y.first());
    }
    if (a instanceof Operation x && x.operator() == TO_LONG && b instanceof Literal y) {
      return factory.less(x.first(), factory.literal(Scalar.INT, y.value()));
    }
    if (a instanceof Literal x && b instanceof Operation y && y.operator() == TO_LONG) {
      return factory.less(factory.literal(Scalar.INT, x.value()), y.first());
    }
    Term split = splitChoice(LESS, a, b);
    return split != null
        ? split
        : factory.intern(LESS, Scalar.BOOL, Scalar.BOOL.range(), List.of(a, b));
  }

  /** {@code x + c < x + d} and {@code x + c < d} where no sum wraps around. */
  private @Nullable Term lessByDifference(Term a, Term b) {
    Term left = base(a);
    Term right = base(b);
    if (left == right && !left.isLiteral()) {
      return factory.bool(offset(a) < offset(b));
    }
    Scalar sort = (Scalar) a.sort();
    if (left != a && b instanceof Literal literal && fits(sort, literal.value(), offset(a))) {
      return factory.less(left, factory.literal(sort, literal.value() - offset(a)));
    }
    if (right != b && a instanceof Literal literal && fits(sort, literal.value(), offset(b))) {
      return factory.less(factory.literal(sort, literal.value() - offset(b)), right);
    }
    return null;
  }

  private static boolean fits(Scalar sort, long value, long offset) {
    long difference = value - offset;
    boolean wraps = ((value ^ offset) & (value ^ difference)) < 0;
    return !wraps && sort.range().contains(difference);
  }

  private static Term base(Term term) {
    return isExactSum(term) ? ((Operation) term).first() : term;
  }

  private static long offset(Term term) {
    return isExactSum(term) ? ((Literal) ((Operation) term).second()).value() : 0;
  }

  private static boolean isExactSum(Term term) {
    if (!(term instanceof Operation sum)
        || sum.operator() != ADD
        || !(sum.second() instanceof Literal literal)) {
      return false;
    }
    Scalar sort = (Scalar) term.sort();
    Range range = sum.first().range();
    return fits(sort, range.low(), -literal.value())
        && fits(sort, range.high(), -literal.value())
        && literal.value() != Long.MIN_VALUE;
  }

  /** Moves a comparison into a choice if that decides at least one of the alternatives. */
  private @Nullable Term splitChoice(Operator operator, Term a, Term b) {
    if (a instanceof Operation choice && choice.operator() == CHOOSE) {
      Term second = compare(operator, choice.second(), b);
      Term third = compare(operator, choice.third(), b);
      if (second.isLiteral() || third.isLiteral()) {
        return factory.choose(choice.first(), second, third);
      }
    }
    if (b instanceof Operation choice && choice.operator() == CHOOSE) {
      Term second = compare(operator, a, choice.second());
      Term third = compare(operator, a, choice.third());
      if (second.isLiteral() || third.isLiteral()) {
        return factory.choose(choice.first(), second, third);
      }
    }
    return null;
  }

  private Term compare(Operator operator, Term a, Term b) {
    return operator == EQUAL ? factory.equal(a, b) : factory.less(a, b);
  }
}
