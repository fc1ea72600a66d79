package org.umbriel.metadata.elf;

/**
 * A name for an address.
 *
 * @param type one of the {@code STT_} constants
 * @param binding one of the {@code STB_} constants
 * @param section index of the section it lies in, 0 if it is defined elsewhere
 */
public record ElfSymbol(
    String name, long address, long size, int type, int binding, int visibility, int section) {
  public static final int STT_NOTYPE = 0;
  public static final int STT_OBJECT = 1;
  public static final int STT_FUNC = 2;
  public static final int STT_SECTION = 3;
  public static final int STT_FILE = 4;
  public static final int STT_TLS = 6;
  public static final int STT_GNU_IFUNC = 10;
  public static final int STB_LOCAL = 0;
  public static final int STB_GLOBAL = 1;
  public static final int STB_WEAK = 2;
  public static final int SHN_ABS = 0xfff1;

  /** The name without its version: {@code fopen} of {@code fopen@@GLIBC_2.2.5}. */
  public String plainName() {
    int version = name.indexOf('@');
    return version > 0 ? name.substring(0, version) : name;
  }

  public boolean isDefined() {
    return section != 0;
  }

  public boolean isFunction() {
    return type == STT_FUNC || type == STT_GNU_IFUNC;
  }
}
