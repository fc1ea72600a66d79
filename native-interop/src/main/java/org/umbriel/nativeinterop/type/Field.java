package org.umbriel.nativeinterop.type;

/**
 * A member of a structure.
 *
 * @param name empty for an anonymous structure or union, whose members count as the outer one's
 * @param bitOffset from the start of the structure, bit 0 being the lowest of byte 0
 * @param bitSize of a bit-field, else 0
 */
public record Field(String name, CType type, long bitOffset, int bitSize) {
  /** A member that is no bit-field. */
  public Field(String name, CType type, long offset) {
    this(name, type, 8 * offset, 0);
  }

  /** The byte that the member starts in. */
  public long offset() {
    return bitOffset >> 3;
  }

  public boolean isBitField() {
    return bitSize != 0;
  }

  /** Whether it starts where a value of its type may; compilers pack on demand. */
  public boolean isAligned() {
    return isBitField() || offset() % type.alignment() == 0;
  }
}
