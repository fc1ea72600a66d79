package org.umbriel.metadata.entry;

import java.util.List;
import java.util.Optional;

/** Whether a subprogram can be overridden, and has a body (DWARF 5, 7.11). */
public final class Virtuality extends TableCode {
  private static final CodeTable<Virtuality> TABLE = new CodeTable<>(Virtuality::new);

  public static final Virtuality NONE = TABLE.standard(0x00, "none", 2);
  public static final Virtuality VIRTUAL = TABLE.standard(0x01, "virtual", 2);
  public static final Virtuality PURE_VIRTUAL = TABLE.standard(0x02, "pure_virtual", 2);

  private Virtuality(int value, Optional<Definition> definition) {
    super(value, definition);
  }

  /** The code with this value, known or not. */
  public static Virtuality of(int value) {
    return TABLE.of(value);
  }

  /** All known codes, in the order of the table. */
  public static List<Virtuality> all() {
    return TABLE.all();
  }

  @Override
  public String family() {
    return "DW_VIRTUALITY_";
  }
}
