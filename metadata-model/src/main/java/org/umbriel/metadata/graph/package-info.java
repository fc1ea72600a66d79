/**
 * Control flow with exception edges. Start at {@link
 * org.umbriel.metadata.graph.ControlFlowGraph#of}: a {@code MethodCode} flows in, blocks and edges
 * flow out.
 */
@NullMarked
package org.umbriel.metadata.graph;

import org.jspecify.annotations.NullMarked;
