package org.umbriel.symexec.solver.z3;

import com.microsoft.z3.ArithExpr;
import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;
import com.microsoft.z3.Expr;
import com.microsoft.z3.IntExpr;
import com.microsoft.z3.IntNum;
import com.microsoft.z3.IntSort;
import com.microsoft.z3.Params;
import com.microsoft.z3.Status;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.umbriel.symexec.solver.Answer;
import org.umbriel.symexec.solver.Model;
import org.umbriel.symexec.solver.Query;
import org.umbriel.symexec.term.Evaluator;
import org.umbriel.symexec.term.Literal;
import org.umbriel.symexec.term.Operation;
import org.umbriel.symexec.term.Operator;
import org.umbriel.symexec.term.Range;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.Variable;

/**
 * Asks about linear arithmetic in whole numbers, where bit-vectors would make a circuit of each
 * sum. A sum that may wrap around is one of three numbers; a product is taken only where the bounds
 * show that it does not.
 */
final class WholeNumbers {
  private static final int RESOURCES = 1_000_000;
  private static final int MOST_CASES = 60;

  private final Context context;
  private final com.microsoft.z3.Solver solver;
  private final Map<Term, Expr<?>> expressions = new HashMap<>();

  WholeNumbers(Context context) {
    this.context = context;
    this.solver = context.mkSimpleSolver();
    Params parameters = context.mkParams();
    parameters.add("rlimit", RESOURCES);
    solver.setParameters(parameters);
  }

  /** Whether all terms are linear, some of them sums, and few of them make cases. */
  static boolean cover(List<Term> terms) {
    int cases = 0;
    boolean hasSums = false;
    for (Term term : terms) {
      if (!isLinear(term)) {
        return false;
      }
      if (term instanceof Operation operation) {
        hasSums |= isSum(operation.operator());
        cases += makesCases(operation) ? 1 : 0;
      }
    }
    return hasSums && cases <= MOST_CASES;
  }

  private static boolean isSum(Operator operator) {
    return switch (operator) {
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER -> true;
      default -> false;
    };
  }

  private static boolean makesCases(Operation operation) {
    return switch (operation.operator()) {
      case CHOOSE, OR, DIVIDE, REMAINDER -> true;
      case ADD, SUBTRACT -> !isExact(operation);
      default -> false;
    };
  }

  private static boolean isLinear(Term term) {
    if (!(term.sort() instanceof Scalar sort) || sort == Scalar.REFERENCE) {
      return false;
    }
    if (!(term instanceof Operation operation)) {
      return true;
    }
    return switch (operation.operator()) {
      case NOT, AND, OR, EQUAL, LESS, CHOOSE, ADD, SUBTRACT, TO_LONG -> true;
      case MULTIPLY -> operation.arguments().get(1).isLiteral() && isExact(operation);
      case DIVIDE, REMAINDER ->
          operation.arguments().get(1) instanceof Literal divisor && divisor.value() > 0;
      case TO_BYTE, TO_SHORT, TO_CHAR, TO_INT ->
          operation.range().contains(operation.arguments().get(0).range());
      default -> false;
    };
  }

  /** Whether an operation on two numbers stays within its sort. */
  private static boolean isExact(Operation operation) {
    Range a = operation.arguments().get(0).range();
    Range b = operation.arguments().get(1).range();
    Range sort = ((Scalar) operation.sort()).range();
    for (long x : new long[] {a.low(), a.high()}) {
      for (long y : new long[] {b.low(), b.high()}) {
        BigInteger result =
            exact(operation.operator(), BigInteger.valueOf(x), BigInteger.valueOf(y));
        if (result.bitLength() > 63 || !sort.contains(result.longValue())) {
          return false;
        }
      }
    }
    return true;
  }

  private static BigInteger exact(Operator operator, BigInteger x, BigInteger y) {
    return switch (operator) {
      case ADD -> x.add(y);
      case SUBTRACT -> x.subtract(y);
      default -> x.multiply(y);
    };
  }

  /**
   * Asks.
   *
   * @param terms all terms of the query, arguments first
   * @return nothing if Z3 has no answer
   */
  Optional<Answer> check(Query query, List<Term> terms) {
    solver.push();
    for (Term term : terms) {
      Expr<?> expression = expressions.computeIfAbsent(term, this::translate);
      if (term instanceof Variable && expression instanceof IntExpr number) {
        Translator.assertIn(solver, context.mkLe(integer(term.range().low()), number));
        Translator.assertIn(solver, context.mkLe(number, integer(term.range().high())));
      }
    }
    query.conditions().forEach(c -> Translator.assertIn(solver, (BoolExpr) translated(c)));
    Status status = solver.check();
    Optional<Answer> answer =
        switch (status) {
          case UNSATISFIABLE -> Optional.of(new Answer.Unsat(Set.of()));
          case SATISFIABLE -> model(query, terms);
          case UNKNOWN -> Optional.empty();
        };
    if (status != Status.UNKNOWN) {
      solver.pop();
    }
    return answer;
  }

