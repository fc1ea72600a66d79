package org.umbriel.symexec.path;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.umbriel.metadata.classfile.ExceptionHandler;
import org.umbriel.metadata.graph.BasicBlock;
import org.umbriel.metadata.graph.ControlFlowGraph;
import org.umbriel.symexec.path.flow.LoopNest;
import org.umbriel.symexec.path.state.State;
import org.umbriel.symexec.path.state.Values;
import org.umbriel.symexec.term.Term;

/**
 * Executes the body of one method from one state. Blocks are executed in the order of the {@link
 * LoopNest}; where ways meet, their states become one, so each block is executed once, however many
 * ways lead through it.
 */
final class MethodRun {

  /**
   * How a method ends.
   *
   * @param returned all ways that return, merged
   * @param raised the ways that throw; empty if nobody would catch them
   */
  record Outcome(Optional<Successor.Return> returned, List<Successor.Raise> raised) {}

  private final Execution execution;
  private final Frame frame;
  private final ControlFlowGraph graph;
  private final List<LoopNest.Node> nodes;
  private Map<Integer, List<State>> pending = new HashMap<>();
  private final List<Successor.Return> returns = new ArrayList<>();
  private final List<Successor.Raise> raises = new ArrayList<>();
  private int loopDepth;

  MethodRun(Execution execution, Frame frame) {
    this.execution = execution;
    this.frame = frame;
    Execution.Prepared prepared =
        execution.prepare(frame.method()).orElseThrow(() -> new Limit.Reached(Limit.IRREDUCIBLE));
    this.graph = prepared.graph();
    this.nodes = prepared.nodes();
  }

  Outcome run(State entry) {
    arrive(0, entry);
    run(nodes);
    return new Outcome(mergedReturn(), raises);
  }

  private Optional<Successor.Return> mergedReturn() {
    if (returns.isEmpty()) {
      return Optional.empty();
    }
    List<State> states = new ArrayList<>();
    boolean hasValue = returns.get(0).value() != null;
    for (Successor.Return way : returns) {
      Values onlyValue = way.value() == null ? Values.EMPTY : Values.EMPTY.push(way.value());
      states.add(way.state().withFrame(Values.EMPTY, onlyValue));
    }
    State merged = State.merge(states, execution.unknowns());
    return Optional.of(new Successor.Return(merged, hasValue ? merged.top(0) : null));
  }

  /** Executes nodes in order, each from the states that have arrived at it. */
  void run(List<LoopNest.Node> some) {
    for (LoopNest.Node node : some) {
      if (node instanceof LoopNest.Single single) {
        takeArrived(single.block()).ifPresent(state -> run(single.block(), state));
        if (frame.depth() == 0 && loopDepth == 0) {
          execution.finished(single.block());
        }
      } else if (node instanceof LoopNest.Loop loop) {
        run(loop);
      }
    }
  }

  private void run(LoopNest.Loop loop) {
    Optional<State> entry = takeArrived(loop.head());
    loopDepth++;
    entry.ifPresent(state -> new LoopRun(execution, this, loop, graph).run(state));
    loopDepth--;
    if (frame.depth() == 0 && loopDepth == 0) {
      blocksOf(loop).forEach(execution::finished);
    }
  }

  private static List<BasicBlock> blocksOf(LoopNest.Loop loop) {
    List<BasicBlock> blocks = new ArrayList<>();
    for (LoopNest.Node node : loop.body()) {
      if (node instanceof LoopNest.Single single) {
        blocks.add(single.block());
      } else if (node instanceof LoopNest.Loop inner) {
        blocks.addAll(blocksOf(inner));
      }
    }
    return blocks;
  }

