package org.umbriel.symexec.term;

/**
 * What a term denotes: a {@link Scalar} or a total function from scalars to something ({@link
 * MapSort}).
 */
public sealed interface Sort permits Scalar, MapSort {

  /** The scalar that is left when every key has been given. */
  Scalar leaf();

  /** The number of keys that lead to the leaf; 0 for a scalar. */
  int arity();
}
