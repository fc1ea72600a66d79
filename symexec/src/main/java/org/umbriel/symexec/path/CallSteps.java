package org.umbriel.symexec.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodDescriptor;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.classfile.Opcode;
import org.umbriel.metadata.site.CheckKind;
import org.umbriel.metadata.site.Contract;
import org.umbriel.metadata.site.Reason;
import org.umbriel.symexec.path.flow.LoopNest;
import org.umbriel.symexec.path.state.Place;
import org.umbriel.symexec.path.state.State;
import org.umbriel.symexec.path.state.Values;
import org.umbriel.symexec.summary.CallFacts;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.TermFactory;

/**
 * Calls: a small callee that is known for certain is executed, any other stands for whatever it may
 * do: return anything its type permits, throw anything, and change all of the heap that it can
 * reach.
 */
final class CallSteps {
  private static final MethodReference OBJECT_CONSTRUCTOR =
      new MethodReference("java/lang/Object", "<init>", "()V");

  private final Execution execution;
  private final Frame frame;
  private final int index;
  private final TermFactory factory;

  CallSteps(Execution execution, Frame frame, int index) {
    this.execution = execution;
    this.frame = frame;
    this.index = index;
    this.factory = execution.factory();
  }

  /** {@code ..., [receiver,] arguments -> ..., [result]}. */
  List<Successor> invoke(Instruction.Invoke call, State state) {
    MethodDescriptor type = MethodDescriptor.parse(call.method().descriptor());
    int parameters = type.parameters().size();
    List<Successor> ways = new ArrayList<>();
    Optional<State> checked = Optional.of(state);
    if (!call.isStatic()) {
      checked = new Checks(execution, frame, index).requireNonNull(state, parameters, ways);
    }
    if (checked.isPresent()) {
      observePreconditions(call, checked.get(), parameters);
      State initialised =
          call.isStatic()
              ? new Initialisation(execution, frame).of(call.method().owner(), checked.get())
              : checked.get();
      ways.addAll(call(call, type, initialised));
    }
    return ways;
  }

  private void observePreconditions(Instruction.Invoke call, State state, int parameters) {
    if (frame.depth() > 0) {
      return;
    }
    for (Contract contract : execution.world().contracts().requires(call.method())) {
      Term argument = state.top(parameters - 1 - contract.parameter());
      boolean isNonNull =
          contract.equals(
              Contract.nonNull(
                  contract.method(), contract.parameter(), contract.name(), contract.origin()));
      Term condition =
          isNonNull
              ? factory.distinct(argument, factory.reference(0))
              : factory.fresh("contract", Scalar.BOOL);
      execution.observe(state, index, CheckKind.PRECONDITION, contract.parameter(), condition);
    }
  }

  private List<Successor> call(Instruction.Invoke call, MethodDescriptor type, State state) {
    int operands = type.parameters().size() + (call.isStatic() ? 0 : 1);
    if (call.method().equals(OBJECT_CONSTRUCTOR)) {
      return List.of(new Successor.Next(state.pop(1)));
    }
    Optional<Term> receiver =
        call.isStatic() ? Optional.empty() : Optional.of(state.top(operands - 1));
    Optional<Targets.Target> target =
        new Targets(execution)
            .of(call, receiver)
            .filter(found -> isSmall(found.method()) && execution.mayRelyOn(found.assumptions()));
    return target.isPresent()
        ? execute(target.get(), state, operands)
        : unknown(call, type, state, operands);
  }

  private boolean isSmall(MethodCode callee) {
    Budget budget = execution.world().budget();
    return callee.hasCode()
        && callee.instructions().size() <= budget.inlineSize()
        && frame.depth() < budget.inlineDepth()
        && execution.mayInline()
        && !frame.isActive(callee)
        && callee.instructions().stream().noneMatch(i -> i.opcode() == Opcode.JSR)
        && execution.prepare(callee).filter(this::isWorthwhile).isPresent();
  }

  /** A proof seldom gains by a loop in a callee: what it changes is forgotten anyway. */
  private boolean isWorthwhile(Execution.Prepared callee) {
    return execution.loops() == Execution.Loops.UNROLLED
        || callee.nodes().stream().noneMatch(node -> node instanceof LoopNest.Loop);
  }

