package org.umbriel.symexec.summary;

/**
 * Something that a person could write or choose so that more is proven.
 *
 * @param text one line, no full stop
 * @param sites how many sites left in it settles by itself, at least
 */
public record Suggestion(String text, int sites) {}
