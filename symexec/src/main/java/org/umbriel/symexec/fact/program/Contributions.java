package org.umbriel.symexec.fact.program;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.umbriel.metadata.classfile.Constant;
import org.umbriel.metadata.classfile.FieldReference;
import org.umbriel.metadata.classfile.FieldUnit;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.symexec.fact.domain.Interval;
import org.umbriel.symexec.fact.domain.Support;
import org.umbriel.symexec.fact.method.MethodSummary;
import org.umbriel.symexec.fact.method.Observer;
import org.umbriel.symexec.fact.method.World;
import org.umbriel.symexec.fact.program.MethodScan.Parameter;
import org.umbriel.symexec.fact.program.Targets.Target;
import org.umbriel.symexec.fact.state.Fact;
import org.umbriel.symexec.fact.state.NumberFact;
import org.umbriel.symexec.fact.state.ReferenceFact;
import org.umbriel.symexec.fact.state.State;
import org.umbriel.symexec.fact.value.ValueGraph;

/** States of a method {@code ->} what it writes into fields and hands to methods it alone calls. */
final class Contributions implements Observer, Construction.Sink {
  private final ValueGraph graph;
  private final MethodCode method;
  private final World world;
  private final ProgramKnowledge knowledge;
  private final Map<FieldReference, Fact> fields = new LinkedHashMap<>();
  private final Map<FieldReference, Support> fieldSupports = new LinkedHashMap<>();
  private final Map<Parameter, Fact> parameters = new LinkedHashMap<>();
  private final Construction construction;

  Contributions(ValueGraph graph, World world, ProgramKnowledge knowledge) {
    this.graph = graph;
    this.method = graph.method();
    this.world = world;
    this.knowledge = knowledge;
    this.construction = new Construction(graph, knowledge, this);
  }

  Map<FieldReference, Fact> fields() {
    return fields;
  }

  Map<FieldReference, Support> fieldSupports() {
    return fieldSupports;
  }

  Map<Parameter, Fact> parameters() {
    return parameters;
  }

  @Override
  public void before(int index, State state) {
    construction.before(index, state);
    Instruction instruction = method.instruction(index);
    if (instruction instanceof Instruction.FieldAccess access && access.isWrite()) {
      world
          .field(access.field())
          .filter(knowledge.fields()::isClosed)
          .ifPresent(f -> write(f, state.export(graph.operandFromTop(index, 0))));
    } else if (instruction instanceof Instruction.Invoke call) {
      call(index, call, state);
    } else if (instruction instanceof Instruction.InvokeDynamic call) {
      capture(index, call, state);
    }
  }

  @Override
  public void after(int index, State state, boolean completes) {
    Optional<MethodSummary> summary =
        method.isConstructor() && method.instruction(index) instanceof Instruction.Invoke call
            ? world.call(index, call, p -> state.reference(graph.operand(index, p)))
            : Optional.empty();
    construction.after(index, summary, state);
  }

  @Override
  public void returns(int index, int value, State state) {
    construction.returns(state);
  }

  /** What does not fit the field's type is cut to it (JVMS 6.5.putfield). */
  private void write(FieldUnit field, Fact fact) {
    char type = field.descriptor().charAt(0);
    boolean narrow = type == 'Z' || type == 'B' || type == 'S' || type == 'C';
    if (narrow
        && fact instanceof NumberFact number
        && !Interval.ofType(type).includes(number.interval())) {
      holds(field.reference(), NumberFact.of(Interval.ofType(type)));
    } else {
      holds(field.reference(), fact);
    }
  }

  @Override
  public void holds(FieldReference field, Fact fact) {
    fields.merge(field, withoutNull(fact), (a, b) -> a.join(b, world.types()));
  }

  /** Under a contract, others may only be told that something is not null. */
  private static Fact withoutNull(Fact fact) {
    return fact instanceof ReferenceFact reference && reference.isNull()
        ? fact.keeping(support -> !support.byContract())
        : fact;
  }

  @Override
  public void restsOn(FieldReference field, Support support) {
    fieldSupports.merge(field, support, Support::union);
    if (support.byContract()) {
      holds(field, world.declared(field.descriptor()));
    }
  }

  private void call(int index, Instruction.Invoke call, State state) {
    ReferenceFact receiver =
        call.isStatic() ? ReferenceFact.ANY : state.reference(graph.operand(index, 0));
    Optional<Target> target = knowledge.context().targets().certain(method, call, receiver);
    target.ifPresent(t -> pass(index, t.method(), v -> withoutNull(state.export(v))));
  }

  private void capture(int index, Instruction.InvokeDynamic call, State state) {
    for (Constant argument : call.arguments()) {
      if (argument instanceof Constant.MethodHandleConstant handle) {
        knowledge
            .context()
            .targets()
            .resolve(new MethodReference(handle.owner(), handle.name(), handle.descriptor()))
            .ifPresent(m -> pass(index, m, v -> withoutNull(state.export(v))));
      }
    }
  }

  private void pass(int index, MethodCode callee, IntFunction<Fact> facts) {
    if (!callee.isPrivate()) {
      return;
    }
    for (int i = 0; i < graph.operandCount(index); i++) {
      if (knowledge.callers().isTracked(callee, i)) {
        Parameter parameter = new Parameter(callee.reference(), i);
        Fact fact = facts.apply(graph.operand(index, i));
        parameters.merge(parameter, fact, (a, b) -> a.join(b, world.types()));
      }
    }
  }

  /**
   * What a method contributes of which nothing is known: anything, wherever its code says that it
   * contributes.
   */
  static Contributions unknown(ValueGraph graph, World world, ProgramKnowledge knowledge) {
    Contributions all = new Contributions(graph, world, knowledge);
    for (FieldReference field : all.construction.ownFields()) {
      all.holds(field, world.declared(field.descriptor()));
    }
    List<Instruction> instructions = graph.method().instructions();
    for (int i = 0; i < instructions.size(); i++) {
      if (instructions.get(i) instanceof Instruction.FieldAccess access && access.isWrite()) {
        world
            .field(access.field())
            .filter(knowledge.fields()::isClosed)
            .ifPresent(f -> all.holds(f.reference(), world.declared(f.descriptor())));
      }
    }
    MethodScan scan = MethodScan.of(graph);
    scan.called().forEach(m -> all.passUnknown(m));
    scan.handles().forEach(h -> all.passUnknown(h.method()));
    return all;
  }

  private void passUnknown(MethodReference reference) {
    Optional<MethodCode> callee =
        knowledge.context().targets().resolve(reference).filter(MethodCode::isPrivate);
    if (callee.isEmpty()) {
      return;
    }
    int receivers = callee.get().isStatic() ? 0 : 1;
    for (int i = 0; i < callee.get().type().parameters().size(); i++) {
      Parameter parameter = new Parameter(callee.get().reference(), i + receivers);
      parameters.put(parameter, world.declared(callee.get().type().parameters().get(i)));
    }
  }

  /** What a method contributes that has no value graph; its callees are not among the tracked. */
  static Map<FieldReference, Fact> ofOpaque(
      MethodCode method, Context context, ProgramKnowledge knowledge) {
    Map<FieldReference, Fact> found = new LinkedHashMap<>();
    for (Instruction instruction : method.instructions()) {
      if (instruction instanceof Instruction.FieldAccess access && access.isWrite()) {
        context
            .targets()
            .resolve(access.field())
            .filter(knowledge.fields()::isClosed)
            .ifPresent(f -> found.put(f.reference(), context.declared().of(f.descriptor())));
      }
    }
    return found;
  }
}
