/**
 * A library's published tests as an oracle: {@link org.umbriel.benchmarks.tests.PublishedTests}
 * finds them and what they need, {@link org.umbriel.benchmarks.tests.TestRun} runs them against a
 * jar in a process of their own.
 */
@NullMarked
package org.umbriel.benchmarks.tests;

import org.jspecify.annotations.NullMarked;
