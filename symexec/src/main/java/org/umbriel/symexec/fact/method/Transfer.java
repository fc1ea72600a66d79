package org.umbriel.symexec.fact.method;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.classfile.FieldUnit;
import org.umbriel.metadata.classfile.Instruction.ArrayLength;
import org.umbriel.metadata.classfile.Instruction.ArrayLoad;
import org.umbriel.metadata.classfile.Instruction.ArrayStore;
import org.umbriel.metadata.classfile.Instruction.Binary;
import org.umbriel.metadata.classfile.Instruction.Branch;
import org.umbriel.metadata.classfile.Instruction.CallSubroutine;
import org.umbriel.metadata.classfile.Instruction.CheckCast;
import org.umbriel.metadata.classfile.Instruction.Compare;
import org.umbriel.metadata.classfile.Instruction.Convert;
import org.umbriel.metadata.classfile.Instruction.FieldAccess;
import org.umbriel.metadata.classfile.Instruction.Increment;
import org.umbriel.metadata.classfile.Instruction.InstanceOf;
import org.umbriel.metadata.classfile.Instruction.Invoke;
import org.umbriel.metadata.classfile.Instruction.InvokeDynamic;
import org.umbriel.metadata.classfile.Instruction.Jump;
import org.umbriel.metadata.classfile.Instruction.LoadLocal;
import org.umbriel.metadata.classfile.Instruction.Monitor;
import org.umbriel.metadata.classfile.Instruction.MultiNewArray;
import org.umbriel.metadata.classfile.Instruction.New;
import org.umbriel.metadata.classfile.Instruction.NewArray;
import org.umbriel.metadata.classfile.Instruction.Nop;
import org.umbriel.metadata.classfile.Instruction.PushConstant;
import org.umbriel.metadata.classfile.Instruction.Return;
import org.umbriel.metadata.classfile.Instruction.ReturnFromSubroutine;
import org.umbriel.metadata.classfile.Instruction.StackOperation;
import org.umbriel.metadata.classfile.Instruction.StoreLocal;
import org.umbriel.metadata.classfile.Instruction.Switch;
import org.umbriel.metadata.classfile.Instruction.Throw;
import org.umbriel.metadata.classfile.Instruction.Unary;
import org.umbriel.metadata.classfile.InstructionVisitor;
import org.umbriel.metadata.classfile.Opcode;
import org.umbriel.symexec.fact.domain.IntegerArithmetic;
import org.umbriel.symexec.fact.domain.Interval;
import org.umbriel.symexec.fact.domain.Nullness;
import org.umbriel.symexec.fact.domain.Support;
import org.umbriel.symexec.fact.state.Difference;
import org.umbriel.symexec.fact.state.DifferenceSearch;
import org.umbriel.symexec.fact.state.Fact;
import org.umbriel.symexec.fact.state.NumberFact;
import org.umbriel.symexec.fact.state.Place;
import org.umbriel.symexec.fact.state.ReferenceFact;
import org.umbriel.symexec.fact.state.ReferenceFact.TypeBound;
import org.umbriel.symexec.fact.state.State;
import org.umbriel.symexec.fact.value.Definition;
import org.umbriel.symexec.fact.value.ValueGraph;

/**
 * The effect of each instruction on a state, if it completes normally. What it throws it does not
 * complete, so the condition of each check holds afterwards. A visit returns whether the
 * instruction can complete.
 */
final class Transfer implements InstructionVisitor<Boolean> {
  private final ValueGraph graph;
  private final World world;
  private final State state;
  private final HeapEffects heap;
  private int at;

  Transfer(ValueGraph graph, World world, State state) {
    this.graph = graph;
    this.world = world;
    this.state = state;
    this.heap = new HeapEffects(graph, world, state);
  }

  boolean step(int instruction) {
    at = instruction;
    return graph.method().instruction(instruction).accept(this);
  }

  private int operand(int index) {
    return graph.operand(at, index);
  }

  private boolean nonNull(int value) {
    return state.refineNullness(value, Nullness.NON_NULL, Support.NONE);
  }

