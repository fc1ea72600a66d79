package org.umbriel.symexec.fact.method;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.umbriel.metadata.classfile.Constant;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.Opcode;
import org.umbriel.symexec.fact.domain.Comparison;
import org.umbriel.symexec.fact.domain.IntegerArithmetic;
import org.umbriel.symexec.fact.domain.Interval;
import org.umbriel.symexec.fact.domain.Nullness;
import org.umbriel.symexec.fact.domain.Support;
import org.umbriel.symexec.fact.state.DifferenceSearch;
import org.umbriel.symexec.fact.state.NumberFact;
import org.umbriel.symexec.fact.state.ReferenceFact;
import org.umbriel.symexec.fact.state.ReferenceFact.TypeBound;
import org.umbriel.symexec.fact.state.State;
import org.umbriel.symexec.fact.value.Definition;
import org.umbriel.symexec.fact.value.ValueGraph;

/**
 * What the outcome of a branch says. A visit changes the state of one way out and returns whether
 * that way can be taken at all; a way that only premises exclude stays open.
 */
final class Conditions {
  private static final int MOST_STEPS = 3;

  private final ValueGraph graph;
  private final World world;
  private final State state;
  private final Support basis;

  Conditions(ValueGraph graph, World world, State state) {
    this(graph, world, state, Support.NONE);
  }

  /**
   * Of outcomes that are known under premises.
   *
   * @param basis the premises
   */
  private Conditions(ValueGraph graph, World world, State state, Support basis) {
    this.graph = graph;
    this.world = world;
    this.state = state;
    this.basis = basis;
  }

  /** A branch at an instruction was taken or not. */
  boolean branch(int instruction, Opcode opcode, boolean taken) {
    int first = graph.operand(instruction, 0);
    return switch (opcode) {
      case IFNULL -> nullness(first, taken);
      case IFNONNULL -> nullness(first, !taken);
      case IF_ACMPEQ -> same(first, graph.operand(instruction, 1), taken);
      case IF_ACMPNE -> same(first, graph.operand(instruction, 1), !taken);
      case IFEQ, IFNE, IFLT, IFGE, IFGT, IFLE ->
          compareWithZero(first, taken ? comparison(opcode) : comparison(opcode).negate());
      case IF_ICMPEQ, IF_ICMPNE, IF_ICMPLT, IF_ICMPGE, IF_ICMPGT, IF_ICMPLE ->
          compare(
              first,
              taken ? comparison(opcode) : comparison(opcode).negate(),
              graph.operand(instruction, 1));
      default -> throw new IllegalArgumentException(opcode.mnemonic());
    };
  }

  private static Comparison comparison(Opcode opcode) {
    return switch (opcode) {
      case IFEQ, IF_ICMPEQ -> Comparison.EQ;
      case IFNE, IF_ICMPNE -> Comparison.NE;
      case IFLT, IF_ICMPLT -> Comparison.LT;
      case IFGE, IF_ICMPGE -> Comparison.GE;
      case IFGT, IF_ICMPGT -> Comparison.GT;
      default -> Comparison.LE;
    };
  }

  private boolean nullness(int value, boolean isNull) {
    return state.refineNullness(value, isNull ? Nullness.NULL : Nullness.NON_NULL, basis);
  }

  private boolean same(int a, int b, boolean equal) {
    ReferenceFact first = state.reference(a);
    ReferenceFact second = state.reference(b);
    if (equal) {
      return copyNullness(first, b) && copyNullness(second, a);
    }
    if (first.isNull()) {
      return state.refineNullness(b, Nullness.NON_NULL, first.nullnessSupport().union(basis));
    }
    return !second.isNull()
        || state.refineNullness(a, Nullness.NON_NULL, second.nullnessSupport().union(basis));
  }

  private boolean copyNullness(ReferenceFact known, int other) {
    return known.nullness() == Nullness.UNKNOWN
        || state.refineNullness(other, known.nullness(), known.nullnessSupport().union(basis));
  }

  /** A value is not 0, or 0. */
  boolean truth(int value, boolean isTrue) {
    return compareWithZero(value, isTrue ? Comparison.NE : Comparison.EQ);
  }

  private boolean compareWithZero(int value, Comparison comparison) {
    Definition definition = graph.definition(state.canonical(value));
    if (definition instanceof Definition.Operation operation && operation.opcode() == Opcode.LCMP) {
      return refineBoth(operation.left(), comparison, operation.right(), MOST_STEPS);
    }
    if (!refine(value, comparison, Interval.of(0), basis, MOST_STEPS)) {
      return false;
    }
    boolean isTrue =
        comparison == Comparison.NE || comparison == Comparison.GT || comparison == Comparison.LT;
    boolean isFalse = comparison == Comparison.EQ;
    if (definition instanceof Definition.TypeTest test) {
      return !isTrue || isInstance(test);
    } else if (definition instanceof Definition.Result result && (isTrue || isFalse)) {
      return relate(result.instruction(), isTrue);
    } else if (definition instanceof Definition.Merge && (isTrue || isFalse)) {
      return implied(state.canonical(value), isTrue);
    }
    return true;
  }

