package org.umbriel.proxy.http;

import org.umbriel.proxy.clients.ProfileChoice;
import org.umbriel.proxy.configuration.ForwardUse;
import org.umbriel.proxy.metrics.ProxyMetrics;

/** What all connections of one server share. */
record Shared(
    Routes routes,
    ForwardUse forward,
    ProfileChoice profiles,
    ProxyMetrics metrics,
    Limits limits,
    BodyBudget bodies) {}