  @Override
  public Boolean nop(Nop nop) {
    return true;
  }

  @Override
  public Boolean pushConstant(PushConstant push) {
    return true;
  }

  @Override
  public Boolean loadLocal(LoadLocal load) {
    return true;
  }

  @Override
  public Boolean storeLocal(StoreLocal store) {
    return true;
  }

  @Override
  public Boolean increment(Increment increment) {
    return compute();
  }

  /** Gives the instruction's result the interval that its operands make. */
  private boolean compute() {
    int result = graph.result(at);
    if (!(graph.definition(result) instanceof Definition.Operation operation)
        || !Arithmetic.computes(operation.opcode())) {
      return true;
    }
    NumberFact left = state.number(operation.left());
    Interval first = Arithmetic.firstOperand(operation.opcode(), left.interval());
    if (operation.right() == ValueGraph.NONE) {
      boolean feasible =
          state.refineInterval(result, Arithmetic.unary(operation.opcode(), first), left.support());
      boolean keepsZero = operation.opcode() == Opcode.I2L || operation.opcode() == Opcode.INEG;
      return feasible
          && (!keepsZero || !left.isNonZero() || state.refineNonZero(result, left.support()));
    }
    NumberFact right = state.number(operation.right());
    Interval second = Arithmetic.secondOperand(operation.opcode(), right.interval());
    Support both = left.support().union(right.support());
    Interval interval = Arithmetic.binary(operation.opcode(), first, second);
    return interval.isEmpty()
        || (state.refineInterval(result, interval, both)
            && (operation.opcode() != Opcode.ISUB || subtract(result, operation, both)));
  }

  /** A difference that cannot overflow is bounded by what is known of the difference. */
  private boolean subtract(int result, Definition.Operation operation, Support both) {
    Interval left = state.number(operation.left()).interval();
    Interval right = state.number(operation.right()).interval();
    if (right.isConstant() || !IntegerArithmetic.INT.subtractsWithoutOverflow(left, right)) {
      return true;
    }
    Optional<Difference> most =
        DifferenceSearch.between(state, operation.left(), operation.right());
    Optional<Difference> least =
        DifferenceSearch.between(state, operation.right(), operation.left());
    return most.map(d -> atMost(result, d.most(), d.support().union(both))).orElse(true)
        && least.map(d -> atLeast(result, -d.most(), d.support().union(both))).orElse(true);
  }

  private boolean atMost(int value, long most, Support support) {
    return state.refineInterval(value, new Interval(Long.MIN_VALUE, most), support);
  }

  private boolean atLeast(int value, long least, Support support) {
    return state.refineInterval(value, new Interval(least, Long.MAX_VALUE), support);
  }

  /** {@code ..., array, index}: what holds behind an access that did not throw. */
  private boolean accessElement() {
    int array = operand(0);
    int index = operand(1);
    int length = state.basis().lengthOf(state.canonical(array));
    boolean feasible =
        nonNull(array)
            && state.refineInterval(index, new Interval(0, Integer.MAX_VALUE - 1L), Support.NONE)
            && state.refineInterval(length, new Interval(1, Integer.MAX_VALUE), Support.NONE);
    state.addDifference(index, length, -1, Support.NONE);
    return feasible;
  }

  @Override
  public Boolean arrayLoad(ArrayLoad load) {
    if (!accessElement()) {
      return false;
    }
    int result = graph.result(at);
    Place place = new Place.Element(state.canonical(operand(0)), state.canonical(operand(1)));
    if (heap.readAgain(place, result, world.rereadingElement())) {
      return true;
    }
    if (load.opcode() == Opcode.AALOAD) {
      state.define(result, elementOf(state.reference(operand(0)).type()));
    }
    state.setContent(place, result, Support.NONE);
    return true;
  }

  private Fact elementOf(TypeBound array) {
    if (!array.name().startsWith("[")) {
      return ReferenceFact.ANY;
    }
    Fact declared = world.declared(array.name().substring(1));
    return declared.restingOn(array.support());
  }

