/**
 * The state of a whole-program execution with concrete objects and symbolic primitives: classes,
 * objects, frames, choice points. Start at {@link org.umbriel.symexec.explore.machine.Machine}.
 */
@NullMarked
package org.umbriel.symexec.explore.machine;

import org.jspecify.annotations.NullMarked;
