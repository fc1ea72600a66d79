/**
 * Programs whose allocations are tracked by a shim in machine code that stands before malloc. Start
 * at {@link org.umbriel.nativeinterop.malloc.TrackedProgram}.
 */
@NullMarked
package org.umbriel.nativeinterop.malloc;

import org.jspecify.annotations.NullMarked;
