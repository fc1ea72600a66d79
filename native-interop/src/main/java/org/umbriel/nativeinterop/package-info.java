/**
 * Native code without bindings: functions are called, memory is read and Java methods become
 * symbols by what DWARF says of them. Start at {@link
 * org.umbriel.nativeinterop.call.NativeLibrary}.
 */
@NullMarked
package org.umbriel.nativeinterop;

import org.jspecify.annotations.NullMarked;
