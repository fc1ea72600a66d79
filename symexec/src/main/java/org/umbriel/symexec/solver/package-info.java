/**
 * Is there an assignment that satisfies some terms? Start at {@link
 * org.umbriel.symexec.solver.Solver#check}; the layers before the real solver, and their order,
 * stand in {@link org.umbriel.symexec.solver.layer.Solvers}.
 */
@NullMarked
package org.umbriel.symexec.solver;

import org.jspecify.annotations.NullMarked;
