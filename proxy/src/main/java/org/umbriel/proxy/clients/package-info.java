/**
 * Who asks, and what a client is promised. Start at {@link
 * org.umbriel.proxy.clients.ClientGenerations}.
 */
@NullMarked
package org.umbriel.proxy.clients;

import org.jspecify.annotations.NullMarked;
