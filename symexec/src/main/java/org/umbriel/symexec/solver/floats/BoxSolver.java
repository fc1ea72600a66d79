package org.umbriel.symexec.solver.floats;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.umbriel.symexec.solver.Answer;
import org.umbriel.symexec.solver.Query;
import org.umbriel.symexec.solver.Solver;
import org.umbriel.symexec.term.FloatFunction;
import org.umbriel.symexec.term.Literal;
import org.umbriel.symexec.term.Operation;
import org.umbriel.symexec.term.Operator;
import org.umbriel.symexec.term.Range;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.Terms;
import org.umbriel.symexec.term.Variable;

/**
 * Refutes conditions on floating-point numbers by branching and pruning (Van Hentenryck et al.,
 * "Numerica", MIT Press 1997): a box of values in which some condition is false everywhere is
 * dropped, any other is split. Where boxes are left, or too many are made, another solver is asked.
 */
final class BoxSolver implements Solver {
  /** Terms bounded for one query. */
  private static final long WORK = 400_000;

  private final Solver next;

  BoxSolver(Solver next) {
    this.next = next;
  }

  @Override
  public Answer check(Query query) {
    return query.assumptions().isEmpty() && new Refutation(query.conditions()).succeeds()
        ? new Answer.Unsat(Set.of())
        : next.check(query);
  }

  /**
   * The parts of a box that are not refuted.
   *
   * @param spread of the values compared in them
   */
  private record Split(List<Box> parts, double spread) {}

  /** One query. */
  private static final class Refutation {
    private final List<Term> conditions;
    private final List<Term> terms;

    /** What floating-point functions are applied to, with where to cut first. */
    private final Map<Variable, SortedSet<Long>> cuts = new LinkedHashMap<>();

    private final List<Variable> numbers = new ArrayList<>();
    private long work = WORK;

    Refutation(List<Term> conditions) {
      this.conditions = conditions;
      this.terms = Terms.within(conditions);
      for (Term term : terms) {
        if (term instanceof Operation operation
            && operation.operator() == Operator.SELECT
            && term.sort() instanceof Scalar) {
          learn(operation);
        }
      }
    }

    private void learn(Operation select) {
      Terms.Application application = Terms.Application.of(select);
      FloatFunction function = FloatFunction.of(application.map());
      if (function == null) {
        return;
      }
      for (Term operand : application.keys()) {
        if (operand instanceof Variable variable) {
          cuts.computeIfAbsent(variable, key -> new TreeSet<>());
          if (!function.isOfInteger() && !numbers.contains(variable)) {
            numbers.add(variable);
          }
        }
      }
      if (function.isComparison()) {
        compared(application.keys().get(0), application.keys().get(1), function.isWide());
        compared(application.keys().get(1), application.keys().get(0), function.isWide());
      }
    }

    /** A number that a variable is compared with is a value of its own. */
    private void compared(Term variable, Term literal, boolean isWide) {
      if (variable instanceof Variable x && literal instanceof Literal constant) {
        long bits = constant.value();
        SortedSet<Long> known = cuts.get(x);
        if (known != null && !Numbers.isNaN(bits, isWide)) {
          long rank = Numbers.rank(bits, isWide);
          known.add(rank - 1);
          known.add(rank);
        }
      }
    }

    /** Whether every box was refuted. */
    boolean succeeds() {
      if (cuts.isEmpty()) {
        return false;
      }
      Deque<Box> open = new ArrayDeque<>(start());
      while (!open.isEmpty()) {
        Optional<Split> best = work < 0 ? Optional.empty() : split(open.pop());
        if (best.isEmpty()) {
          return false;
        }
        best.get().parts().forEach(open::push);
      }
      return true;
    }

    private BoxValues valuesIn(Box box) {
      work -= terms.size();
      return new BoxValues(terms, box);
    }

    private boolean isRefuted(BoxValues values) {
      return conditions.stream().anyMatch(values::isFalse);
    }

    /** Along the variable that leaves least open; empty if the box is one point. */
    private Optional<Split> split(Box box) {
      Optional<Split> best = Optional.empty();
      for (Variable variable : cuts.keySet()) {
        List<Range> halves = box.halves(variable);
        if (!halves.isEmpty() && work >= 0) {
          Split split = split(box, variable, halves);
          if (best.isEmpty() || split.spread() < best.get().spread()) {
            best = Optional.of(split);
          }
        }
      }
      return best;
    }

    private Split split(Box box, Variable variable, List<Range> halves) {
      List<Box> left = new ArrayList<>();
      double spread = 0;
      for (Range half : halves) {
        Box part = box.with(variable, half);
        BoxValues values = valuesIn(part);
        if (!isRefuted(values)) {
          left.add(part);
          spread += values.spread();
        }
      }
      return new Split(left, spread);
    }

    /**
     * What is left of all values: one variable after the other is NaN or a number, and of the
     * numbers those between the least and the greatest part that is not refuted.
     */
    private List<Box> start() {
      List<Box> boxes = List.of(new Box(Map.of(), Map.of(), List.of()));
      for (Variable variable : numbers) {
        List<Box> smaller = new ArrayList<>();
        for (Box box : boxes) {
          between(box, variable).ifPresent(smaller::add);
          Box withNan = box.withNan(variable);
          if (!isRefuted(valuesIn(withNan))) {
            smaller.add(withNan);
          }
        }
        boxes = smaller;
        if (work < 0) {
          return boxes;
        }
      }
      return boxes;
    }

    private Optional<Box> between(Box box, Variable variable) {
      return parts(variable).stream()
          .filter(part -> !isRefuted(valuesIn(box.withNumbers(variable, part))))
          .reduce(Range::union)
          .map(left -> box.withNumbers(variable, left));
    }

    private List<Range> parts(Variable variable) {
      boolean isWide = variable.sort() == Scalar.LONG;
      long most = Numbers.rank(Numbers.bits(Double.POSITIVE_INFINITY, isWide), isWide);
      List<Range> parts = new ArrayList<>();
      long from = -most;
      for (long cut : cuts.getOrDefault(variable, new TreeSet<>())) {
        if (from <= cut && cut < most) {
          parts.add(new Range(from, cut));
          from = cut + 1;
        }
      }
      parts.add(new Range(from, most));
      return parts;
    }
  }
}
