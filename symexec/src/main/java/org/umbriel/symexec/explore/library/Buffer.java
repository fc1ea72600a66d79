package org.umbriel.symexec.explore.library;

/**
 * What a {@code StringBuilder} or {@code StringBuffer} holds.
 *
 * @param text as the payload of a string
 */
record Buffer(Object text, int capacity) {}
