/**
 * CPython in this process, called through its own library's functions. Start at {@link
 * org.umbriel.nativeinterop.python.Python}.
 */
@NullMarked
package org.umbriel.nativeinterop.python;

import org.jspecify.annotations.NullMarked;
