package org.umbriel.symexec.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.umbriel.metadata.classfile.Constant;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.InstructionVisitor;
import org.umbriel.metadata.classfile.Opcode;
import org.umbriel.metadata.site.AssertStatement;
import org.umbriel.metadata.site.CheckKind;
import org.umbriel.metadata.site.Reason;
import org.umbriel.symexec.path.state.State;
import org.umbriel.symexec.summary.ValueFact;
import org.umbriel.symexec.term.Literal;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.TermFactory;

/**
 * Executes one instruction in a state: the ways on from there. Nothing is changed but the notes of
 * the execution.
 */
final class Stepper implements InstructionVisitor<List<Successor>> {
  private final Execution execution;
  private final Frame frame;
  private final int index;
  private final boolean mayRepeat;
  private final State state;
  private final TermFactory factory;
  private final Operators operators;
  private final Checks checks;

  /**
   * A step.
   *
   * @param mayRepeat whether the instruction stands in a loop
   */
  Stepper(Execution execution, Frame frame, int index, boolean mayRepeat, State state) {
    this.execution = execution;
    this.frame = frame;
    this.index = index;
    this.mayRepeat = mayRepeat;
    this.state = state;
    this.factory = execution.factory();
    this.operators = execution.operators();
    this.checks = new Checks(execution, frame, index);
  }

  /** The ways on from the instruction. */
  List<Successor> step() {
    execution.step(frame.depth() > 0);
    List<Successor> ways = frame.method().instruction(index).accept(this);
    List<ValueFact> facts = execution.factsOf(frame.method()).results().get(index);
    return facts == null ? ways : ways.stream().map(way -> knowing(way, facts)).toList();
  }

  /** What is known of the value that the instruction has pushed. */
  private Successor knowing(Successor way, List<ValueFact> facts) {
    if (!(way instanceof Successor.Next next)) {
      return way;
    }
    State pushed = next.state();
    return new Successor.Next(new Facts(execution).assume(pushed, pushed.top(0), facts));
  }

  private static List<Successor> next(State state) {
    return List.of(new Successor.Next(state));
  }

  @Override
  public List<Successor> nop(Instruction.Nop instruction) {
    return next(state);
  }

  @Override
  public List<Successor> pushConstant(Instruction.PushConstant instruction) {
    return next(state.push(constant(instruction.constant())));
  }

  private Term constant(Constant constant) {
    if (constant instanceof Constant.NullConstant) {
      return factory.reference(0);
    } else if (constant instanceof Constant.IntConstant value) {
      return factory.intValue(value.value());
    } else if (constant instanceof Constant.LongConstant value) {
      return factory.longValue(value.value());
    } else if (constant instanceof Constant.FloatConstant value) {
      return operators.floats().bits(value.value());
    } else if (constant instanceof Constant.DoubleConstant value) {
      return operators.floats().bits(value.value());
    } else if (constant instanceof Constant.StringConstant text) {
      return constantObject("string " + text.value(), "Ljava/lang/String;");
    } else if (constant instanceof Constant.ClassConstant type) {
      return constantObject("class " + type.descriptor(), "Ljava/lang/Class;");
    } else if (constant instanceof Constant.DynamicConstant dynamic) {
      return state.unknown(
          "constant",
          execution.unknown(Reason.DYNAMIC_CALL, dynamic.name(), dynamic.descriptor()),
          execution.unknowns());
    }
    return constantObject("constant " + constant, "Ljava/lang/Object;");
  }

  private Term constantObject(String name, String descriptor) {
    return execution
        .unknowns()
        .initialObject(name, execution.unknown(Reason.UNKNOWN_VALUE, "a constant", descriptor));
  }

  @Override
  public List<Successor> loadLocal(Instruction.LoadLocal instruction) {
    return next(state.push(state.locals().defined(instruction.slot())));
  }

  @Override
  public List<Successor> storeLocal(Instruction.StoreLocal instruction) {
    Term value = state.top(0);
    State stored = state.pop(1).withLocal(instruction.slot(), value);
    return next(
        value.sort() == Scalar.LONG ? stored.withLocal(instruction.slot() + 1, null) : stored);
  }

