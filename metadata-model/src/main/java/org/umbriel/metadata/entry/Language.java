package org.umbriel.metadata.entry;

import java.util.List;
import java.util.Optional;

/** The source language of a unit (DWARF 5, 7.12). */
public final class Language extends TableCode {
  private static final CodeTable<Language> TABLE = new CodeTable<>(Language::new);

  public static final Language C89 = TABLE.standard(0x0001, "C89", 2);
  public static final Language C = TABLE.standard(0x0002, "C", 2);
  public static final Language ADA83 = TABLE.standard(0x0003, "Ada83", 2);
  public static final Language C_PLUS_PLUS = TABLE.standard(0x0004, "C_plus_plus", 2);
  public static final Language COBOL74 = TABLE.standard(0x0005, "Cobol74", 2);
  public static final Language COBOL85 = TABLE.standard(0x0006, "Cobol85", 2);
  public static final Language FORTRAN77 = TABLE.standard(0x0007, "Fortran77", 2);
  public static final Language FORTRAN90 = TABLE.standard(0x0008, "Fortran90", 2);
  public static final Language PASCAL83 = TABLE.standard(0x0009, "Pascal83", 2);
  public static final Language MODULA2 = TABLE.standard(0x000a, "Modula2", 2);

  public static final Language JAVA = TABLE.standard(0x000b, "Java", 3);
  public static final Language C99 = TABLE.standard(0x000c, "C99", 3);
  public static final Language ADA95 = TABLE.standard(0x000d, "Ada95", 3);
  public static final Language FORTRAN95 = TABLE.standard(0x000e, "Fortran95", 3);
  public static final Language PLI = TABLE.standard(0x000f, "PLI", 3);
  public static final Language OBJC = TABLE.standard(0x0010, "ObjC", 3);
  public static final Language OBJC_PLUS_PLUS = TABLE.standard(0x0011, "ObjC_plus_plus", 3);
  public static final Language UPC = TABLE.standard(0x0012, "UPC", 3);
  public static final Language D = TABLE.standard(0x0013, "D", 3);

  public static final Language PYTHON = TABLE.standard(0x0014, "Python", 4);

  public static final Language OPENCL = TABLE.standard(0x0015, "OpenCL", 5);
  public static final Language GO = TABLE.standard(0x0016, "Go", 5);
  public static final Language MODULA3 = TABLE.standard(0x0017, "Modula3", 5);
  public static final Language HASKELL = TABLE.standard(0x0018, "Haskell", 5);
  public static final Language C_PLUS_PLUS_03 = TABLE.standard(0x0019, "C_plus_plus_03", 5);
  public static final Language C_PLUS_PLUS_11 = TABLE.standard(0x001a, "C_plus_plus_11", 5);
  public static final Language OCAML = TABLE.standard(0x001b, "OCaml", 5);
  public static final Language RUST = TABLE.standard(0x001c, "Rust", 5);
  public static final Language C11 = TABLE.standard(0x001d, "C11", 5);
  public static final Language SWIFT = TABLE.standard(0x001e, "Swift", 5);
  public static final Language JULIA = TABLE.standard(0x001f, "Julia", 5);
  public static final Language DYLAN = TABLE.standard(0x0020, "Dylan", 5);
  public static final Language C_PLUS_PLUS_14 = TABLE.standard(0x0021, "C_plus_plus_14", 5);
  public static final Language FORTRAN03 = TABLE.standard(0x0022, "Fortran03", 5);
  public static final Language FORTRAN08 = TABLE.standard(0x0023, "Fortran08", 5);
  public static final Language RENDERSCRIPT = TABLE.standard(0x0024, "RenderScript", 5);
  public static final Language BLISS = TABLE.standard(0x0025, "BLISS", 5);

  public static final Language MIPS_ASSEMBLER = TABLE.vendor(0x8001, "Mips_Assembler", Vendor.MIPS);

  private Language(int value, Optional<Definition> definition) {
    super(value, definition);
  }

  /** The code with this value, known or not. */
  public static Language of(int value) {
    return TABLE.of(value);
  }

  /** All known codes, in the order of the table. */
  public static List<Language> all() {
    return TABLE.all();
  }

  @Override
  public String family() {
    return "DW_LANG_";
  }
}
