/**
 * What the proxy costs: rewriting stage by stage, link checks, and serving what is known against
 * nginx. Start at {@link org.umbriel.benchmarks.proxy.ProxyBenchmark}.
 */
@NullMarked
package org.umbriel.benchmarks.proxy;

import org.jspecify.annotations.NullMarked;
