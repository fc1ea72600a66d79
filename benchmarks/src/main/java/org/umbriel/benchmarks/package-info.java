/**
 * Programs that print tables and proofs about other people's jars, {@code benchmarks/run}. Start at
 * {@link org.umbriel.benchmarks.Benchmarks}; a proof is a command of the package {@code
 * acceptance}.
 */
@NullMarked
package org.umbriel.benchmarks;

import org.jspecify.annotations.NullMarked;
