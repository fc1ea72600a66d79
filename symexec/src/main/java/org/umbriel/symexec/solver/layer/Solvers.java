package org.umbriel.symexec.solver.layer;

import org.umbriel.symexec.solver.Solver;
import org.umbriel.symexec.solver.StatisticsCounter;
import org.umbriel.symexec.solver.floats.SearchingSolver;
import org.umbriel.symexec.term.TermFactory;

/** The stack of solver layers. */
public final class Solvers {

  private Solvers() {}

  /**
   * What stands before a real solver, outermost first:
   *
   * <ol>
   *   <li>the search for a smaller core, since it asks again;
   *   <li>the simplifier, since it removes conditions and with them links between the rest;
   *   <li>slicing, since parts repeat more often than whole queries;
   *   <li>the cache of answers and models, which is about the variables as they are;
   *   <li>bounds of variables that the conditions state, and slicing of what they leave;
   *   <li>the order of numbers;
   *   <li>the search for a model of conditions on floating-point numbers, or for a proof that there
   *       is none;
   *   <li>the real solver.
   * </ol>
   */
  public static Solver layered(TermFactory factory, Solver real, StatisticsCounter counter) {
    Solver search = new SearchingSolver(real);
    Solver counted =
        query -> {
          counter.call();
          return search.check(query);
        };
    Solver order = new OrderSolver(factory, counted);
    Solver bounds = new NarrowingSolver(factory, new SlicingSolver(order));
    Solver cache = new CachingSolver(bounds, counter);
    Solver slices = new SlicingSolver(cache);
    Solver simplifier = new SimplifyingSolver(factory, slices);
    Solver minimiser = new MinimisingSolver(simplifier);
    return query -> {
      counter.query();
      return minimiser.check(query);
    };
  }
}
