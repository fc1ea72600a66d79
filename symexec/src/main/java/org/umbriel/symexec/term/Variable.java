package org.umbriel.symexec.term;

import java.util.List;

/**
 * An unknown. A map variable with a reference key may have a floor: keys below it stand for objects
 * that do not exist yet when the variable comes into being, and map to zero, as Java's allocation
 * leaves them (JVMS 2.3, 2.4).
 */
public final class Variable extends Term {
  /** The floor of a map without one. */
  public static final int NO_FLOOR = Integer.MIN_VALUE;

  private final String name;
  private final int floor;

  Variable(int number, String name, Sort sort, Range range, int floor) {
    super(number, sort, range);
    this.name = name;
    this.floor = floor;
  }

  public String name() {
    return name;
  }

  /** Keys below this map to zero. */
  public int floor() {
    return floor;
  }

  @Override
  public List<Term> arguments() {
    return List.of();
  }
}
