/**
 * The proofs that {@code benchmarks/run acceptance} runs whole, one command each. Start at {@link
 * org.umbriel.benchmarks.acceptance.AcceptanceCommand}, which lists them; each resolves real jars,
 * checks or rewrites them, runs their own tests, and ends with 1 if it found a defect.
 */
@NullMarked
package org.umbriel.benchmarks.acceptance;

import org.jspecify.annotations.NullMarked;