  /** A value that a condition was made is true or false, and so is the condition. */
  private boolean implied(int merge, boolean isTrue) {
    boolean open = true;
    for (Map.Entry<Integer, Boolean> outcome : graph.outcomesOf(merge, isTrue).entrySet()) {
      Instruction.Branch branch = (Instruction.Branch) graph.method().instruction(outcome.getKey());
      open &= branch(outcome.getKey(), branch.opcode(), outcome.getValue());
    }
    return open;
  }

  private boolean isInstance(Definition.TypeTest test) {
    if (!state.refineNullness(test.reference(), Nullness.NON_NULL, basis)) {
      return false;
    }
    state.refineType(test.reference(), new TypeBound(test.type(), false, basis));
    return true;
  }

  /** The result of a call was true or false: what that says about its arguments. */
  private boolean relate(int instruction, boolean isTrue) {
    if (!(graph.method().instruction(instruction) instanceof Instruction.Invoke call)) {
      return true;
    }
    List<Integer> arguments = new ArrayList<>();
    for (int i = 0; i < graph.operandCount(instruction); i++) {
      arguments.add(graph.operand(instruction, i));
    }
    Optional<MethodSummary> summary =
        world.call(instruction, call, position -> state.reference(arguments.get(position)));
    return summary.isEmpty() || relate(summary.get(), isTrue, arguments);
  }

  /** A call has completed normally: what that says about each argument. */
  boolean completed(MethodSummary summary, List<Integer> arguments) {
    return relate(summary.relations().always(), arguments, summary.relations().support());
  }

  /** What it says about sizes, when what is known of the result is. */
  boolean compared(MethodSummary summary, List<Integer> arguments, int result) {
    return order(summary.orders().always(), arguments, result, summary.orders().support());
  }

  private boolean relate(MethodSummary summary, boolean isTrue, List<Integer> arguments) {
    Outcomes<Relation> relations = summary.relations();
    Outcomes<Orders> orders = summary.orders();
    return relate(relations.when(isTrue), arguments, relations.support())
        && order(orders.when(isTrue), arguments, ValueGraph.NONE, orders.support());
  }

  /**
   * Adds what an outcome says about sizes.
   *
   * @param support what it rests on that it says so
   */
  private boolean order(Orders orders, List<Integer> arguments, int result, Support support) {
    Support all = support.union(basis);
    boolean feasible = true;
    for (Map.Entry<Orders.Pair, Long> bound : orders.bounds().entrySet()) {
      Orders.Quantity from = bound.getKey().from();
      Orders.Quantity to = bound.getKey().to();
      long most = bound.getValue();
      if (from.isZero()) {
        Interval high = new Interval(-most, Long.MAX_VALUE);
        feasible &= state.refineInterval(to.valueIn(state, arguments, result), high, all);
      } else if (to.isZero()) {
        Interval low = new Interval(Long.MIN_VALUE, most);
        feasible &= state.refineInterval(from.valueIn(state, arguments, result), low, all);
      } else {
        state.addDifference(
            from.valueIn(state, arguments, result),
            to.valueIn(state, arguments, result),
            most,
            all);
      }
    }
    return feasible;
  }

  /**
   * What an outcome of a call says about its arguments.
   *
   * @param support what it rests on that it says so
   */
  private boolean relate(Relation relation, List<Integer> arguments, Support support) {
    Support all = support.union(basis);
    boolean feasible = true;
    for (Map.Entry<Integer, Nullness> entry : relation.nullness().entrySet()) {
      feasible &= state.refineNullness(arguments.get(entry.getKey()), entry.getValue(), all);
    }
    for (Map.Entry<Integer, TypeBound> entry : relation.types().entrySet()) {
      TypeBound bound = entry.getValue();
      state.refineType(
          arguments.get(entry.getKey()), new TypeBound(bound.name(), bound.exact(), all));
    }
    for (Map.Entry<Integer, Boolean> entry : relation.truths().entrySet()) {
      Conditions known = new Conditions(graph, world, state, all);
      feasible &= known.truth(arguments.get(entry.getKey()), entry.getValue());
    }
    return feasible;
  }

  private boolean compare(int a, Comparison comparison, int b) {
    if (!refineBoth(a, comparison, b, MOST_STEPS) || !isConsistent(a, comparison, b)) {
      return false;
    }
    switch (comparison) {
      case LT -> state.addDifference(a, b, -1, basis);
      case LE -> state.addDifference(a, b, 0, basis);
      case GT -> state.addDifference(b, a, -1, basis);
      case GE -> state.addDifference(b, a, 0, basis);
      case EQ -> {
        state.addDifference(a, b, 0, basis);
        state.addDifference(b, a, 0, basis);
      }
      case NE -> {
        sharpen(a, b);
        sharpen(b, a);
      }
    }
    return true;
  }

