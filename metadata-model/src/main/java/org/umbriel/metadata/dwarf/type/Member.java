package org.umbriel.metadata.dwarf.type;

import java.util.Optional;
import org.umbriel.metadata.dwarf.read.Die;

/**
 * A member of a structure, or the part of it that a base class is.
 *
 * @param name empty for an anonymous structure or union, whose members count as the outer one's
 * @param bitOffset from the start of the structure, bit 0 being the lowest of byte 0
 * @param bitSize of a bit-field, else 0
 */
public record Member(String name, Optional<Die> type, long bitOffset, int bitSize, boolean isBase) {

  /** The byte the member starts in; of a bit-field that of its first bit. */
  public long offset() {
    return Math.floorDiv(bitOffset, 8L);
  }

  public boolean isBitField() {
    return bitSize != 0;
  }
}
