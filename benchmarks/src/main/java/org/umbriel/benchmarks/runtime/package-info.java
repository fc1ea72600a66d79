/**
 * What checks cost at run time: {@link org.umbriel.benchmarks.runtime.RuntimeCommand} runs
 * workloads against the original jar, the slimmed one, and one with all checks, in turn, and prints
 * ratios.
 */
@NullMarked
package org.umbriel.benchmarks.runtime;

import org.jspecify.annotations.NullMarked;