  @Override
  public List<Successor> increment(Instruction.Increment instruction) {
    Term sum =
        factory.add(
            state.locals().defined(instruction.slot()), factory.intValue(instruction.amount()));
    return next(state.withLocal(instruction.slot(), sum));
  }

  @Override
  public List<Successor> arrayLoad(Instruction.ArrayLoad instruction) {
    return new ArraySteps(execution, frame, index, mayRepeat).load(instruction.opcode(), state);
  }

  @Override
  public List<Successor> arrayStore(Instruction.ArrayStore instruction) {
    return new ArraySteps(execution, frame, index, mayRepeat).store(instruction.opcode(), state);
  }

  @Override
  public List<Successor> newArray(Instruction.NewArray instruction) {
    return new ArraySteps(execution, frame, index, mayRepeat)
        .allocate(instruction.elementDescriptor(), state);
  }

  @Override
  public List<Successor> multiNewArray(Instruction.MultiNewArray instruction) {
    return new ArraySteps(execution, frame, index, mayRepeat)
        .allocate(instruction.descriptor(), instruction.dimensions(), state);
  }

  @Override
  public List<Successor> arrayLength(Instruction.ArrayLength instruction) {
    return new ArraySteps(execution, frame, index, mayRepeat).length(state);
  }

  @Override
  public List<Successor> stackOperation(Instruction.StackOperation instruction) {
    return next(state.withStack(StackShuffle.apply(instruction.opcode(), state.stack())));
  }

  @Override
  public List<Successor> unary(Instruction.Unary instruction) {
    return next(state.pop(1).push(operators.negate(instruction.opcode(), state.top(0))));
  }

  @Override
  public List<Successor> binary(Instruction.Binary instruction) {
    Opcode opcode = instruction.opcode();
    Term b = state.top(0);
    Term a = state.top(1);
    List<Successor> ways = new ArrayList<>();
    Optional<State> on = Optional.of(state);
    if (opcode == Opcode.IDIV
        || opcode == Opcode.IREM
        || opcode == Opcode.LDIV
        || opcode == Opcode.LREM) {
      Term isNotZero = factory.distinct(b, factory.zero(b.sort()));
      on = checks.require(state, CheckKind.DIVISION_BY_ZERO, 0, isNotZero, ways);
    }
    on.ifPresent(
        s ->
            ways.add(
                new Successor.Next(computed(s.pop(2).push(operators.binary(opcode, a, b)), a, b))));
    return ways;
  }

  /** Floating point is exact on constants only. */
  private State computed(State after, Term... operands) {
    Opcode opcode = frame.method().instruction(index).opcode();
    boolean isFloatingPoint =
        "fd".indexOf(opcode.mnemonic().charAt(0)) >= 0
            || opcode.mnemonic().endsWith("2f")
            || opcode.mnemonic().endsWith("2d");
    return isFloatingPoint && !FloatingPoint.isExact(operands)
        ? after.approximated(factory)
        : after;
  }

  @Override
  public List<Successor> convert(Instruction.Convert instruction) {
    Term a = state.top(0);
    return next(computed(state.pop(1).push(operators.convert(instruction.opcode(), a)), a));
  }

  @Override
  public List<Successor> compare(Instruction.Compare instruction) {
    Term b = state.top(0);
    Term a = state.top(1);
    return next(computed(state.pop(2).push(operators.compare(instruction.opcode(), a, b)), a, b));
  }

  @Override
  public List<Successor> branch(Instruction.Branch instruction) {
    Term b = state.top(0);
    boolean isBinary = Operators.hasTwoOperands(instruction.opcode());
    Term condition = operators.condition(instruction.opcode(), isBinary ? state.top(1) : b, b);
    State popped = state.pop(isBinary ? 2 : 1);
    List<Successor> ways = new ArrayList<>();
    popped
        .assume(condition, factory)
        .ifPresent(s -> ways.add(new Successor.Jump(instruction.target(), s)));
    popped.assume(factory.not(condition), factory).ifPresent(s -> ways.add(new Successor.Next(s)));
    return ways;
  }

  @Override
  public List<Successor> jump(Instruction.Jump instruction) {
    return List.of(new Successor.Jump(instruction.target(), state));
  }

