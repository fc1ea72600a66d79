/**
 * cvc5 behind the facade, the only place that knows its bindings: the second solver, for what Z3
 * does not decide. Start at {@link org.umbriel.symexec.solver.cvc5.Cvc5Solver}.
 */
@NullMarked
package org.umbriel.symexec.solver.cvc5;

import org.jspecify.annotations.NullMarked;