  private Optional<Answer> model(Query query, List<Term> terms) {
    com.microsoft.z3.Model found = solver.getModel();
    Model.Builder builder = new Model.Builder();
    for (Term term : terms) {
      if (term instanceof Variable variable) {
        Expr<?> value = found.eval(translated(term), true);
        long number = value instanceof IntNum whole ? whole.getInt64() : value.isTrue() ? 1 : 0;
        builder.put(variable, number);
      }
    }
    Model model = builder.build();
    Evaluator evaluator = new Evaluator(model);
    return query.conditions().stream().allMatch(evaluator::isTrue)
        ? Optional.of(new Answer.Sat(model))
        : Optional.empty();
  }

  private IntNum integer(long value) {
    return context.mkInt(value);
  }

  private Expr<?> translate(Term term) {
    boolean isBoolean = term.sort() == Scalar.BOOL;
    if (term instanceof Literal literal) {
      return isBoolean ? context.mkBool(literal.value() != 0) : integer(literal.value());
    }
    if (term instanceof Variable variable) {
      String name = "whole " + variable.name();
      return isBoolean ? context.mkBoolConst(name) : context.mkIntConst(name);
    }
    Operation operation = (Operation) term;
    return switch (operation.operator()) {
      case NOT -> context.mkNot((BoolExpr) operand(operation, 0));
      case AND -> context.mkAnd(booleans(operation));
      case OR -> context.mkOr(booleans(operation));
      case EQUAL -> context.mkEq(operand(operation, 0), operand(operation, 1));
      case LESS -> context.mkLt(number(operation, 0), number(operation, 1));
      case CHOOSE ->
          context.mkITE(
              (BoolExpr) operand(operation, 0), number(operation, 1), number(operation, 2));
      case ADD -> wrapped(operation, sum(number(operation, 0), number(operation, 1)));
      case SUBTRACT -> wrapped(operation, difference(number(operation, 0), number(operation, 1)));
      case MULTIPLY -> product(number(operation, 0), number(operation, 1));
      case DIVIDE -> quotient(number(operation, 0), number(operation, 1));
      case REMAINDER -> {
        ArithExpr<IntSort> divisor = number(operation, 1);
        ArithExpr<IntSort> dividend = number(operation, 0);
        yield difference(dividend, product(quotient(dividend, divisor), divisor));
      }
      case TO_BYTE, TO_SHORT, TO_CHAR, TO_INT, TO_LONG -> operand(operation, 0);
      default -> throw new IllegalArgumentException(operation.operator() + " is not linear");
    };
  }

  private Expr<?> operand(Operation operation, int index) {
    return translated(operation.arguments().get(index));
  }

  private Expr<?> translated(Term term) {
    Expr<?> known = expressions.get(term);
    if (known == null) {
      throw new IllegalArgumentException("a term that was not translated");
    }
    return known;
  }

  @SuppressWarnings("unchecked")
  private ArithExpr<IntSort> number(Operation operation, int index) {
    return (ArithExpr<IntSort>) operand(operation, index);
  }

  private BoolExpr[] booleans(Operation operation) {
    BoolExpr[] result = new BoolExpr[operation.arguments().size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = (BoolExpr) operand(operation, i);
    }
    return result;
  }

  @SuppressWarnings("unchecked")
  private ArithExpr<IntSort> sum(ArithExpr<IntSort> a, ArithExpr<IntSort> b) {
    return context.mkAdd(a, b);
  }

  @SuppressWarnings("unchecked")
  private ArithExpr<IntSort> difference(ArithExpr<IntSort> a, ArithExpr<IntSort> b) {
    return context.mkSub(a, b);
  }

  @SuppressWarnings("unchecked")
  private ArithExpr<IntSort> product(ArithExpr<IntSort> a, ArithExpr<IntSort> b) {
    return context.mkMul(a, b);
  }

  /** Towards zero (JLS 15.17.2); Z3's towards the smaller, for a positive divisor. */
  private ArithExpr<IntSort> quotient(ArithExpr<IntSort> a, ArithExpr<IntSort> b) {
    ArithExpr<IntSort> negative = context.mkUnaryMinus(context.mkDiv(context.mkUnaryMinus(a), b));
    return either(context.mkGe(a, integer(0)), context.mkDiv(a, b), negative);
  }

  @SuppressWarnings("unchecked")
  private ArithExpr<IntSort> either(
      BoolExpr condition, ArithExpr<IntSort> a, ArithExpr<IntSort> b) {
    return (ArithExpr<IntSort>) context.mkITE(condition, a, b);
  }

  /** Back into the sort's values, which a sum or difference of two of them left at most once. */
  private ArithExpr<IntSort> wrapped(Operation operation, ArithExpr<IntSort> exact) {
    if (isExact(operation)) {
      return exact;
    }
    Scalar sort = (Scalar) operation.sort();
    IntNum size = context.mkInt(BigInteger.ONE.shiftLeft(sort.width()).toString());
    BoolExpr isAbove = context.mkGt(exact, integer(sort.range().high()));
    BoolExpr isBelow = context.mkLt(exact, integer(sort.range().low()));
    return either(isAbove, difference(exact, size), either(isBelow, sum(exact, size), exact));
  }
}
