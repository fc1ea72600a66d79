package org.umbriel.symexec.fact.program;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.symexec.fact.value.ValueGraph;

/** Value graphs of methods, kept while they are small. */
final class Graphs {
  private static final int MOST_KEPT_INSTRUCTIONS = 5_000;

  private final Map<MethodCode, ValueGraph> kept = new HashMap<>();

  /** Empty if the method has no code, or subroutines. */
  Optional<ValueGraph> of(MethodCode method) {
    ValueGraph known = kept.get(method);
    if (known != null) {
      return Optional.of(known);
    }
    if (!method.hasCode() || usesSubroutines(method)) {
      return Optional.empty();
    }
    ValueGraph graph = ValueGraph.of(method);
    if (method.instructions().size() <= MOST_KEPT_INSTRUCTIONS) {
      kept.put(method, graph);
    }
    return Optional.of(graph);
  }

  static boolean usesSubroutines(MethodCode method) {
    return method.instructions().stream().anyMatch(i -> i instanceof Instruction.CallSubroutine);
  }

  void forget(MethodCode method) {
    kept.remove(method);
  }
}
