/**
 * Inputs that make a check fail. Start at {@link org.umbriel.symexec.witness.WitnessSearch}: the
 * open sites of a method flow in, those that a replayed call made fail flow out, each with its
 * witness.
 */
@NullMarked
package org.umbriel.symexec.witness;

import org.jspecify.annotations.NullMarked;
