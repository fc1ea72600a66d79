/**
 * What the proxy counts, in Prometheus' text format. Start at {@link
 * org.umbriel.proxy.metrics.ProxyMetrics}.
 */
@NullMarked
package org.umbriel.proxy.metrics;

import org.jspecify.annotations.NullMarked;
