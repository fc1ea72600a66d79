package org.umbriel.metadata.entry;

import java.util.Optional;

/** An extended opcode of a line number program (DWARF 5, 7.22, table 7.26). */
public enum ExtendedLineOpcode implements Code {
  END_SEQUENCE(0x01, "end_sequence", 2),
  SET_ADDRESS(0x02, "set_address", 2),
  DEFINE_FILE(0x03, "define_file", 2),
  SET_DISCRIMINATOR(0x04, "set_discriminator", 4);

  private final int value;
  private final String shortName;
  private final int version;

  ExtendedLineOpcode(int value, String name, int version) {
    this.value = value;
    this.shortName = name;
    this.version = version;
  }

  public static Optional<ExtendedLineOpcode> of(long value) {
    for (ExtendedLineOpcode code : values()) {
      if (code.value == value) {
        return Optional.of(code);
      }
    }
    return Optional.empty();
  }

  @Override
  public String family() {
    return "DW_LNE_";
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
