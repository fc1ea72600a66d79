/**
 * Objects that have a part on each side: interfaces as live views of native structures, native
 * memory that belongs to an object of Java, objects of Java that belong to native memory. Start at
 * {@link org.umbriel.nativeinterop.object.View}.
 */
@NullMarked
package org.umbriel.nativeinterop.object;

import org.jspecify.annotations.NullMarked;
