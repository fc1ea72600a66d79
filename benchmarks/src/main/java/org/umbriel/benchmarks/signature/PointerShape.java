package org.umbriel.benchmarks.signature;

import java.util.Random;
import org.umbriel.nativeinterop.value.Value;

/** A pointer to a structure; its values are those of the structure. */
record PointerShape(StructShape target) implements Shape {
  @Override
  public String declare(String place) {
    return target.declare("*" + place);
  }

  @Override
  public Object random(Random random) {
    return target.random(random);
  }

  @Override
  public String literal(Object value) {
    return "&" + target.literal(value);
  }

  @Override
  public String fold(String place, Object value) {
    return target.fold("(*" + place + ")", value);
  }

  @Override
  public void fold(Object value, Fold fold) {
    target.fold(value, fold);
  }

  @Override
  public Object argument(Object value) {
    return target.argument(value);
  }

  @Override
  public boolean matches(Value got, Object value) {
    return target.matches(got.toPointer().read(), value);
  }
}
