package org.umbriel.metadata.entry;

import java.util.Optional;

/** A column of the tables of directories and files in a line number program (DWARF 5, 7.22). */
public enum LineContent implements Code {
  PATH(0x01, Definition.standard("path", 5)),
  DIRECTORY_INDEX(0x02, Definition.standard("directory_index", 5)),
  TIMESTAMP(0x03, Definition.standard("timestamp", 5)),
  SIZE(0x04, Definition.standard("size", 5)),
  MD5(0x05, Definition.standard("MD5", 5)),
  LLVM_SOURCE(0x2001, Definition.vendor("LLVM_source", Vendor.LLVM));

  private final int value;
  private final Definition definition;

  LineContent(int value, Definition definition) {
    this.value = value;
    this.definition = definition;
  }

  public static Optional<LineContent> of(long value) {
    for (LineContent code : values()) {
      if (code.value == value) {
        return Optional.of(code);
      }
    }
    return Optional.empty();
  }

  @Override
  public String family() {
    return "DW_LNCT_";
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
