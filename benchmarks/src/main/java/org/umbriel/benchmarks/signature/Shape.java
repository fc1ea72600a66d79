package org.umbriel.benchmarks.signature;

import java.util.Random;
import org.umbriel.nativeinterop.value.Value;

/**
 * A type of C with all that is needed to send its values both ways: how C writes them, how C and
 * Java fold them into a number, and what Java passes.
 */
interface Shape {
  /** How C declares something of the type. */
  String declare(String name);

  /** A value; what class it has is the shape's own business. */
  Object random(Random random);

  /** The value as an expression of C. */
  String literal(Object value);

  /** Statements of C that fold what stands at a place, which should be the value. */
  String fold(String place, Object value);

  void fold(Object value, Fold fold);

  /** What Java passes for the value. */
  Object argument(Object value);

  /** Whether that is what Java got. */
  boolean matches(Value got, Object value);

  /** Whether it may be an argument that no parameter describes. */
  default boolean isPromoted() {
    return false;
  }
}
