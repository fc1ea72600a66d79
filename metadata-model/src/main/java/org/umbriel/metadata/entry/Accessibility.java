package org.umbriel.metadata.entry;

import java.util.List;
import java.util.Optional;

/** Who may use what an entry declares (DWARF 5, 7.9). Java's package access has no code. */
public final class Accessibility extends TableCode {
  private static final CodeTable<Accessibility> TABLE = new CodeTable<>(Accessibility::new);

  public static final Accessibility PUBLIC = TABLE.standard(0x01, "public", 2);
  public static final Accessibility PROTECTED = TABLE.standard(0x02, "protected", 2);
  public static final Accessibility PRIVATE = TABLE.standard(0x03, "private", 2);

  private Accessibility(int value, Optional<Definition> definition) {
    super(value, definition);
  }

  /** The code with this value, known or not. */
  public static Accessibility of(int value) {
    return TABLE.of(value);
  }

  /** All known codes, in the order of the table. */
  public static List<Accessibility> all() {
    return TABLE.all();
  }

  @Override
  public String family() {
    return "DW_ACCESS_";
  }
}
