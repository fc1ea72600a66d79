/**
 * What stands between a query and a real solver: layers that make it smaller, or answer it. Start
 * at {@link org.umbriel.symexec.solver.layer.Solvers}.
 */
@NullMarked
package org.umbriel.symexec.solver.layer;

import org.jspecify.annotations.NullMarked;
