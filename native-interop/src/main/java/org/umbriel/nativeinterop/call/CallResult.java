package org.umbriel.nativeinterop.call;

import org.umbriel.nativeinterop.value.Value;

/**
 * What a function returned, and what it left in {@code errno}.
 *
 * @param errno 0 if it set none
 */
public record CallResult(Value value, int errno) {}
