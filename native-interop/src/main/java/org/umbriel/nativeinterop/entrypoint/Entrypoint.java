package org.umbriel.nativeinterop.entrypoint;

import org.umbriel.nativeinterop.type.FunctionType;
import org.umbriel.nativeinterop.value.Callback;

/**
 * A function that is to be a symbol.
 *
 * @param file of its source, relative to whatever the debugger searches; empty if nobody knows
 * @param line where it starts there; 0 if nobody knows
 */
record Entrypoint(String name, FunctionType type, Callback callback, String file, int line) {}