  /** {@code a <= b} and {@code a != b}. */
  private void sharpen(int a, int b) {
    if (!isLiteral(a) && !isLiteral(b)) {
      DifferenceSearch.proves(state, a, b, 0)
          .ifPresent(support -> state.addDifference(a, b, -1, support.union(basis)));
    }
  }

  private boolean isLiteral(int value) {
    return graph.definition(value) instanceof Definition.Literal literal
        && literal.constant() instanceof Constant.IntConstant;
  }

  /** Whether known differences leave the outcome possible. */
  private boolean isConsistent(int a, Comparison comparison, int b) {
    if (isLiteral(a) || isLiteral(b)) {
      return true;
    }
    Optional<Support> against =
        switch (comparison) {
          case LT -> DifferenceSearch.proves(state, b, a, 0);
          case LE -> DifferenceSearch.proves(state, b, a, -1);
          case GT -> DifferenceSearch.proves(state, a, b, 0);
          case GE -> DifferenceSearch.proves(state, a, b, -1);
          case EQ ->
              DifferenceSearch.proves(state, a, b, -1)
                  .or(() -> DifferenceSearch.proves(state, b, a, -1));
          case NE -> Optional.empty();
        };
    return against.isEmpty() || state.contradict(against.get().union(basis));
  }

  private boolean refineBoth(int a, Comparison comparison, int b, int steps) {
    NumberFact left = state.number(a);
    NumberFact right = state.number(b);
    return refine(a, comparison, right.interval(), right.support().union(basis), steps)
        && refine(b, comparison.swap(), left.interval(), left.support().union(basis), steps);
  }

  /** Narrows a value that compares so with some member of an interval. */
  private boolean refine(
      int value, Comparison comparison, Interval other, Support support, int steps) {
    NumberFact now = state.number(value);
    Interval narrowed = comparison.refine(now.interval(), other);
    if (narrowed.isEmpty()) {
      return state.contradict(now.support().union(support));
    }
    boolean isNonZero = comparison == Comparison.NE && other.equals(Interval.of(0));
    if (isNonZero && !now.isNonZero()) {
      return state.refineNonZero(value, support) && refineOperand(value, steps - 1);
    }
    if (narrowed.equals(now.interval())) {
      return true;
    }
    Interval alone = comparison.refine(Interval.LONG, other);
    Support rests =
        alone.isEmpty() || !alone.equals(narrowed) ? now.support().union(support) : support;
    return state.refineInterval(value, narrowed, rests) && refineOperand(value, steps - 1);
  }

  /** What a narrower sum or conversion says about its operand. */
  private boolean refineOperand(int value, int steps) {
    if (steps <= 0
        || !(graph.definition(state.canonical(value)) instanceof Definition.Operation operation)) {
      return true;
    }
    NumberFact result = state.number(value);
    NumberFact x = state.number(operation.left());
    if (operation.opcode() == Opcode.I2L) {
      return narrow(operation.left(), result.interval(), result.support(), steps);
    }
    if (operation.opcode() != Opcode.IADD && operation.opcode() != Opcode.ISUB) {
      return true;
    }
    NumberFact y = state.number(operation.right());
    boolean adds = operation.opcode() == Opcode.IADD;
    if (!y.interval().isConstant()) {
      return true;
    }
    long amount = adds ? y.interval().low() : -y.interval().low();
    if (!IntegerArithmetic.INT.addsWithoutOverflow(x.interval(), amount)) {
      return true;
    }
    Interval moved =
        new Interval(result.interval().low() - amount, result.interval().high() - amount);
    Support support = result.support().union(x.support()).union(y.support());
    return narrow(operation.left(), moved, support, steps);
  }

  private boolean narrow(int value, Interval interval, Support support, int steps) {
    Interval before = state.number(value).interval();
    return state.refineInterval(value, interval, support)
        && (state.number(value).interval().equals(before) || refineOperand(value, steps - 1));
  }

  /** A switch went to the cases whose keys lie in an interval. */
  boolean select(int instruction, Interval keys) {
    int value = graph.operand(instruction, 0);
    return state.refineInterval(value, keys, Support.NONE) && refineOperand(value, MOST_STEPS);
  }

  /** A switch went to its default, so the value is none of the keys. */
  boolean selectDefault(int instruction, List<Integer> keys) {
    int value = graph.operand(instruction, 0);
    NumberFact now = state.number(value);
    Interval rest = now.interval();
    int low = 0;
    int high = keys.size() - 1;
    while (low <= high && rest.contains(keys.get(low)) && rest.low() == keys.get(low)) {
      rest = rest.without(keys.get(low++));
    }
    while (low <= high && !rest.isEmpty() && rest.high() == keys.get(high)) {
      rest = rest.without(keys.get(high--));
    }
    if (rest.isEmpty()) {
      return state.contradict(now.support());
    }
    return state.refineInterval(value, rest, now.support());
  }
}
