package org.umbriel.symexec.explore.machine;

import java.util.List;
import org.umbriel.symexec.term.MapSort;
import org.umbriel.symexec.term.Range;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Sort;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.TermFactory;
import org.umbriel.symexec.term.Variable;

/**
 * The unknowns of a path: inputs, which a witness gives values to, and what stands in place of
 * values that are not computed exactly, which it cannot.
 */
public final class Inputs {
  private final TermFactory terms;
  private final Search search;

  Inputs(TermFactory terms, Search search) {
    this.terms = terms;
    this.search = search;
  }

  /** A new unknown that the program receives. */
  public Term add(Input.Kind kind, Sort sort, Range range) {
    return search.input(kind, sort, range);
  }

  /** Records an input made of several unknowns. */
  public void add(Input input) {
    search.addInput(input);
  }

  /** How many inputs there were on this path. */
  public int count() {
    return search.inputs().size();
  }

  /** In the order in which they were received. */
  public List<Input> all() {
    return search.inputs().toList();
  }

  /** A map from index to character of which nothing is known. */
  public Term unknownText(String what) {
    Sort map = new MapSort(Scalar.INT, Scalar.INT);
    Range characters = new Range(0, Character.MAX_VALUE);
    return terms.fresh("characters of " + what, map, characters, Variable.NO_FLOOR);
  }

  /** An unknown of which nothing is known, in place of a value that is not computed exactly. */
  public Term unknown(String what, Scalar sort, Range range) {
    return terms.fresh("unknown " + what, sort, range, Variable.NO_FLOOR);
  }
}
