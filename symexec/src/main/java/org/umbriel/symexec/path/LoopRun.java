package org.umbriel.symexec.path;

import java.util.Optional;
import org.umbriel.metadata.graph.ControlFlowGraph;
import org.umbriel.symexec.path.flow.LoopNest;
import org.umbriel.symexec.path.state.State;
import org.umbriel.symexec.summary.LocalFacts;

/**
 * Executes a loop. In a proof, one iteration from a state that stands for the beginning of any
 * iteration: what the body changes is unknown there, but for invariants that hold at the entry and
 * that the body keeps. In the search for a witness, iteration after iteration.
 */
final class LoopRun {
  private final Execution execution;
  private final MethodRun run;
  private final LoopNest.Loop loop;
  private final ControlFlowGraph graph;

  LoopRun(Execution execution, MethodRun run, LoopNest.Loop loop, ControlFlowGraph graph) {
    this.execution = execution;
    this.run = run;
    this.loop = loop;
    this.graph = graph;
  }

  void run(State entry) {
    switch (execution.loops()) {
      case SUMMARISED, INVARIANT -> summarise(entry);
      case UNROLLED -> unroll(entry);
    }
  }

  private void unroll(State entry) {
    Optional<State> current = Optional.of(entry);
    for (int i = 0; i <= execution.world().budget().unrolling() && current.isPresent(); i++) {
      current = iterate(current.get());
    }
  }

  private void summarise(State entry) {
    LoopChanges changes = new LoopChanges(execution);
    foresee(loop, changes);
    Invariants invariants = new Invariants(execution, entry, changes.locals());
    MethodRun.Mark mark = run.mark();
    while (true) {
      run.reset(mark);
      State head = withFacts(invariants.assume(changes.apply(entry)));
      Optional<State> back = iterate(head);
      if (back.isEmpty()) {
        return;
      }
      if (!changes.absorb(head, back.get()) && !invariants.weaken(back.get())) {
        run.relySince(mark, back.get());
        return;
      }
    }
  }

  /** What others know to hold at the head in every iteration. */
  private State withFacts(State head) {
    LocalFacts facts = execution.factsOf(graph.method()).locals().get(loop.head().start());
    return facts == null ? head : new Facts(execution).assume(head, facts);
  }

  /** Executes the body once; the state in which it would begin again, if any way leads there. */
  private Optional<State> iterate(State head) {
    run.arrive(loop.head().ordinal(), head);
    run.run(loop.body());
    return run.takeArrived(loop.head());
  }

  private void foresee(LoopNest.Loop some, LoopChanges changes) {
    for (LoopNest.Node node : some.body()) {
      if (node instanceof LoopNest.Single single) {
        for (int i = single.block().start(); i < single.block().end(); i++) {
          changes.foresee(graph.method().instruction(i));
        }
      } else if (node instanceof LoopNest.Loop inner) {
        foresee(inner, changes);
      }
    }
  }
}
