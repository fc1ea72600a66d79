/**
 * Java methods as symbols of native code: C finds them by name, gdb shows them in stacks. Start at
 * {@link org.umbriel.nativeinterop.entrypoint.Entrypoints}.
 */
@NullMarked
package org.umbriel.nativeinterop.entrypoint;

import org.jspecify.annotations.NullMarked;
