package org.umbriel.metadata.dwarf;

/** The sections that are read and written, by the names they bear in an ELF file (DWARF 5, 7.3). */
public final class DwarfSection {
  public static final String INFO = ".debug_info";
  public static final String TYPES = ".debug_types";
  public static final String ABBREVIATIONS = ".debug_abbrev";
  public static final String STRINGS = ".debug_str";
  public static final String STRING_OFFSETS = ".debug_str_offsets";
  public static final String ADDRESSES = ".debug_addr";
  public static final String LINES = ".debug_line";
  public static final String LINE_STRINGS = ".debug_line_str";
  public static final String LOCATIONS = ".debug_loc";
  public static final String LOCATION_LISTS = ".debug_loclists";
  public static final String RANGES = ".debug_ranges";
  public static final String RANGE_LISTS = ".debug_rnglists";
  public static final String ADDRESS_RANGES = ".debug_aranges";
  public static final String NAMES = ".debug_names";
  public static final String FRAMES = ".debug_frame";
  public static final String EXCEPTION_FRAMES = ".eh_frame";
  public static final String UNIT_INDEX = ".debug_cu_index";
  public static final String TYPE_INDEX = ".debug_tu_index";

  /** Ends the names of the sections of split files (DWARF 5, 7.3.2). */
  public static final String SPLIT = ".dwo";

  private DwarfSection() {}
}
