/**
 * Functions of libraries, called through libffi by what their DWARF says of them. Start at {@link
 * org.umbriel.nativeinterop.call.NativeLibrary}.
 */
@NullMarked
package org.umbriel.nativeinterop.call;

import org.jspecify.annotations.NullMarked;
