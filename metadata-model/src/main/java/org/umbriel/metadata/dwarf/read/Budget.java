package org.umbriel.metadata.dwarf.read;

import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.elf.Slice;

/**
 * How much of a section may be read in all. Parts that many others refer to may be read more than
 * once, or overlap; but a small file whose parts overlap without end must not cost time and memory
 * without end.
 */
final class Budget {
  private static final long ALWAYS = 1L << 20;
  private static final int TIMES = 16;

  private final Slice section;
  private long left;

  Budget(Slice section) {
    this.section = section;
    this.left = ALWAYS + (long) TIMES * section.size();
  }

  void spend(long offset, long bytes) throws MalformedObjectException {
    left -= bytes;
    if (left < 0) {
      throw new MalformedObjectException(
          section.section(), offset, "parts of the section overlap too often");
    }
  }
}
