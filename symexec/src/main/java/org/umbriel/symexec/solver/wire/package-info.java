/**
 * What a solver process and its parent say to each other, in frames over pipes. Start at {@link
 * org.umbriel.symexec.solver.wire.Frames} and {@link org.umbriel.symexec.solver.wire.AnswerCodec}.
 */
@NullMarked
package org.umbriel.symexec.solver.wire;

import org.jspecify.annotations.NullMarked;
