package org.umbriel.nativeinterop.call;

/** The class of 8 bytes of an argument (System V ABI, AMD64 supplement, 3.2.3). */
enum EightByte {
  NO_CLASS,
  INTEGER,
  SSE,
  X87,
  X87UP,
  MEMORY;

  /** Rule 4 of the classification of aggregates. */
  EightByte merge(EightByte other) {
    if (this == other || other == NO_CLASS) {
      return this;
    }
    if (this == NO_CLASS) {
      return other;
    }
    if (this == MEMORY || other == MEMORY) {
      return MEMORY;
    }
    if (this == INTEGER || other == INTEGER) {
      return INTEGER;
    }
    return MEMORY;
  }
}
