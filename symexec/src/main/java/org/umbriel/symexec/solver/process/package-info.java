/**
 * Solvers in processes of their own: one that crashes, hangs or takes all memory costs one answer
 * and a restart. Start at {@link org.umbriel.symexec.solver.process.SolverProcesses}.
 */
@NullMarked
package org.umbriel.symexec.solver.process;

import org.jspecify.annotations.NullMarked;
