/**
 * What runs inside the JVM that is observed, beside somebody else's code: it needs nothing but the
 * JDK and JUnit's launcher. {@link org.umbriel.benchmarks.probe.Traps} is what trapped code calls;
 * {@link org.umbriel.benchmarks.probe.TestMain} runs published tests and writes their results down.
 */
@NullMarked
package org.umbriel.benchmarks.probe;

import org.jspecify.annotations.NullMarked;
