/**
 * The order in which a method's blocks are executed when ways merge. Start at {@link
 * org.umbriel.symexec.path.flow.LoopNest}: a graph flows in, nested loops in topological order flow
 * out.
 */
@NullMarked
package org.umbriel.symexec.path.flow;

import org.jspecify.annotations.NullMarked;
