/**
 * Facts about fields, results and parameters of a whole program, as a fixpoint over its methods.
 * Start at {@link org.umbriel.symexec.fact.program.ProgramAnalysis}.
 */
@NullMarked
package org.umbriel.symexec.fact.program;

import org.jspecify.annotations.NullMarked;
