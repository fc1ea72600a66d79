/**
 * The other end of a solver process: it has the native solvers, and nothing else. Start at {@link
 * org.umbriel.symexec.solver.worker.SolverWorker}.
 */
@NullMarked
package org.umbriel.symexec.solver.worker;

import org.jspecify.annotations.NullMarked;
