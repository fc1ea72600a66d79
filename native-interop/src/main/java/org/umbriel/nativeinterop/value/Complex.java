package org.umbriel.nativeinterop.value;

/** A complex number; its parts are as exact as they have to be. */
public record Complex(Number real, Number imaginary) {}