  private void run(BasicBlock block, State entry) {
    if (frame.depth() == 0) {
      execution.reach(block.start(), entry);
    }
    Optional<State> current = Optional.of(entry);
    for (int index = block.start(); index < block.end() && current.isPresent(); index++) {
      Optional<State> next = Optional.empty();
      for (Successor way :
          new Stepper(execution, frame, index, loopDepth > 0, current.get()).step()) {
        if (way instanceof Successor.Next on) {
          next = Optional.of(on.state());
        } else {
          leave(index, way);
        }
      }
      current = next;
    }
    current.ifPresent(state -> arrive(graph.blockAt(block.end()).ordinal(), state));
  }

  private void leave(int index, Successor way) {
    if (way instanceof Successor.Jump jump) {
      arrive(graph.blockAt(jump.target()).ordinal(), jump.state());
    } else if (way instanceof Successor.Return end) {
      returns.add(end);
    } else if (way instanceof Successor.Raise raise) {
      raise(index, raise);
    }
  }

  /** Finds the handlers that may catch, in the order of the exception table (JVMS 2.10). */
  private void raise(int index, Successor.Raise raise) {
    Optional<State> rest = Optional.of(raise.state());
    for (ExceptionHandler handler : frame.method().handlers()) {
      if (rest.isPresent() && handler.covers(index)) {
        State state = rest.get();
        Term isCaught =
            handler.type().isEmpty()
                ? execution.factory().bool(true)
                : execution.types().isInstance(raise.exception(), handler.type().get());
        state
            .withStack(Values.EMPTY.push(raise.exception()))
            .assume(isCaught, execution.factory())
            .ifPresent(s -> arrive(graph.blockAt(handler.handler()).ordinal(), s));
        rest = state.assume(execution.factory().not(isCaught), execution.factory());
      }
    }
    if (frame.catchesAbove()) {
      rest.ifPresent(state -> raises.add(new Successor.Raise(state, raise.exception())));
    }
  }

  /** Notes a state at the beginning of a block. */
  void arrive(int block, State state) {
    pending.computeIfAbsent(block, key -> new ArrayList<>()).add(state);
  }

  /** The merged state at the beginning of a block; empty if no way leads there. */
  Optional<State> takeArrived(BasicBlock block) {
    List<State> states = pending.remove(block.ordinal());
    return states == null
        ? Optional.empty()
        : Optional.of(State.merge(states, execution.unknowns()));
  }

  /** What a loop's body may add, and what has to be forgotten when the body is executed again. */
  record Mark(Map<Integer, List<State>> pending, int returns, int raises, int obligations) {}

  Mark mark() {
    Map<Integer, List<State>> copy = new HashMap<>();
    pending.forEach((block, states) -> copy.put(block, new ArrayList<>(states)));
    return new Mark(copy, returns.size(), raises.size(), execution.obligations().size());
  }

  /** Forgets everything since a mark. */
  void reset(Mark mark) {
    pending = new HashMap<>();
    mark.pending().forEach((block, states) -> pending.put(block, new ArrayList<>(states)));
    truncate(returns, mark.returns());
    truncate(raises, mark.raises());
    truncate(execution.obligations(), mark.obligations());
  }

  private static void truncate(List<?> list, int size) {
    list.subList(size, list.size()).clear();
  }

  /** Lets everything since a mark rely on what the loop's own iterations rely on. */
  void relySince(Mark mark, State iteration) {
    for (int i = mark.returns(); i < returns.size(); i++) {
      Successor.Return way = returns.get(i);
      returns.set(
          i, new Successor.Return(way.state().relyingOn(iteration.assumptions()), way.value()));
    }
    for (int i = mark.raises(); i < raises.size(); i++) {
      Successor.Raise way = raises.get(i);
      raises.set(
          i, new Successor.Raise(way.state().relyingOn(iteration.assumptions()), way.exception()));
    }
    List<Obligation> obligations = execution.obligations();
    for (int i = mark.obligations(); i < obligations.size(); i++) {
      Obligation o = obligations.get(i);
      obligations.set(
          i,
          new Obligation(o.site(), o.reached().relyingOn(iteration.assumptions()), o.condition()));
    }
    pending
        .values()
        .forEach(states -> states.replaceAll(s -> s.relyingOn(iteration.assumptions())));
  }
}
