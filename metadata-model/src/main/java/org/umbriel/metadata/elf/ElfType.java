package org.umbriel.metadata.elf;

/** What an ELF file is for ({@code e_type}). */
public enum ElfType {
  NONE(0),
  RELOCATABLE(1),
  EXECUTABLE(2),
  SHARED_OBJECT(3),
  CORE(4);

  private final int value;

  ElfType(int value) {
    this.value = value;
  }

  int value() {
    return value;
  }

  /** An unknown type is nothing in particular. */
  static ElfType of(int value) {
    return value >= 0 && value < values().length ? values()[value] : NONE;
  }
}
