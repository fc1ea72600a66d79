package org.umbriel.symexec.explore.machine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.umbriel.symexec.solver.Answer;
import org.umbriel.symexec.solver.Model;
import org.umbriel.symexec.solver.Query;
import org.umbriel.symexec.solver.Solver;
import org.umbriel.symexec.term.Evaluator;
import org.umbriel.symexec.term.Literal;
import org.umbriel.symexec.term.Range;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Sort;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.TermFactory;
import org.umbriel.symexec.term.Variable;

/**
 * Which way a path goes: its conditions, the inputs it received, a model of both, and the choices
 * to come back to. While two ways are executed at once, nothing is chosen: what the conditions do
 * not settle is {@link Unmergeable}.
 */
final class Search {
  private final TermFactory terms;
  private final Solver solver;
  private final Heap heap;
  private final Spot spot;
  private final int mostDecisions;
  private final Deque<Choice> choices = new ArrayDeque<>();

  private Trail<Term> path = Trail.empty();

  /** Decisions and assumptions on the path. */
  private int depth;

  private Trail<Input> inputs = Trail.empty();
  private Evaluator model = new Evaluator(Model.empty());
  private List<Choice.Decision> decisions = new ArrayList<>();
  private int decided;
  private int queries;
  private boolean exhaustive = true;

  /** How many ways are executed at once, one in the other. */
  private int speculating;

  /** Where the machine is. */
  interface Spot {
    int newEpoch();

    /**
     * The current frame as it was before the instruction; from now on both it and the current frame
     * belong to an epoch.
     */
    Frame split(int epoch);
  }

  Search(TermFactory terms, Solver solver, Heap heap, Spot spot, int mostDecisions) {
    this.terms = terms;
    this.solver = solver;
    this.heap = heap;
    this.spot = spot;
    this.mostDecisions = mostDecisions;
  }

  int queries() {
    return queries;
  }

  boolean exhaustive() {
    return exhaustive;
  }

  void leaveOut() {
    exhaustive = false;
  }

  /** Says that what is left will not be followed. */
  void giveUp() {
    exhaustive &= choices.isEmpty();
  }

  /** Begins the next instruction. */
  void forgetDecisions() {
    if (decided > 0) {
      decisions = new ArrayList<>();
      decided = 0;
    }
  }

  /** Begins the handler of an exception. */
  void dropDecisions() {
    decisions = new ArrayList<>();
    decided = 0;
  }

  /** Whether the instruction repeats what it decided when it was executed first. */
  boolean isRepeating() {
    return decided < decisions.size();
  }

  // Two ways at once.

  Trail<Term> path() {
    return path;
  }

  /** Executes under one more condition, with nothing chosen, until {@link #endSpeculation}. */
  void speculate(Term condition) {
    speculating++;
    path = path.with(condition);
  }

  void endSpeculation(Trail<Term> before) {
    speculating--;
    path = before;
  }

  /** Fails where only one way at a time can go on. */
  void requireOneWay() {
    if (speculating > 0) {
      throw new Unmergeable();
    }
  }

  /** What a condition is, if those of the path settle it. */
  private boolean settle(Term condition) {
    boolean guess = model.isTrue(condition);
    Term refused = guess ? terms.not(condition) : condition;
    if (ask(path.with(refused)) instanceof Answer.Unsat) {
      return guess;
    }
    throw new Unmergeable();
  }

  // Deciding.

  boolean decide(Term condition) {
    if (condition instanceof Literal literal) {
      return literal.value() != 0;
    }
    if (speculating > 0) {
      return settle(condition);
    }
    if (decided < decisions.size()) {
      return decisions.get(decided++).taken();
    }
    boolean taken = model.isTrue(condition);
    follow(condition, taken, 0);
    return taken;
  }

  long choose(Term term, int most) {
    if (term instanceof Literal literal) {
      return literal.value();
    }
    requireOneWay();
    for (int tried = 0; tried < most; tried++) {
      if (decided < decisions.size()) {
        Choice.Decision known = decisions.get(decided++);
        if (known.taken()) {
          return known.value();
        }
      } else {
        long value = model.value(term);
        follow(terms.equal(term, terms.literal((Scalar) term.sort(), value)), true, value);
        return value;
      }
    }
    throw new Abandoned(Abandoned.Cause.LIMIT, "many values of one term");
  }