  private List<Successor> execute(Targets.Target target, State state, int operands) {
    MethodCode callee = target.method();
    Frame inner = new Frame(callee, frame.depth() + 1, frame.observesExceptions(index), frame);
    Values locals = inner.noLocals();
    int slot = 0;
    for (int depth = operands - 1; depth >= 0; depth--) {
      Term argument = state.top(depth);
      locals = locals.with(slot, argument);
      slot += argument.sort() == Scalar.LONG ? 2 : 1;
    }
    State entry = execution.rely(state.withFrame(locals, Values.EMPTY), target.assumptions());
    List<Successor> ways = new ArrayList<>();
    MethodRun.Outcome outcome = new MethodRun(execution, inner).run(entry);
    Values below = state.stack().pop(operands);
    outcome
        .returned()
        .ifPresent(
            returned -> {
              Values after = returned.value() == null ? below : below.push(returned.value());
              ways.add(new Successor.Next(returned.state().withFrame(state.locals(), after)));
            });
    for (Successor.Raise raise : outcome.raised()) {
      ways.add(
          new Successor.Raise(raise.state().withFrame(state.locals(), below), raise.exception()));
    }
    return ways;
  }

  private List<Successor> unknown(
      Instruction.Invoke call, MethodDescriptor type, State state, int operands) {
    Optional<CallFacts> facts =
        Optional.ofNullable(execution.factsOf(frame.method()).calls().get(index));
    Optional<Term> constructed =
        call.method().isConstructor() ? Optional.of(state.top(operands - 1)) : Optional.empty();
    State after = afterUnknownCode(state, operands, facts.flatMap(CallFacts::writes));
    if (constructed.isPresent()) {
      after = after.afterUnknownConstructor(constructed.get(), execution.unknowns());
    }
    String name = call.method().owner().replace('/', '.') + "." + call.method().name();
    List<Successor> ways = new ArrayList<>();
    Optional<State> normal = mayThrow(after, name, ways);
    if (normal.isPresent()) {
      State next = withResult(normal.get(), type.returnType(), name);
      if (facts.isPresent()) {
        CallOutcome outcome = new CallOutcome(execution, facts.get());
        normal = outcome.behind(next, state, operands, !type.returnType().equals("V"));
      } else {
        normal = Optional.of(next);
      }
      normal.ifPresent(s -> ways.add(new Successor.Next(s)));
    }
    return ways;
  }

  private State afterUnknownCode(State state, int operands, Optional<CallFacts.Writes> writes) {
    State shared = state;
    for (int depth = 0; depth < operands; depth++) {
      shared = shared.share(state.top(depth));
    }
    State popped = shared.pop(operands).approximated(factory);
    if (writes.isEmpty() || !execution.mayRelyOn(writes.get().assumptions())) {
      return popped.afterUnknownCode(execution.unknowns());
    }
    State relying = execution.rely(popped, writes.get().assumptions());
    Predicate<Place> written = CallOutcome.written(writes.get());
    boolean nothing = writes.get().fields().isEmpty() && !writes.get().elements();
    return nothing ? relying : relying.afterWrites(written, execution.unknowns());
  }

  private Optional<State> mayThrow(State state, String callee, List<Successor> ways) {
    if (!frame.observesExceptions(index)) {
      return Optional.of(state);
    }
    Term throwsSomething = factory.fresh("throws", Scalar.BOOL);
    Term exception =
        state.unknown(
            "exception",
            execution.unknown(Reason.UNKNOWN_CALLEE, callee, "Ljava/lang/Throwable;"),
            execution.unknowns());
    state
        .assume(throwsSomething, factory)
        .flatMap(s -> s.assume(factory.distinct(exception, factory.reference(0)), factory))
        .ifPresent(s -> ways.add(new Successor.Raise(s, exception)));
    return state.assume(factory.not(throwsSomething), factory);
  }

  private State withResult(State state, String returnType, String callee) {
    if (returnType.equals("V")) {
      return state;
    }
    return state.push(
        state.unknown(
            "result",
            execution.unknown(Reason.UNKNOWN_CALLEE, callee, returnType),
            execution.unknowns()));
  }

  /** {@code ..., arguments -> ..., [result]}: what the bootstrap method links is not executed. */
  List<Successor> invokeDynamic(Instruction.InvokeDynamic call, State state) {
    MethodDescriptor type = MethodDescriptor.parse(call.descriptor());
    String bootstrap = call.bootstrap().owner();
    boolean isLambda = bootstrap.equals("java/lang/invoke/LambdaMetafactory");
    boolean isConcatenation = bootstrap.equals("java/lang/invoke/StringConcatFactory");
    State after = afterUnknownCode(state, type.parameters().size(), Optional.empty());
    List<Successor> ways = new ArrayList<>();
    Optional<State> normal = mayThrow(after, call.name(), ways);
    if (normal.isPresent()) {
      State next = withResult(normal.get(), type.returnType(), "invokedynamic " + call.name());
      if (isLambda || isConcatenation) {
        next =
            next.assume(factory.distinct(next.top(0), factory.reference(0)), factory).orElse(next);
      }
      ways.add(new Successor.Next(next));
    }
    return ways;
  }
}
