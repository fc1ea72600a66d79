package org.umbriel.metadata.entry;

/** Who defined a code: the standard's committee, or one of the vendors that extend it. */
public enum Vendor {
  DWARF,
  GNU,
  LLVM,
  APPLE,
  MIPS,
  GO,
  UMBRIEL
}
