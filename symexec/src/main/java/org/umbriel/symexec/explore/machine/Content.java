package org.umbriel.symexec.explore.machine;

import org.jspecify.annotations.Nullable;

/** What a slot holds, as in {@link HeapObject}, or what a payload is, with no bits. */
record Content(long bits, @Nullable Object cell) {}
