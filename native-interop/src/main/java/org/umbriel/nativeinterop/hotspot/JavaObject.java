package org.umbriel.nativeinterop.hotspot;

import java.util.Optional;

/**
 * An object of Java, or some place in it.
 *
 * @param type as Java writes it, {@code int[]} for an array
 * @param offset from its start
 * @param field that stands there
 */
public record JavaObject(long start, String type, long offset, Optional<String> field) {}
