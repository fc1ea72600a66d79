package org.umbriel.metadata.entry;

import java.util.List;
import java.util.Optional;

/** What an index of names says of an entry (DWARF 5, 7.19, table 7.23). */
public final class IndexAttribute extends TableCode {
  private static final CodeTable<IndexAttribute> TABLE = new CodeTable<>(IndexAttribute::new);

  public static final IndexAttribute COMPILE_UNIT = TABLE.standard(1, "compile_unit", 5);
  public static final IndexAttribute TYPE_UNIT = TABLE.standard(2, "type_unit", 5);
  public static final IndexAttribute DIE_OFFSET = TABLE.standard(3, "die_offset", 5);
  public static final IndexAttribute PARENT = TABLE.standard(4, "parent", 5);
  public static final IndexAttribute TYPE_HASH = TABLE.standard(5, "type_hash", 5);

  public static final IndexAttribute GNU_INTERNAL =
      TABLE.vendor(0x2000, "GNU_internal", Vendor.GNU);
  public static final IndexAttribute GNU_EXTERNAL =
      TABLE.vendor(0x2001, "GNU_external", Vendor.GNU);
  public static final IndexAttribute GNU_MAIN = TABLE.vendor(0x2002, "GNU_main", Vendor.GNU);
  public static final IndexAttribute GNU_LANGUAGE =
      TABLE.vendor(0x2003, "GNU_language", Vendor.GNU);
  public static final IndexAttribute GNU_LINKAGE_NAME =
      TABLE.vendor(0x2004, "GNU_linkage_name", Vendor.GNU);

  private IndexAttribute(int value, Optional<Definition> definition) {
    super(value, definition);
  }

  /** The code with this value, known or not. */
  public static IndexAttribute of(int value) {
    return TABLE.of(value);
  }

  /** All known codes, in the order of the table. */
  public static List<IndexAttribute> all() {
    return TABLE.all();
  }

  @Override
  public String family() {
    return "DW_IDX_";
  }
}
