package org.umbriel.metadata.entry;

import java.util.Optional;

/** What a unit holds, and so what its header looks like (DWARF 5, 7.5.1, table 7.2). */
public enum UnitType implements Code {
  COMPILE(0x01, Definition.standard("compile", 5)),
  TYPE(0x02, Definition.standard("type", 5)),
  PARTIAL(0x03, Definition.standard("partial", 5)),
  SKELETON(0x04, Definition.standard("skeleton", 5)),
  SPLIT_COMPILE(0x05, Definition.standard("split_compile", 5)),
  SPLIT_TYPE(0x06, Definition.standard("split_type", 5));

  private final int value;
  private final Definition definition;

  UnitType(int value, Definition definition) {
    this.value = value;
    this.definition = definition;
  }

  public static Optional<UnitType> of(long value) {
    for (UnitType code : values()) {
      if (code.value == value) {
        return Optional.of(code);
      }
    }
    return Optional.empty();
  }

  @Override
  public String family() {
    return "DW_UT_";
  }

  @Override
  public int value() {
    return value;
  }

  @Override
  public Optional<Definition> definition() {
    return Optional.of(definition);
  }
}
