package org.umbriel.nativeinterop.hotspot;

/**
 * A piece of the code cache: a compiled method, the interpreter, a stub.
 *
 * @param address of its header
 * @param name HotSpot's own
 * @param start of its instructions
 */
record CodeBlob(long address, String name, long start, long end, int frameSize) {}
