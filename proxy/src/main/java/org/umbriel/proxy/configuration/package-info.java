/**
 * How a proxy is set up, and the file that says so. Start at {@link
 * org.umbriel.proxy.configuration.ProxyConfiguration}.
 */
@NullMarked
package org.umbriel.proxy.configuration;

import org.jspecify.annotations.NullMarked;