  @Override
  public Boolean arrayStore(ArrayStore store) {
    if (!accessElement()) {
      return false;
    }
    heap.storeElement(store.opcode(), operand(0), operand(1), operand(2));
    return true;
  }

  @Override
  public Boolean stackOperation(StackOperation operation) {
    return true;
  }

  @Override
  public Boolean unary(Unary unary) {
    return compute();
  }

  @Override
  public Boolean binary(Binary binary) {
    return switch (binary.opcode()) {
      case IDIV, IREM, LDIV, LREM -> divide();
      default -> compute();
    };
  }

  private boolean divide() {
    int divisor = operand(1);
    NumberFact fact = state.number(divisor);
    Interval rest = fact.interval().without(0);
    if (rest.isEmpty()) {
      return !fact.support().isEmpty();
    }
    return compute() && state.refineNonZero(divisor, Support.NONE);
  }

  @Override
  public Boolean convert(Convert convert) {
    return compute();
  }

  @Override
  public Boolean compare(Compare compare) {
    return compute();
  }

  @Override
  public Boolean branch(Branch branch) {
    return true;
  }

  @Override
  public Boolean jump(Jump jump) {
    return true;
  }

  @Override
  public Boolean tableOrLookupSwitch(Switch cases) {
    return true;
  }

  @Override
  public Boolean returnValue(Return exit) {
    return true;
  }

  @Override
  public Boolean throwException(Throw exit) {
    return true;
  }

  @Override
  public Boolean fieldAccess(FieldAccess access) {
    Optional<FieldUnit> field = world.field(access.field());
    if (access.isStatic()) {
      heap.initialise(access.field().owner());
    } else if (!nonNull(operand(0))) {
      return false;
    }
    if (field.isEmpty()) {
      return accessUnknown(access);
    }
    if (access.isWrite()) {
      int value = operand(graph.operandCount(at) - 1);
      heap.storeField(field.get(), access.isStatic() ? ValueGraph.NONE : operand(0), value);
      return true;
    }
    return heap.readField(
        field.get(), access.isStatic() ? ValueGraph.NONE : operand(0), graph.result(at));
  }

  private boolean accessUnknown(FieldAccess access) {
    if (access.isWrite()) {
      heap.change(Effects.ANYTHING, Support.NONE, List.of());
    }
    return true;
  }

  @Override
  public Boolean invoke(Invoke call) {
    boolean instance = !call.isStatic();
    if (instance && !call.method().isConstructor() && !nonNull(operand(0))) {
      return false;
    }
    Optional<MethodSummary> summary =
        world.call(at, call, position -> state.reference(operand(position)));
    if (summary.isEmpty()) {
      return false;
    }
    if (call.isStatic()) {
      heap.initialise(call.method().owner());
    }
    return complete(summary.get(), call);
  }

  private boolean complete(MethodSummary summary, Invoke call) {
    List<Integer> arguments = operands();
    heap.call(summary, arguments, call);
    boolean feasible = true;
    if (!summary.returns()) {
      feasible = state.contradict(summary.completionSupport());
    }
    Conditions conditions = new Conditions(graph, world, state);
    feasible &= conditions.completed(summary, arguments);
    if (graph.result(at) != ValueGraph.NONE) {
      defineResult(summary, arguments);
    }
    feasible &= conditions.compared(summary, arguments, graph.result(at));
    if (call.method().owner().startsWith("[") && call.method().name().equals("clone")) {
      cloneLength(arguments.get(0));
    }
    return feasible;
  }

  /** A copy is as long as its array. */
  private void cloneLength(int array) {
    int length = state.basis().lengthOf(state.canonical(array));
    state.alias(state.basis().lengthOf(graph.result(at)), length);
  }

  private List<Integer> operands() {
    List<Integer> arguments = new ArrayList<>();
    for (int i = 0; i < graph.operandCount(at); i++) {
      arguments.add(operand(i));
    }
    return arguments;
  }

