package org.umbriel.symexec.solver.z3;

import com.microsoft.z3.Context;
import com.microsoft.z3.Params;
import com.microsoft.z3.Solver;
import com.microsoft.z3.Z3Exception;
import org.umbriel.symexec.solver.ScriptLimits;
import org.umbriel.symexec.solver.Scripts;

/** Scripts for Z3, each in a context of its own. */
public final class Z3Scripts implements Scripts {
  @Override
  public Result check(String script) {
    try (Context context = new Context()) {
      Solver solver = context.mkSolver();
      Params parameters = context.mkParams();
      parameters.add("rlimit", ScriptLimits.of(script).z3());
      solver.setParameters(parameters);
      read(script, solver);
      return switch (solver.check()) {
        case SATISFIABLE -> Result.SAT;
        case UNSATISFIABLE -> Result.UNSAT;
        case UNKNOWN -> Result.UNKNOWN;
      };
    } catch (Z3Exception failed) {
      return Result.UNKNOWN;
    }
  }

  private static void read(String script, Solver solver) {
    try {
      solver.fromString(script);
    } catch (Z3Exception unreadable) {
      throw new IllegalArgumentException(unreadable.getMessage(), unreadable);
    }
  }
}
