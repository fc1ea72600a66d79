/**
 * Machine code that Java writes and the dynamic loader loads: an assembler, images of code, and the
 * way from Java into them. Start at {@link org.umbriel.nativeinterop.machine.CodeImage} and {@link
 * org.umbriel.nativeinterop.machine.RegisterCall}.
 */
@NullMarked
package org.umbriel.nativeinterop.machine;

import org.jspecify.annotations.NullMarked;
