/**
 * Proofs for loops and recursion without a bound: a program's numbers as constrained Horn clauses,
 * for Z3's Spacer. Start at {@link org.umbriel.symexec.compete.horn.HornProver}.
 */
@NullMarked
package org.umbriel.symexec.compete.horn;

import org.jspecify.annotations.NullMarked;
