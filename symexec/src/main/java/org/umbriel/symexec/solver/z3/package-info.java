/**
 * Z3 behind the facade, the only place that knows its bindings. Start at {@link
 * org.umbriel.symexec.solver.z3.Z3Lane}.
 */
@NullMarked
package org.umbriel.symexec.solver.z3;

import org.jspecify.annotations.NullMarked;
