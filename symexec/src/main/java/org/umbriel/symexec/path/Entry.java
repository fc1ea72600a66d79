package org.umbriel.symexec.path;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodDescriptor;
import org.umbriel.metadata.site.Assumption;
import org.umbriel.metadata.site.Contract;
import org.umbriel.metadata.site.Reason;
import org.umbriel.symexec.path.state.State;
import org.umbriel.symexec.path.state.Values;
import org.umbriel.symexec.summary.LocalFacts;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.TermFactory;

/**
 * Begins an execution: the method's parameters hold anything that their types and its contract
 * permit.
 */
final class Entry {
  private final Execution execution;
  private final MethodCode method;
  private final TermFactory factory;
  private @Nullable State state;

  Entry(Execution execution) {
    this.execution = execution;
    this.method = execution.root();
    this.factory = execution.factory();
  }

  /** Runs to the end, or to a limit. */
  Optional<Limit> run() {
    try {
      Frame frame = new Frame(method, 0, false, null);
      state = initialState(frame);
      new MethodRun(execution, frame).run(state);
      return Optional.empty();
    } catch (Limit.Reached reached) {
      return Optional.of(reached.limit());
    } catch (StackOverflowError tooDeep) {
      return Optional.of(Limit.DEPTH);
    }
  }

  /** The state in which the method was entered; empty before the run. */
  Optional<State> state() {
    return Optional.ofNullable(state);
  }

  private State initialState(Frame frame) {
    Values locals = frame.noLocals();
    State state = State.initial(locals, factory);
    if (!method.isStatic()) {
      if (method.isConstructor()) {
        int object = execution.unknowns().allocate(method.owner(), false);
        state = state.allocate(object).withLocal(0, factory.reference(object));
      } else {
        state =
            state.withLocal(
                0,
                execution
                    .unknowns()
                    .initialObject(
                        "this",
                        execution.unknown(
                            Reason.UNKNOWN_VALUE, "this", "L" + method.owner() + ";")));
      }
    }
    MethodDescriptor type = method.type();
    for (int i = 0; i < type.parameters().size(); i++) {
      int slot = type.slotOf(i, method.isStatic());
      String name = parameterName(i, slot);
      Term value =
          execution
              .unknowns()
              .initialValue(
                  "parameter " + i,
                  execution.unknown(Reason.UNKNOWN_PARAMETER, name, type.parameters().get(i)));
      state = state.withLocal(slot, value);
    }
    assumeContracts(state);
    LocalFacts facts = execution.factsOf(method).locals().get(0);
    return facts == null ? state : new Facts(execution).assume(state, facts);
  }

  private String parameterName(int parameter, int slot) {
    return method.localVariable(slot, 0).map(variable -> variable.name()).orElse("p" + parameter);
  }

  private void assumeContracts(State state) {
    List<Contract> contracts = execution.world().contracts().requires(method.reference());
    for (Contract contract : contracts) {
      Contract nonNull =
          Contract.nonNull(
              contract.method(), contract.parameter(), contract.name(), contract.origin());
      if (contract.equals(nonNull) && contract.origin() != Contract.Origin.INFERRED) {
        Term value =
            state.locals().defined(method.type().slotOf(contract.parameter(), method.isStatic()));
        Assumption kept =
            new Assumption.ContractKept(
                contract.method(), contract.parameter(), contract.predicate());
        execution.learn(factory.distinct(value, factory.reference(0)), Set.of(kept));
      }
    }
  }
}
