package org.umbriel.symexec.compete.horn;

import com.microsoft.z3.Context;
import com.microsoft.z3.Z3Exception;
import java.util.Map;
import java.util.Optional;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.Program;

/**
 * Shows that a program has no violation by invariants of its loops and summaries of its recursion,
 * which Z3's Spacer looks for (Komuravelli et al., SMT-based model checking for recursive programs,
 * CAV 2014). Whole numbers in local variables, operands and static fields are exact, wrapping
 * around as in Java; everything else may be anything.
 */
public final class HornProver {
  private final Program program;
  private final Goal goal;
  private final int resources;

  /**
   * For one program.
   *
   * @param resources that the search may use, in Z3's unit: a million takes some seconds at most
   */
  public HornProver(Program program, Goal goal, int resources) {
    this.program = program;
    this.goal = goal;
    this.resources = resources;
  }

  /** Whether it is shown that running a class's {@code main} violates nothing. */
  public boolean proves(String mainClass) {
    Optional<ClassUnit> unit = program.find(mainClass);
    Optional<MethodCode> main =
        unit.flatMap(u -> u.method("main", "([Ljava/lang/String;)V")).filter(MethodCode::isStatic);
    if (main.isEmpty()) {
      return false;
    }
    try {
      Outside.requireNoCallback(program);
      for (ClassUnit other : Outside.classes(program)) {
        if (!other.name().equals(mainClass)) {
          Outside.requireNoInitialiser(program, other);
        }
      }
      try (Context z3 = new Context(Map.of("rlimit", Integer.toString(resources)))) {
        Clauses clauses = new Clauses(z3, program, goal);
        clauses.addAll(unit.get(), main.get());
        return clauses.areSafe();
      }
    } catch (NotCoveredException | Z3Exception notShown) {
      return false;
    }
  }
}
