package org.umbriel.symexec.explore.machine;

import org.umbriel.symexec.term.Term;

/**
 * A value that the program received from outside.
 *
 * @param kind what it is
 * @param value the unknown; a text's length
 * @param characters a text's characters, a map from index to character; for others the same as
 *     value
 */
public record Input(Kind kind, Term value, Term characters) {

  /** The methods of SV-COMP's {@code Verifier}, by their result. */
  public enum Kind {
    /** How many command-line arguments there are; each is a STRING that comes next. */
    ARGUMENTS,
    BOOLEAN,
    BYTE,
    CHAR,
    SHORT,
    INT,
    LONG,
    FLOAT,
    DOUBLE,
    STRING
  }
}
