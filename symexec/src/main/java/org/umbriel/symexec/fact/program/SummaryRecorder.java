package org.umbriel.symexec.fact.program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.classfile.FieldReference;
import org.umbriel.metadata.classfile.FieldUnit;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.symexec.fact.domain.Interval;
import org.umbriel.symexec.fact.domain.Nullness;
import org.umbriel.symexec.fact.domain.Support;
import org.umbriel.symexec.fact.method.Assume;
import org.umbriel.symexec.fact.method.Effects;
import org.umbriel.symexec.fact.method.MethodSummary;
import org.umbriel.symexec.fact.method.Observer;
import org.umbriel.symexec.fact.method.Outcomes;
import org.umbriel.symexec.fact.method.Relation;
import org.umbriel.symexec.fact.method.World;
import org.umbriel.symexec.fact.state.Fact;
import org.umbriel.symexec.fact.state.NoFact;
import org.umbriel.symexec.fact.state.NumberFact;
import org.umbriel.symexec.fact.state.ReferenceFact;
import org.umbriel.symexec.fact.state.ReferenceFact.TypeBound;
import org.umbriel.symexec.fact.state.State;
import org.umbriel.symexec.fact.value.ValueGraph;

/** States of a method {@code ->} its summary, in terms of the method's own premises. */
final class SummaryRecorder implements Observer {
  private static final int UNSEEN = -2;
  private static final int VARIES = -1;
  private static final int MOST_READ = 40;

  private final ValueGraph graph;
  private final MethodCode method;
  private final World world;
  private final List<Integer> arguments = new ArrayList<>();
  private final OrderRecorder orders;
  private final Set<Integer> leaked = new HashSet<>();
  private final Map<Integer, Set<FieldReference>> read = new HashMap<>();
  private boolean returns;
  private Support skipped = Support.NONE;
  private @Nullable Fact result;
  private @Nullable Relation onReturn;
  private @Nullable Relation whenTrue;
  private @Nullable Relation whenFalse;
  private int returned = UNSEEN;
  private Support relationSupport = Support.NONE;
  private Effects effects;
  private Support effectsSupport = Support.NONE;

  SummaryRecorder(ValueGraph graph, World world) {
    this.graph = graph;
    this.method = graph.method();
    this.world = world;
    for (int value : graph.argumentLocals()) {
      if (value != ValueGraph.NONE) {
        arguments.add(value);
      }
    }
    IntStream.range(0, arguments.size())
        .filter(p -> graph.flowsIntoMerge(arguments.get(p)))
        .forEach(leaked::add);
    this.orders = new OrderRecorder(method, arguments);
    this.effects = method.isSynchronized() ? Effects.ANYTHING : Effects.NONE;
  }

  @Override
  public void before(int index, State state) {
    Instruction instruction = method.instruction(index);
    if (instruction instanceof Instruction.FieldAccess access) {
      accessField(index, access, state);
    } else if (instruction instanceof Instruction.ArrayStore) {
      write(state.confinement(graph.operand(index, 0)), new Effects(false, Set.of(), true));
      leak(graph.operand(index, 2), state);
    } else if (instruction instanceof Instruction.Invoke call) {
      call(index, call, state);
    } else if (instruction instanceof Instruction.InvokeDynamic call) {
      MethodSummary linked = world.link(call);
      addEffects(linked.effects(), linked.effectsSupport());
      leakOperands(index, state);
    } else if (instruction instanceof Instruction.Monitor) {
      effects = Effects.ANYTHING;
    } else if (instruction instanceof Instruction.New allocation) {
      initialise(allocation.type());
    } else if (instruction instanceof Instruction.Throw
        || instruction instanceof Instruction.Return) {
      leakOperands(index, state);
    }
  }

  private void leakOperands(int index, State state) {
    for (int i = 0; i < graph.operandCount(index); i++) {
      leak(graph.operand(index, i), state);
    }
  }

  private void leak(int value, State state) {
    int position = arguments.indexOf(state.canonical(value));
    if (position >= 0) {
      leaked.add(position);
    }
  }

  private void accessField(int index, Instruction.FieldAccess access, State state) {
    Optional<FieldUnit> field = world.field(access.field());
    if (access.isStatic()) {
      initialise(access.field().owner());
    }
    if (field.isEmpty() || field.get().isVolatile()) {
      effects = Effects.ANYTHING;
    } else if (access.isWrite()) {
      Effects written = new Effects(false, Set.of(field.get().reference()), false);
      write(
          access.isStatic() ? Optional.empty() : state.confinement(graph.operand(index, 0)),
          written);
    }
    if (access.isWrite()) {
      leak(graph.operandFromTop(index, 0), state);
    } else if (!access.isStatic() && field.isPresent()) {
      read(graph.operand(index, 0), field.get().reference(), state);
    }
  }

  /** A write to an object that nobody else can reach is no effect. */
  private void write(Optional<Support> confinement, Effects written) {
    if (confinement.isPresent()) {
      effectsSupport = effectsSupport.union(confinement.get());
    } else {
      effects = effects.union(written);
    }
  }

  private void addEffects(Effects more, Support support) {
    effects = effects.union(more);
    effectsSupport = effectsSupport.union(support);
  }

  private void initialise(String className) {
    if (!world.initialisesQuietly(className)) {
      effects = Effects.ANYTHING;
    }
  }

