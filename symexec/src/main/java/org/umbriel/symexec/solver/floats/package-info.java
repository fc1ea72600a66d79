/**
 * Conditions on floating-point numbers, of which solvers know little: a search for numbers that
 * satisfy them, and a proof by boxes of numbers that none do. Start at {@link
 * org.umbriel.symexec.solver.floats.SearchingSolver}.
 */
@NullMarked
package org.umbriel.symexec.solver.floats;

import org.jspecify.annotations.NullMarked;
