package org.umbriel.symexec.fact.state;

import org.umbriel.symexec.fact.domain.Support;

/**
 * {@code value - to <= most}, as mathematical integers.
 *
 * @param to the value that is subtracted
 */
public record Difference(int to, long most, Support support) {
  /** Larger amounts say nothing about ints, and their sums cannot overflow. */
  static final long LIMIT = 1L << 40;
}
