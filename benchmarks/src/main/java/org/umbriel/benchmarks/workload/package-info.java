/**
 * Fixed pieces of real work for other people's jars, run in a process of their own. Start at {@link
 * org.umbriel.benchmarks.workload.WorkloadMain}; what is measured is the library, so a workload
 * does as little of its own as it can.
 */
@NullMarked
package org.umbriel.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
