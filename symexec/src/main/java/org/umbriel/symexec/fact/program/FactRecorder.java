package org.umbriel.symexec.fact.program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.graph.BasicBlock;
import org.umbriel.metadata.site.Assumption;
import org.umbriel.symexec.fact.domain.Interval;
import org.umbriel.symexec.fact.domain.Nullness;
import org.umbriel.symexec.fact.domain.Support;
import org.umbriel.symexec.fact.method.MethodSummary;
import org.umbriel.symexec.fact.method.Observer;
import org.umbriel.symexec.fact.method.Relation;
import org.umbriel.symexec.fact.state.DifferenceSearch;
import org.umbriel.symexec.fact.state.Fact;
import org.umbriel.symexec.fact.state.NumberFact;
import org.umbriel.symexec.fact.state.ReferenceFact;
import org.umbriel.symexec.fact.state.State;
import org.umbriel.symexec.fact.state.Types;
import org.umbriel.symexec.fact.value.ValueGraph;
import org.umbriel.symexec.summary.CallFacts;
import org.umbriel.symexec.summary.LocalFacts;
import org.umbriel.symexec.summary.MethodFacts;
import org.umbriel.symexec.summary.ValueFact;

/**
 * States of a method {@code ->} what another tier may use of them. Where a state contradicts itself
 * under some premise, nothing is taken from it.
 */
final class FactRecorder implements Observer {
  private static final int MOST_LOCALS = 10;

  private final ValueGraph graph;
  private final MethodCode method;
  private final ProgramWorld world;
  private final Function<Support, Set<Assumption>> assumptions;
  private final Map<Integer, BasicBlock> points = new HashMap<>();
  private final Map<Integer, List<ValueFact>> results = new HashMap<>();
  private final Map<Integer, CallFacts> calls = new HashMap<>();
  private final Map<Integer, LocalFacts> locals = new HashMap<>();

  FactRecorder(
      ValueGraph graph, ProgramWorld world, Function<Support, Set<Assumption>> assumptions) {
    this.graph = graph;
    this.method = graph.method();
    this.world = world;
    this.assumptions = assumptions;
    for (BasicBlock block : graph.flow().blocks()) {
      if (block.start() == 0 || graph.flow().isLoopHead(block)) {
        points.put(block.start(), block);
      }
    }
  }

  MethodFacts facts() {
    return new MethodFacts(results, calls, locals);
  }

  @Override
  public void before(int index, State state) {
    if (state.contradiction().isPresent()) {
      return;
    }
    BasicBlock block = points.get(index);
    if (block != null) {
      locals.put(index, localFacts(graph.localsAtStart(block.ordinal()), state));
    }
    if (method.instruction(index) instanceof Instruction.Invoke call) {
      world
          .call(index, call, position -> state.reference(graph.operand(index, position)))
          .ifPresent(s -> calls.put(index, callFacts(s, call)));
    }
  }

  @Override
  public void after(int index, State state, boolean completes) {
    int value = graph.result(index);
    Instruction instruction = method.instruction(index);
    boolean isRead =
        instruction instanceof Instruction.Invoke
            || instruction instanceof Instruction.FieldAccess
            || instruction instanceof Instruction.ArrayLoad
            || instruction instanceof Instruction.InvokeDynamic;
    if (isRead && completes && value != ValueGraph.NONE && state.contradiction().isEmpty()) {
      List<ValueFact> facts = valueFacts(state.export(value));
      if (!facts.isEmpty()) {
        results.put(index, facts);
      }
    }
  }

  private List<ValueFact> valueFacts(Fact fact) {
    List<ValueFact> found = new ArrayList<>();
    if (fact instanceof ReferenceFact reference) {
      Set<Assumption> nullness = assumptions.apply(reference.nullnessSupport());
      if (reference.isNonNull()) {
        found.add(new ValueFact.NonNull(nullness));
      } else if (reference.isNull()) {
        found.add(new ValueFact.Null(nullness));
      }
      if (!reference.type().name().equals(Types.OBJECT)) {
        Set<Assumption> type = assumptions.apply(reference.type().support());
        found.add(new ValueFact.InstanceOf(reference.type().name(), type));
      }
      Interval length = reference.length().interval();
      if (!length.equals(Interval.LENGTH)) {
        Set<Assumption> rests = assumptions.apply(reference.length().support());
        found.add(new ValueFact.LengthWithin(length.low(), length.high(), rests));
      }
    } else if (fact instanceof NumberFact number) {
      Set<Assumption> rests = assumptions.apply(number.support());
      found.add(new ValueFact.Within(number.interval().low(), number.interval().high(), rests));
      if (number.isNonZero() && number.interval().contains(0)) {
        found.add(new ValueFact.NonZero(rests));
      }
    }
    return found;
  }

  private LocalFacts localFacts(int[] slots, State state) {
    Map<Integer, List<ValueFact>> values = new LinkedHashMap<>();
    for (int slot = 0; slot < slots.length; slot++) {
      if (slots[slot] != ValueGraph.NONE) {
        values.put(slot, valueFacts(state.export(slots[slot])));
      }
    }
    List<LocalFacts.Order> orders = new ArrayList<>();
    List<Integer> live = values.keySet().stream().limit(MOST_LOCALS).toList();
    for (int slot : live) {
      if (isInt(slots[slot], state)) {
        live.forEach(other -> order(slot, other, slots, state).ifPresent(orders::add));
      }
    }
    return new LocalFacts(values, orders);
  }

  private static boolean isInt(int value, State state) {
    return state.fact(value) instanceof NumberFact number
        && Interval.INT.includes(number.interval());
  }

  private Optional<LocalFacts.Order> order(int slot, int other, int[] slots, State state) {
    boolean ofLength =
        state.fact(slots[other]) instanceof ReferenceFact array
            && array.type().name().startsWith("[");
    if (slot == other || !(ofLength || isInt(slots[other], state))) {
      return Optional.empty();
    }
    int to = ofLength ? state.basis().lengthOf(state.canonical(slots[other])) : slots[other];
    return DifferenceSearch.between(state, slots[slot], to)
        .filter(d -> Math.abs(d.most()) <= Integer.MAX_VALUE)
        .map(
            d ->
                new LocalFacts.Order(
                    slot, other, ofLength, d.most(), assumptions.apply(d.support())));
  }

  private CallFacts callFacts(MethodSummary summary, Instruction.Invoke call) {
    Optional<CallFacts.Writes> writes = Optional.empty();
    if (!summary.effects().anything() && !call.method().isConstructor()) {
      writes =
          Optional.of(
              new CallFacts.Writes(
                  summary.effects().fields(),
                  summary.effects().elements(),
                  assumptions.apply(summary.effectsSupport())));
    }
    return new CallFacts(
        summary.returns()
            ? Optional.empty()
            : Optional.of(assumptions.apply(summary.completionSupport())),
        summary.returned(),
        nonNull(summary.relations().always()),
        nonNull(summary.relations().whenTrue()),
        nonNull(summary.relations().whenFalse()),
        assumptions.apply(summary.relations().support()),
        writes);
  }

  private static Set<Integer> nonNull(Relation relation) {
    Set<Integer> positions = new HashSet<>();
    relation
        .nullness()
        .forEach(
            (position, nullness) -> {
              if (nullness == Nullness.NON_NULL) {
                positions.add(position);
              }
            });
    return positions;
  }
}
