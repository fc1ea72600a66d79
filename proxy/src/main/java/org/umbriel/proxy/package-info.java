/**
 * The rewriting proxy: a repository mirror whose jars are rewritten on their way. Start at {@link
 * org.umbriel.proxy.Proxy}, which puts the rooms together.
 */
@NullMarked
package org.umbriel.proxy;

import org.jspecify.annotations.NullMarked;
