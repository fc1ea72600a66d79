/**
 * Native code in a process of its own, so that its crash is an answer and not the end. Start at
 * {@link org.umbriel.nativeinterop.process.ForkedCall}.
 */
@NullMarked
package org.umbriel.nativeinterop.process;

import org.jspecify.annotations.NullMarked;
