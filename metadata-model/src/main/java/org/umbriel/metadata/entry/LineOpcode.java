package org.umbriel.metadata.entry;

import java.util.Optional;

/** A standard opcode of a line number program (DWARF 5, 7.22, table 7.25). */
public enum LineOpcode implements Code {
  COPY(0x01, "copy", 2),
  ADVANCE_PC(0x02, "advance_pc", 2),
  ADVANCE_LINE(0x03, "advance_line", 2),
  SET_FILE(0x04, "set_file", 2),
  SET_COLUMN(0x05, "set_column", 2),
  NEGATE_STMT(0x06, "negate_stmt", 2),
  SET_BASIC_BLOCK(0x07, "set_basic_block", 2),
  CONST_ADD_PC(0x08, "const_add_pc", 2),
  FIXED_ADVANCE_PC(0x09, "fixed_advance_pc", 2),
  SET_PROLOGUE_END(0x0a, "set_prologue_end", 3),
  SET_EPILOGUE_BEGIN(0x0b, "set_epilogue_begin", 3),
  SET_ISA(0x0c, "set_isa", 3);

  private final int value;
  private final String shortName;
  private final int version;

  LineOpcode(int value, String name, int version) {
    this.value = value;
    this.shortName = name;
    this.version = version;
  }

  public static Optional<LineOpcode> of(long value) {
    for (LineOpcode code : values()) {
      if (code.value == value) {
        return Optional.of(code);
      }
    }
    return Optional.empty();
  }

  @Override
  public String family() {
    return "DW_LNS_";
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
