/**
 * What the proxy fetches for clients that name it as their HTTP proxy. Start at {@link
 * org.umbriel.proxy.forward.ForwardProxy}.
 */
@NullMarked
package org.umbriel.proxy.forward;

import org.jspecify.annotations.NullMarked;
