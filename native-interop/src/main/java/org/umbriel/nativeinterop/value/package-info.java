/**
 * Values of C: Java objects become bytes of a type in {@code Encoder}, bytes of a type are a {@code
 * Value}, which prints as gdb prints it. Start at {@link org.umbriel.nativeinterop.value.Value}.
 */
@NullMarked
package org.umbriel.nativeinterop.value;

import org.jspecify.annotations.NullMarked;
