package org.umbriel.nativeinterop.testing;

/** An interface that is bound from another package. */
public interface Adder {
  int add(int a, int b);
}
