package org.umbriel.nativeinterop.hotspot;

/** Machine code of the VM's that is no method: the interpreter, adapters, stubs. */
public record Stub(String name, long start, long end) {}
