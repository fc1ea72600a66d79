/**
 * What a running HotSpot says of itself: compiled methods, stubs, classes with the layout of their
 * objects. Start at {@link org.umbriel.nativeinterop.hotspot.HotSpot}.
 */
@NullMarked
package org.umbriel.nativeinterop.hotspot;

import org.jspecify.annotations.NullMarked;
