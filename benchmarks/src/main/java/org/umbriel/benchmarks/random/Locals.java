package org.umbriel.benchmarks.random;

/** The local variables of a random method {@code long m(int, int, long, long)}. */
final class Locals {
  static final String SUBJECT = "Subject";
  static final String SUBJECT_TYPE = "LSubject;";
  static final String DESCRIPTOR = "(IIJJ)J";

  static final int X = 0;
  static final int Y = 1;
  static final int P = 2;
  static final int Q = 4;

  static final int INT = 6;
  static final int LONG = 7;
  static final int FLOAT = 9;
  static final int DOUBLE = 10;

  /** Arrays of {@link #LENGTH} elements. */
  static final int INTS = 12;

  static final int LONGS = 13;
  static final int OBJECTS = 14;

  /** A {@link #SUBJECT}, or null. */
  static final int OBJECT = 15;

  /** An object of any class, or null. */
  static final int ANY = 16;

  /** Counters of loops and what a {@code jsr} leaves, from here on. */
  static final int FREE = 17;

  /** A power of two. */
  static final int LENGTH = 4;

  private Locals() {}
}
