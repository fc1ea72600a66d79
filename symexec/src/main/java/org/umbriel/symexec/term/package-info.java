/**
 * Immutable, hash-consed terms over booleans, 32 and 64 bit integers, references and maps, with
 * Java's semantics. Start at {@link org.umbriel.symexec.term.TermFactory}: every term is made, and
 * normalised, there.
 */
@NullMarked
package org.umbriel.symexec.term;

import org.jspecify.annotations.NullMarked;