  private void call(int index, Instruction.Invoke call, State state) {
    if (call.isStatic()) {
      initialise(call.method().owner());
    }
    Optional<MethodSummary> summary =
        world.call(index, call, position -> state.reference(graph.operand(index, position)));
    if (summary.isEmpty()) {
      return;
    }
    addEffects(summary.get().effects(), summary.get().effectsSupport());
    for (int i = 0; i < graph.operandCount(index); i++) {
      int value = graph.operand(index, i);
      Set<FieldReference> lent = summary.get().lent().get(i);
      if (lent == null) {
        leak(value, state);
      } else {
        lent.forEach(f -> read(value, f, state));
      }
    }
  }

  /** A field of an argument is read, here or by a callee. */
  private void read(int value, FieldReference field, State state) {
    int position = arguments.indexOf(state.canonical(value));
    if (position >= 0 && !leaked.contains(position)) {
      Set<FieldReference> fields = read.computeIfAbsent(position, k -> new HashSet<>());
      fields.add(field);
      if (fields.size() > MOST_READ) {
        leaked.add(position);
      }
    }
  }

  @Override
  public void returns(int index, int value, State state) {
    if (state.contradiction().isPresent()) {
      skipped = skipped.union(state.contradiction().get());
      return;
    }
    Fact fact = value == ValueGraph.NONE ? NoFact.NOTHING : narrowed(state.export(value));
    result = result == null ? fact : result.join(fact, world.types());
    returns = true;
    Relation relation = relation(state);
    onReturn = onReturn == null ? relation : onReturn.join(relation, world.types());
    orders.returns(value, state);
    returnedBy(value, state);
    if (method.type().returnType().equals("Z")) {
      outcomes(value, state);
    }
  }

  /** A result narrower than int is cut to its type (JVMS 6.5.ireturn). */
  private Fact narrowed(Fact fact) {
    char type = method.type().returnType().charAt(0);
    boolean narrow = type == 'Z' || type == 'B' || type == 'S' || type == 'C';
    if (narrow && fact instanceof NumberFact number) {
      Interval all = Interval.ofType(type);
      return all.includes(number.interval()) ? number : NumberFact.of(all);
    }
    return fact;
  }

  private void returnedBy(int value, State state) {
    int position = value == ValueGraph.NONE ? VARIES : arguments.indexOf(state.canonical(value));
    returned = returned == UNSEEN || returned == position ? position : VARIES;
  }

  private void outcomes(int value, State state) {
    Interval interval = state.number(value).interval();
    boolean maybeTrue = !interval.equals(Interval.of(0));
    boolean maybeFalse = interval.contains(0);
    if (maybeTrue) {
      State isTrue = state.copy();
      if (Assume.isTrue(graph, world, isTrue, value)) {
        Relation relation = relation(isTrue);
        whenTrue = whenTrue == null ? relation : whenTrue.join(relation, world.types());
        orders.isTrue(isTrue);
      }
    }
    if (maybeFalse) {
      State isFalse = state.copy();
      if (Assume.isFalse(graph, world, isFalse, value)) {
        Relation relation = relation(isFalse);
        whenFalse = whenFalse == null ? relation : whenFalse.join(relation, world.types());
        orders.isFalse(isFalse);
      }
    }
  }

  /** What is known of the arguments now that was not when the method began. */
  private Relation relation(State state) {
    Map<Integer, Nullness> nullness = new HashMap<>();
    Map<Integer, TypeBound> types = new HashMap<>();
    Map<Integer, Boolean> truths = new HashMap<>();
    for (int position = 0; position < arguments.size(); position++) {
      int value = arguments.get(position);
      if (state.basis().of(value) instanceof ReferenceFact before) {
        ReferenceFact now = state.reference(value);
        boolean news =
            now.nullness() != before.nullness()
                || !now.nullnessSupport().equals(before.nullnessSupport());
        if (news && now.nullness() != Nullness.UNKNOWN) {
          nullness.put(position, now.nullness());
          relationSupport = relationSupport.union(now.nullnessSupport());
        }
        if (!now.type().hasSameType(before.type())) {
          types.put(position, now.type());
          relationSupport = relationSupport.union(now.type().support());
        }
      } else if (isBoolean(position)) {
        NumberFact now = state.number(value);
        if (now.isNonZero() || now.interval().isConstant()) {
          truths.put(position, now.isNonZero() || now.interval().low() != 0);
          relationSupport = relationSupport.union(now.support());
        }
      }
    }
    return new Relation(nullness, types, truths);
  }

  private boolean isBoolean(int position) {
    int parameter = position - (method.isStatic() ? 0 : 1);
    return parameter >= 0 && method.type().parameters().get(parameter).equals("Z");
  }

  /** The summary, once all states have been seen. */
  MethodSummary summary() {
    Map<Integer, Set<FieldReference>> lent = new HashMap<>();
    for (int position = 0; position < arguments.size(); position++) {
      if (!leaked.contains(position)) {
        lent.put(position, read.getOrDefault(position, Set.of()));
      }
    }
    Fact declared = world.declared(method.type().returnType());
    Fact value = result == null ? declared : result.restingOn(skipped);
    return new MethodSummary(
        returns,
        returns ? Support.NONE : skipped,
        value,
        returned < 0 ? Optional.empty() : Optional.of(returned),
        new Outcomes<>(
            orNone(onReturn), orNone(whenTrue), orNone(whenFalse), relationSupport.union(skipped)),
        orders.outcomes().restingOn(skipped),
        effects,
        lent,
        effects.anything() && lent.isEmpty() ? Support.NONE : effectsSupport);
  }

  private static Relation orNone(@Nullable Relation relation) {
    return relation == null ? Relation.NONE : relation;
  }
}
