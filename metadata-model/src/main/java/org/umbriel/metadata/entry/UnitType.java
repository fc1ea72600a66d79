package org.umbriel.metadata.entry;

import java.util.Optional;

/** What a unit holds, and so what its header looks like (DWARF 5, 7.5.1, table 7.2). */
public enum UnitType implements Code {
  COMPILE(0x01, "compile", 5),
  TYPE(0x02, "type", 5),
  PARTIAL(0x03, "partial", 5),
  SKELETON(0x04, "skeleton", 5),
  SPLIT_COMPILE(0x05, "split_compile", 5),
  SPLIT_TYPE(0x06, "split_type", 5);

  private final int value;
  private final String shortName;
  private final int version;

  UnitType(int value, String name, int version) {
    this.value = value;
    this.shortName = name;
    this.version = version;
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
  public String shortName() {
    return shortName;
  }

  @Override
  public Optional<Definition> definition() {
    return Optional.of(Definition.standard(shortName, version));
  }
}
