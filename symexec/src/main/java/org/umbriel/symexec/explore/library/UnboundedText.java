package org.umbriel.symexec.explore.library;

import org.umbriel.symexec.term.Term;

/**
 * A text of which nothing is known.
 *
 * @param length an int that is not negative
 * @param characters a map from index to character
 */
record UnboundedText(Term length, Term characters) {}
