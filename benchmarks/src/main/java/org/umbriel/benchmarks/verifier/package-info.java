/**
 * Our verifier against HotSpot's: mutants of real classes and generated ones, judged by both. Start
 * at {@link org.umbriel.benchmarks.verifier.VerifierCommand}.
 */
@NullMarked
package org.umbriel.benchmarks.verifier;

import org.jspecify.annotations.NullMarked;