  int chooseLeast(Term term, int most) {
    if (term instanceof Literal literal) {
      return (int) literal.value();
    }
    requireOneWay();
    for (int value = 0; value < most; value++) {
      Term isValue = terms.equal(term, terms.intValue(value));
      if (decided == decisions.size()) {
        prefer(isValue);
      }
      if (decide(isValue)) {
        return value;
      }
    }
    throw new Abandoned(Abandoned.Cause.LIMIT, "many values of one term");
  }

  /** Changes the model so that a condition holds, if it can hold on this path. */
  private void prefer(Term condition) {
    if (!condition.isFalse()
        && !model.isTrue(condition)
        && ask(path.with(condition)) instanceof Answer.Sat sat) {
      model = new Evaluator(sat.model());
    }
  }

  private void follow(Term condition, boolean taken, long value) {
    if (condition instanceof Literal) {
      decisions.add(new Choice.Decision(taken, value));
      decided++;
      return;
    }
    if (depth >= mostDecisions) {
      throw new Abandoned(Abandoned.Cause.LIMIT, "many decisions on one path");
    }
    Term met = taken ? condition : terms.not(condition);
    int epoch = spot.newEpoch();
    choices.push(
        new Choice(
            spot.split(epoch),
            heap.mark(),
            epoch,
            path,
            depth,
            inputs,
            List.copyOf(decisions),
            terms.not(met),
            new Choice.Decision(!taken, value)));
    heap.enter(epoch, epoch);
    path = Conditions.with(path, met);
    depth++;
    decisions.add(new Choice.Decision(taken, value));
    decided++;
  }

  boolean assume(Term condition) {
    if (condition instanceof Literal literal) {
      return literal.value() != 0;
    }
    requireOneWay();
    if (!model.isTrue(condition)) {
      Answer answer = ask(path.with(condition));
      if (!(answer instanceof Answer.Sat sat)) {
        exhaustive &= answer instanceof Answer.Unsat;
        return false;
      }
      model = new Evaluator(sat.model());
    }
    path = Conditions.with(path, condition);
    depth++;
    return true;
  }

  private Answer ask(Trail<Term> conditions) {
    queries++;
    return solver.check(new Query(conditions.toList(), List.of()));
  }

  /** The frame to go on with; null if no way is left, or no time. */
  @Nullable Frame backtrack(BooleanSupplier isOverBudget) {
    while (!choices.isEmpty() && !isOverBudget.getAsBoolean()) {
      Choice choice = choices.pop();
      Trail<Term> conditions = Conditions.with(choice.path(), choice.alternative());
      Answer answer = ask(conditions);
      if (answer instanceof Answer.Sat sat) {
        return resume(choice, conditions, sat.model());
      }
      exhaustive &= answer instanceof Answer.Unsat;
    }
    return null;
  }

  private Frame resume(Choice choice, Trail<Term> conditions, Model found) {
    heap.undo(choice.mark());
    int epoch = spot.newEpoch();
    Choice before = choices.peek();
    heap.enter(epoch, before == null ? Integer.MIN_VALUE : before.epoch());
    choice.frame().epoch = epoch;
    path = conditions;
    depth = choice.depth() + 1;
    inputs = choice.inputs();
    model = new Evaluator(found);
    decisions = new ArrayList<>(choice.prefix());
    decisions.add(choice.decision());
    decided = 0;
    return choice.frame();
  }

  // Inputs.

  Term input(Input.Kind kind, Sort sort, Range range) {
    requireOneWay();
    Variable unknown = terms.variable("input " + inputs.size() + " " + kind, sort, range);
    inputs = inputs.with(new Input(kind, unknown, unknown));
    return unknown;
  }

  void addInput(Input input) {
    requireOneWay();
    inputs = inputs.with(input);
  }

  Trail<Input> inputs() {
    return inputs;
  }

  long modelValue(Term term) {
    requireOneWay();
    return model.value(term);
  }
}
