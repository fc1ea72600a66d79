package org.umbriel.metadata.entry;

import java.util.Optional;

/** A column of the tables of directories and files in a line number program (DWARF 5, 7.22). */
public enum LineContent implements Code {
  PATH(0x01, "path", 5),
  DIRECTORY_INDEX(0x02, "directory_index", 5),
  TIMESTAMP(0x03, "timestamp", 5),
  SIZE(0x04, "size", 5),
  MD5(0x05, "MD5", 5),
  LLVM_SOURCE(0x2001, "LLVM_source", Vendor.LLVM);

  private final int value;
  private final String shortName;
  private final int version;
  private final Vendor vendor;

  LineContent(int value, String name, int version) {
    this(value, name, version, Vendor.DWARF);
  }

  LineContent(int value, String name, Vendor vendor) {
    this(value, name, 0, vendor);
  }

  LineContent(int value, String name, int version, Vendor vendor) {
    this.value = value;
    this.shortName = name;
    this.version = version;
    this.vendor = vendor;
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
  public String shortName() {
    return shortName;
  }

  @Override
  public Optional<Definition> definition() {
    return Optional.of(new Definition(shortName, version, vendor, ""));
  }
}
