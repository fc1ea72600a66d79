/**
 * Whole-program symbolic execution in a closed world, from {@code main}: concrete objects, symbolic
 * primitives and texts. Start at {@link org.umbriel.symexec.explore.Exploration}.
 */
@NullMarked
package org.umbriel.symexec.explore;

import org.jspecify.annotations.NullMarked;
