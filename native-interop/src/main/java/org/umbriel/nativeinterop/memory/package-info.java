/**
 * Memory outside the Java heap: blocks with an owner, and the rest of the process, which is asked
 * before it is touched. Start at {@link org.umbriel.nativeinterop.memory.Arena} and {@link
 * org.umbriel.nativeinterop.memory.ProcessMemory}.
 */
@NullMarked
package org.umbriel.nativeinterop.memory;

import org.jspecify.annotations.NullMarked;