  private void defineResult(MethodSummary summary, List<Integer> arguments) {
    int result = graph.result(at);
    Fact fact = summary.result();
    if (fact instanceof ReferenceFact reference) {
      fact = reference.withType(declaredType(result).meet(reference.type(), world.types()));
    }
    state.define(result, fact);
    if (summary.returned().isPresent()) {
      heap.copy(result, arguments.get(summary.returned().get()), summary.relations().support());
    }
  }

  private TypeBound declaredType(int value) {
    return state.basis().of(value) instanceof ReferenceFact reference
        ? reference.type()
        : ReferenceFact.ANY.type();
  }

  @Override
  public Boolean invokeDynamic(InvokeDynamic call) {
    MethodSummary summary = world.link(call);
    List<Integer> arguments = operands();
    arguments.forEach(state::release);
    heap.change(summary.effects(), summary.effectsSupport(), arguments);
    if (graph.result(at) != ValueGraph.NONE) {
      defineResult(summary, arguments);
    }
    return true;
  }

  @Override
  public Boolean newObject(New allocation) {
    heap.initialise(allocation.type());
    state.define(graph.result(at), state.basis().of(graph.result(at)));
    state.confine(graph.result(at), Support.NONE);
    return true;
  }

  @Override
  public Boolean newArray(NewArray allocation) {
    return allocateArray(1);
  }

  @Override
  public Boolean multiNewArray(MultiNewArray allocation) {
    return allocateArray(allocation.dimensions());
  }

  private boolean allocateArray(int dimensions) {
    boolean feasible = true;
    for (int i = 0; i < dimensions; i++) {
      feasible &= state.refineInterval(operand(i), Interval.LENGTH, Support.NONE);
    }
    state.define(graph.result(at), state.basis().of(graph.result(at)));
    state.confine(graph.result(at), Support.NONE);
    return feasible;
  }

  @Override
  public Boolean arrayLength(ArrayLength length) {
    if (!nonNull(operand(0))) {
      return false;
    }
    int result = graph.result(at);
    int known = state.basis().lengthOf(state.canonical(operand(0)));
    if (known != result) {
      state.alias(result, known);
    }
    return state.refineInterval(result, Interval.LENGTH, Support.NONE);
  }

  @Override
  public Boolean checkCast(CheckCast cast) {
    state.refineType(operand(0), new TypeBound(cast.type(), false, Support.NONE));
    return true;
  }

  @Override
  public Boolean instanceOf(InstanceOf test) {
    int result = graph.result(at);
    ReferenceFact fact = state.reference(operand(0));
    if (fact.isNull()) {
      return state.refineInterval(result, Interval.of(0), fact.nullnessSupport());
    }
    if (fact.isNonNull() && world.types().isSubtype(fact.type().name(), test.type())) {
      return state.refineInterval(
          result, Interval.of(1), fact.nullnessSupport().union(fact.type().support()));
    }
    return true;
  }

  @Override
  public Boolean monitor(Monitor monitor) {
    if (!nonNull(operand(0))) {
      return false;
    }
    if (monitor.opcode() == Opcode.MONITORENTER) {
      heap.change(Effects.ANYTHING, Support.NONE, List.of());
      state.monitors().ifPresent(held -> state.setMonitors(with(held, operand(0))));
    } else {
      state.setMonitors(without(state, operand(0)));
    }
    return true;
  }

  private List<Integer> with(List<Integer> held, int value) {
    List<Integer> more = new ArrayList<>(held);
    more.add(state.canonical(value));
    return more;
  }

  /** The monitors still held behind an exit; null if it is not clear which one was left. */
  private static @Nullable List<Integer> without(State state, int value) {
    Optional<List<Integer>> held = state.monitors();
    int last = held.map(h -> h.lastIndexOf(state.canonical(value))).orElse(-1);
    if (held.isEmpty() || last < 0) {
      return null;
    }
    List<Integer> rest = new ArrayList<>(held.get());
    rest.remove(last);
    return rest;
  }

  @Override
  public Boolean callSubroutine(CallSubroutine call) {
    throw new IllegalArgumentException("subroutine");
  }

  @Override
  public Boolean returnFromSubroutine(ReturnFromSubroutine exit) {
    throw new IllegalArgumentException("subroutine");
  }
}
