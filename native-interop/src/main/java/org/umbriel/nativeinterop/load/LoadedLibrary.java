package org.umbriel.nativeinterop.load;

import java.nio.file.Path;

/**
 * A library in the process.
 *
 * @param handle as {@code dlopen} gave it
 * @param base what is added to the file's own addresses
 */
public record LoadedLibrary(long handle, long base, Path file) {}
