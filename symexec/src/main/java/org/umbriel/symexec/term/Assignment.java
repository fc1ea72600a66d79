package org.umbriel.symexec.term;

import java.util.List;

/** Values for variables. */
public interface Assignment {

  /** The value of a scalar variable. */
  long value(Variable variable);

  /** The leaf of a map variable at some keys. */
  long value(Variable map, List<Long> keys);
}
