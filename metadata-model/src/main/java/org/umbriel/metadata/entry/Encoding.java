package org.umbriel.metadata.entry;

import java.util.List;
import java.util.Optional;

/** How the bits of a base type are to be read (DWARF 5, 7.8). */
public final class Encoding extends TableCode {
  private static final CodeTable<Encoding> TABLE = new CodeTable<>(Encoding::new);

  public static final Encoding ADDRESS = TABLE.standard(0x01, "address", 2);
  public static final Encoding BOOLEAN = TABLE.standard(0x02, "boolean", 2);
  public static final Encoding COMPLEX_FLOAT = TABLE.standard(0x03, "complex_float", 2);
  public static final Encoding FLOAT = TABLE.standard(0x04, "float", 2);
  public static final Encoding SIGNED = TABLE.standard(0x05, "signed", 2);
  public static final Encoding SIGNED_CHAR = TABLE.standard(0x06, "signed_char", 2);
  public static final Encoding UNSIGNED = TABLE.standard(0x07, "unsigned", 2);
  public static final Encoding UNSIGNED_CHAR = TABLE.standard(0x08, "unsigned_char", 2);

  public static final Encoding IMAGINARY_FLOAT = TABLE.standard(0x09, "imaginary_float", 3);
  public static final Encoding PACKED_DECIMAL = TABLE.standard(0x0a, "packed_decimal", 3);
  public static final Encoding NUMERIC_STRING = TABLE.standard(0x0b, "numeric_string", 3);
  public static final Encoding EDITED = TABLE.standard(0x0c, "edited", 3);
  public static final Encoding SIGNED_FIXED = TABLE.standard(0x0d, "signed_fixed", 3);
  public static final Encoding UNSIGNED_FIXED = TABLE.standard(0x0e, "unsigned_fixed", 3);
  public static final Encoding DECIMAL_FLOAT = TABLE.standard(0x0f, "decimal_float", 3);

  public static final Encoding UTF = TABLE.standard(0x10, "UTF", 4);

  public static final Encoding UCS = TABLE.standard(0x11, "UCS", 5);
  public static final Encoding ASCII = TABLE.standard(0x12, "ASCII", 5);

  private Encoding(int value, Optional<Definition> definition) {
    super(value, definition);
  }

  /** The code with this value, known or not. */
  public static Encoding of(int value) {
    return TABLE.of(value);
  }

  /** All known codes, in the order of the table. */
  public static List<Encoding> all() {
    return TABLE.all();
  }

  @Override
  public String family() {
    return "DW_ATE_";
  }
}
