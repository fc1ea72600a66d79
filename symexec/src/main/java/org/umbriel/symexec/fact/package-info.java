/**
 * Tier 1 of the checker: facts by abstract interpretation, without a solver. Start at {@link
 * org.umbriel.symexec.fact.FactAnalysis}: a {@code Program} flows in, verdicts and contracts flow
 * out.
 *
 * <p>The rooms below, each using only those before it: {@code domain} (intervals, supports), {@code
 * value} (which value is where), {@code state} (what is known at a point), {@code method} (the
 * fixpoint over a method), {@code program} (the fixpoint over methods).
 */
@NullMarked
package org.umbriel.symexec.fact;

import org.jspecify.annotations.NullMarked;
