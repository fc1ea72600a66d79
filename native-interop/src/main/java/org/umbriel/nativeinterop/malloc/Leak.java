package org.umbriel.nativeinterop.malloc;

/**
 * Blocks of one site that were never freed.
 *
 * @param bytes that users of the blocks can use
 */
public record Leak(Site site, long blocks, long bytes) {}
