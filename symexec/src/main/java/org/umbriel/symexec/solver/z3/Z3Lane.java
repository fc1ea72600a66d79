package org.umbriel.symexec.solver.z3;

import com.microsoft.z3.Context;
import com.microsoft.z3.Params;
import org.jspecify.annotations.Nullable;
import org.umbriel.symexec.solver.Solver;
import org.umbriel.symexec.solver.SolverFactory;
import org.umbriel.symexec.solver.SolverStatistics;
import org.umbriel.symexec.solver.StatisticsCounter;
import org.umbriel.symexec.solver.layer.Solvers;
import org.umbriel.symexec.term.TermFactory;

/**
 * One Z3 context and one incremental solver for one thread. The native library is loaded by the
 * first query that needs it. Each opened solver starts from the same state of the context's solver,
 * with nothing asserted.
 */
public final class Z3Lane implements SolverFactory {
  /** A class of the library, which naming it does not load natively. */
  public static final Class<?> LIBRARY = Context.class;

  private final Z3Limits limits;
  private final StatisticsCounter counter = new StatisticsCounter();
  private @Nullable Context context;
  private int queriesOfContext;

  public Z3Lane(Z3Limits limits) {
    this.limits = limits;
  }

  @Override
  public Solver open(TermFactory terms) {
    return Solvers.layered(terms, openAlone(), counter);
  }

  /** Likewise, but without the layers that stand before it. */
  public Solver openAlone() {
    if (queriesOfContext > limits.queriesPerContext()) {
      close();
    }
    return new Z3Solver(this, limits);
  }

  /** The context, created when it is first asked for, with a solver of its own for the caller. */
  Context context() {
    if (context == null) {
      context = new Context();
      queriesOfContext = 0;
    }
    return context;
  }

  /** A solver in Z3's incremental mode. */
  com.microsoft.z3.Solver newSolver() {
    return limited(context().mkSimpleSolver());
  }

  /** A solver for one query, which chooses its tactics by what is asserted. */
  com.microsoft.z3.Solver newFloatSolver() {
    return limited(context().mkSolver());
  }

  /** A solver for one query about bit vectors alone, which makes a propositional formula of it. */
  com.microsoft.z3.Solver newBitVectorSolver() {
    return limited(context().mkSolver("QF_BV"));
  }

  private com.microsoft.z3.Solver limited(com.microsoft.z3.Solver solver) {
    Params parameters = context().mkParams();
    parameters.add("rlimit", limits.resourcesPerQuery());
    solver.setParameters(parameters);
    return solver;
  }

  void countQuery() {
    queriesOfContext++;
  }

  @Override
  public SolverStatistics statistics() {
    return counter.statistics();
  }

  @Override
  public void close() {
    if (context != null) {
      context.close();
      context = null;
    }
  }
}
