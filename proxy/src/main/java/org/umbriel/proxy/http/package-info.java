/**
 * The shell around the services: HTTP/1.1 on Netty, connections, ranges, conditions. Start at
 * {@link org.umbriel.proxy.http.ProxyServer}.
 */
@NullMarked
package org.umbriel.proxy.http;

import org.jspecify.annotations.NullMarked;
