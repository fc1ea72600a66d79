/**
 * Call frame information (DWARF 5, 6.4): how each function's caller is found, read from {@code
 * .debug_frame} and {@code .eh_frame}, interpreted, and written. Start at {@link
 * org.umbriel.metadata.dwarf.frame.FrameTable}.
 */
@NullMarked
package org.umbriel.metadata.dwarf.frame;

import org.jspecify.annotations.NullMarked;
