/**
 * Traps: {@code SiteVerdicts + classes -> classes} whose proven sites record whether the proof is
 * wrong. Start at {@link org.umbriel.benchmarks.trap.TrapPlan}, which numbers the sites; {@link
 * org.umbriel.benchmarks.trap.TrapInserter} puts them in, {@link
 * org.umbriel.benchmarks.trap.TrapFindings} judges what a run recorded.
 */
@NullMarked
package org.umbriel.benchmarks.trap;

import org.jspecify.annotations.NullMarked;
