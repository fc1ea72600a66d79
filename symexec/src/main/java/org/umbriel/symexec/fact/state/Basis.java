package org.umbriel.symexec.fact.state;

import org.umbriel.symexec.fact.value.ValueGraph;

/** What holds of a value wherever it exists, by its definition alone. */
public interface Basis {

  ValueGraph graph();

  Types types();

  /** A fact that does not depend on the program point. */
  Fact of(int value);

  /** The value of an array's length; the same for the same array. */
  int lengthOf(int array);
}
