package org.umbriel.symexec.explore.library;

import java.util.Arrays;
import java.util.List;
import org.umbriel.symexec.term.Term;

/** A text of known length with characters that need not be known. */
record SymbolicText(List<Term> characters) {
  SymbolicText {
    characters = List.copyOf(characters);
  }

  static SymbolicText of(Term... characters) {
    return new SymbolicText(Arrays.asList(characters));
  }
}
