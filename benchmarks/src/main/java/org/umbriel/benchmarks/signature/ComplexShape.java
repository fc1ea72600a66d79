package org.umbriel.benchmarks.signature;

import java.util.List;
import java.util.Random;
import org.umbriel.nativeinterop.value.Complex;
import org.umbriel.nativeinterop.value.Value;

/** A complex type; its values are lists of two. */
record ComplexShape(RealShape part) implements Shape {
  @Override
  public String declare(String place) {
    return "_Complex " + part.name() + " " + place;
  }

  @Override
  public Object random(Random random) {
    return List.of(part.random(random), part.random(random));
  }

  private static Object real(Object value) {
    return ((List<?>) value).get(0);
  }

  private static Object imaginary(Object value) {
    return ((List<?>) value).get(1);
  }

  @Override
  public String literal(Object value) {
    return "__builtin_complex(%s, %s)"
        .formatted(part.literal(real(value)), part.literal(imaginary(value)));
  }

  @Override
  public String fold(String place, Object value) {
    return part.fold("__real__ (" + place + ")", real(value))
        + part.fold("__imag__ (" + place + ")", imaginary(value));
  }

  @Override
  public void fold(Object value, Fold fold) {
    part.fold(real(value), fold);
    part.fold(imaginary(value), fold);
  }

  @Override
  public Object argument(Object value) {
    return new Complex(part.argument(real(value)), part.argument(imaginary(value)));
  }

  @Override
  public boolean matches(Value got, Object value) {
    Complex complex = got.toComplex();
    return part.isEqual(complex.real(), real(value))
        && part.isEqual(complex.imaginary(), imaginary(value));
  }
}
