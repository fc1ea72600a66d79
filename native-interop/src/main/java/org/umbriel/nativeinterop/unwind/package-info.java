/**
 * The native frames of this process's threads, followed by call frame information, and the
 * variables in them. Start at {@link org.umbriel.nativeinterop.unwind.NativeFrame}.
 */
@NullMarked
package org.umbriel.nativeinterop.unwind;

import org.jspecify.annotations.NullMarked;
