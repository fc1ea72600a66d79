/**
 * Processes of other JVMs: which there are on this machine, and how a class is run in one. Start at
 * {@link org.umbriel.benchmarks.jvm.Jvm}.
 */
@NullMarked
package org.umbriel.benchmarks.jvm;

import org.jspecify.annotations.NullMarked;
