/**
 * Libraries as interfaces of Java, whose methods are machine code made for their signatures. Start
 * at {@link org.umbriel.nativeinterop.bind.Binding}.
 */
@NullMarked
package org.umbriel.nativeinterop.bind;

import org.jspecify.annotations.NullMarked;
