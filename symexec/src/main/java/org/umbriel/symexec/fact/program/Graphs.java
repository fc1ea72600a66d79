package org.umbriel.symexec.fact.program;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.symexec.fact.value.ValueGraph;
import org.umbriel.symexec.summary.Defects;

/** Value graphs of methods, kept while they are small. */
final class Graphs {
  private static final int MOST_KEPT_INSTRUCTIONS = 5_000;

  private final Map<MethodCode, ValueGraph> kept = new HashMap<>();
  private final Defects defects;

  Graphs(Defects defects) {
    this.defects = defects;
  }

  /** Empty if the method has no code, or subroutines, or if it cannot be made. */
  Optional<ValueGraph> of(MethodCode method) {
    ValueGraph known = kept.get(method);
    if (known != null) {
      return Optional.of(known);
    }
    if (!method.hasCode() || usesSubroutines(method)) {
      return Optional.empty();
    }
    Optional<ValueGraph> graph = defects.guarded(method, () -> ValueGraph.of(method));
    if (graph.isPresent() && method.instructions().size() <= MOST_KEPT_INSTRUCTIONS) {
      kept.put(method, graph.get());
    }
    return graph;
  }

  static boolean usesSubroutines(MethodCode method) {
    return method.instructions().stream().anyMatch(i -> i instanceof Instruction.CallSubroutine);
  }

  void forget(MethodCode method) {
    kept.remove(method);
  }
}
