/**
 * The dynamic loader of the process: libraries come in, symbols are looked up. Start at {@link
 * org.umbriel.nativeinterop.load.DynamicLoader}.
 */
@NullMarked
package org.umbriel.nativeinterop.load;

import org.jspecify.annotations.NullMarked;
