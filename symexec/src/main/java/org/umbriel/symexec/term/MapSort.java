package org.umbriel.symexec.term;

/**
 * A total function; maps from references to maps from ints describe the elements of all arrays of
 * one kind.
 */
public record MapSort(Scalar key, Sort value) implements Sort {

  @Override
  public Scalar leaf() {
    return value.leaf();
  }

  @Override
  public int arity() {
    return 1 + value.arity();
  }
}
