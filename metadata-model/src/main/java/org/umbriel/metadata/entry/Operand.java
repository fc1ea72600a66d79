package org.umbriel.metadata.entry;

/** How an operand of an operation is laid out (DWARF 5, 7.7.1). */
public enum Operand {
  U1,
  S1,
  U2,
  S2,
  U4,
  S4,
  U8,
  S8,
  /** Unsigned LEB128. */
  UNSIGNED,
  /** Signed LEB128. */
  SIGNED,
  ADDRESS,
  /** An offset into {@code .debug_info}, four or eight bytes long as the unit is. */
  OFFSET,
  /** An unsigned LEB128 length, and that many bytes. */
  BLOCK,
  /** A length of one byte, and that many bytes. */
  BLOCK1
}
