package org.umbriel.metadata.entry;

import java.util.Optional;

/** A standard opcode of a line number program (DWARF 5, 7.22, table 7.25). */
public enum LineOpcode implements Code {
  COPY(0x01, Definition.standard("copy", 2)),
  ADVANCE_PC(0x02, Definition.standard("advance_pc", 2)),
  ADVANCE_LINE(0x03, Definition.standard("advance_line", 2)),
  SET_FILE(0x04, Definition.standard("set_file", 2)),
  SET_COLUMN(0x05, Definition.standard("set_column", 2)),
  NEGATE_STMT(0x06, Definition.standard("negate_stmt", 2)),
  SET_BASIC_BLOCK(0x07, Definition.standard("set_basic_block", 2)),
  CONST_ADD_PC(0x08, Definition.standard("const_add_pc", 2)),
  FIXED_ADVANCE_PC(0x09, Definition.standard("fixed_advance_pc", 2)),
  SET_PROLOGUE_END(0x0a, Definition.standard("set_prologue_end", 3)),
  SET_EPILOGUE_BEGIN(0x0b, Definition.standard("set_epilogue_begin", 3)),
  SET_ISA(0x0c, Definition.standard("set_isa", 3));

  private final int value;
  private final Definition definition;

  LineOpcode(int value, Definition definition) {
    this.value = value;
    this.definition = definition;
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
  public Optional<Definition> definition() {
    return Optional.of(definition);
  }
}