  @Override
  public List<Successor> tableOrLookupSwitch(Instruction.Switch instruction) {
    Term key = state.top(0);
    Optional<State> rest = Optional.of(state.pop(1));
    List<Successor> ways = new ArrayList<>();
    for (int i = 0; i < instruction.keys().size() && rest.isPresent(); i++) {
      Term isCase = factory.equal(key, factory.intValue(instruction.keys().get(i)));
      int target = instruction.targets().get(i);
      rest.get().assume(isCase, factory).ifPresent(s -> ways.add(new Successor.Jump(target, s)));
      rest = rest.get().assume(factory.not(isCase), factory);
    }
    rest.ifPresent(s -> ways.add(new Successor.Jump(instruction.defaultTarget(), s)));
    return ways;
  }

  @Override
  public List<Successor> returnValue(Instruction.Return instruction) {
    if (instruction.opcode() == Opcode.RETURN) {
      return List.of(new Successor.Return(state, null));
    }
    Term value = operators.narrow(frame.method().type().returnType(), state.top(0));
    return List.of(new Successor.Return(state, value));
  }

  @Override
  public List<Successor> throwException(Instruction.Throw instruction) {
    Term exception = state.top(0);
    List<Successor> ways = new ArrayList<>();
    checks
        .requireNonNull(state, 0, ways)
        .ifPresent(s -> ways.add(new Successor.Raise(s.pop(1), exception)));
    return ways;
  }

  @Override
  public List<Successor> fieldAccess(Instruction.FieldAccess instruction) {
    return new FieldSteps(execution, frame, index, mayRepeat).access(instruction, state);
  }

  @Override
  public List<Successor> invoke(Instruction.Invoke instruction) {
    return new CallSteps(execution, frame, index).invoke(instruction, state);
  }

  @Override
  public List<Successor> invokeDynamic(Instruction.InvokeDynamic instruction) {
    return new CallSteps(execution, frame, index).invokeDynamic(instruction, state);
  }

  @Override
  public List<Successor> newObject(Instruction.New instruction) {
    if (isFailedAssertion()) {
      execution.observe(state, index, CheckKind.ASSERTION, 0, factory.bool(false));
    }
    State initialised = new Initialisation(execution, frame).of(instruction.type(), state);
    int object = execution.unknowns().allocate(instruction.type(), true);
    return next(initialised.allocate(object).push(factory.reference(object)));
  }

  private boolean isFailedAssertion() {
    return frame.depth() == 0
        && AssertStatement.in(frame.method()).stream().anyMatch(a -> a.failure() == index);
  }

  @Override
  public List<Successor> checkCast(Instruction.CheckCast instruction) {
    Term reference = state.top(0);
    Term isNull = factory.equal(reference, factory.reference(0));
    Term condition =
        factory.or(isNull, execution.types().isInstance(reference, instruction.type()));
    List<Successor> ways = new ArrayList<>();
    checks
        .require(state, CheckKind.CLASS_CAST, 0, condition, ways)
        .ifPresent(s -> ways.add(new Successor.Next(s)));
    return ways;
  }

  @Override
  public List<Successor> instanceOf(Instruction.InstanceOf instruction) {
    Term isInstance = execution.types().isInstance(state.top(0), instruction.type());
    Literal one = factory.intValue(1);
    return next(state.pop(1).push(factory.choose(isInstance, one, factory.intValue(0))));
  }

  @Override
  public List<Successor> monitor(Instruction.Monitor instruction) {
    List<Successor> ways = new ArrayList<>();
    Optional<State> entered = checks.requireNonNull(state, 0, ways);
    if (instruction.opcode() == Opcode.MONITOREXIT) {
      Term isOwner =
          state.unknown("owner", execution.unknown(Reason.MONITOR, "", "Z"), execution.unknowns());
      Term owned = factory.distinct(isOwner, factory.intValue(0));
      entered = entered.flatMap(s -> checks.require(s, CheckKind.ILLEGAL_MONITOR, 0, owned, ways));
    }
    entered.ifPresent(s -> ways.add(new Successor.Next(s.pop(1))));
    return ways;
  }

  @Override
  public List<Successor> callSubroutine(Instruction.CallSubroutine instruction) {
    throw new Limit.Reached(Limit.SUBROUTINE);
  }

  @Override
  public List<Successor> returnFromSubroutine(Instruction.ReturnFromSubroutine instruction) {
    throw new Limit.Reached(Limit.SUBROUTINE);
  }
}
