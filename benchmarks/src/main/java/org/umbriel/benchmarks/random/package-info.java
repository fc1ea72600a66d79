/**
 * Random methods, executed by HotSpot and explored by competition mode, which must agree. Start at
 * {@link org.umbriel.benchmarks.random.RandomCommand}.
 */
@NullMarked
package org.umbriel.benchmarks.random;

import org.jspecify.annotations.NullMarked;
