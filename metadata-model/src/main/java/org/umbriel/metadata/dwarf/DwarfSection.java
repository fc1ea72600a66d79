package org.umbriel.metadata.dwarf;

/** The sections that are read and written, by the names they bear in an ELF file (DWARF 5, 7.3). */
public final class DwarfSection {
  public static final String INFO = ".debug_info";
  public static final String ABBREVIATIONS = ".debug_abbrev";
  public static final String STRINGS = ".debug_str";
  public static final String LINES = ".debug_line";
  public static final String LINE_STRINGS = ".debug_line_str";

  private DwarfSection() {}
}
