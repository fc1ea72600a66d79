package org.umbriel.symexec.summary;

import java.util.List;

/**
 * A statement about the program in source terms, and what it follows from.
 *
 * @param text one line, no full stop
 * @param grounds empty if it follows from the code that it names
 */
public record Ground(String text, List<Ground> grounds) {
  public Ground {
    grounds = List.copyOf(grounds);
  }

  /** A statement that stands by itself. */
  public static Ground of(String text) {
    return new Ground(text, List.of());
  }
}
