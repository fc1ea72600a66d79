package org.umbriel.metadata.entry;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How the value of an attribute is laid out (DWARF 5, 7.5.6, table 7.6). An enumeration, since a
 * value of an unknown form has no known length and can only be rejected.
 */
public enum Form implements Code {
  ADDR(0x01, 8, "addr", 2),
  BLOCK2(0x03, Form.VARIABLE_SIZE, "block2", 2),
  BLOCK4(0x04, Form.VARIABLE_SIZE, "block4", 2),
  DATA2(0x05, 2, "data2", 2),
  DATA4(0x06, 4, "data4", 2),
  DATA8(0x07, 8, "data8", 2),
  STRING(0x08, Form.VARIABLE_SIZE, "string", 2),
  BLOCK(0x09, Form.VARIABLE_SIZE, "block", 2),
  BLOCK1(0x0a, Form.VARIABLE_SIZE, "block1", 2),
  DATA1(0x0b, 1, "data1", 2),
  FLAG(0x0c, 1, "flag", 2),
  SDATA(0x0d, Form.VARIABLE_SIZE, "sdata", 2),
  STRP(0x0e, Form.OFFSET_SIZE, "strp", 2),
  UDATA(0x0f, Form.VARIABLE_SIZE, "udata", 2),
  REF_ADDR(0x10, Form.OFFSET_SIZE, "ref_addr", 2),
  REF1(0x11, 1, "ref1", 2),
  REF2(0x12, 2, "ref2", 2),
  REF4(0x13, 4, "ref4", 2),
  REF8(0x14, 8, "ref8", 2),
  REF_UDATA(0x15, Form.VARIABLE_SIZE, "ref_udata", 2),
  INDIRECT(0x16, Form.VARIABLE_SIZE, "indirect", 2),
  SEC_OFFSET(0x17, Form.OFFSET_SIZE, "sec_offset", 4),
  EXPRLOC(0x18, Form.VARIABLE_SIZE, "exprloc", 4),
  FLAG_PRESENT(0x19, 0, "flag_present", 4),
  REF_SIG8(0x20, 8, "ref_sig8", 4),
  STRX(0x1a, Form.VARIABLE_SIZE, "strx", 5),
  ADDRX(0x1b, Form.VARIABLE_SIZE, "addrx", 5),
  REF_SUP4(0x1c, 4, "ref_sup4", 5),
  STRP_SUP(0x1d, Form.OFFSET_SIZE, "strp_sup", 5),
  DATA16(0x1e, 16, "data16", 5),
  LINE_STRP(0x1f, Form.OFFSET_SIZE, "line_strp", 5),
  IMPLICIT_CONST(0x21, 0, "implicit_const", 5),
  LOCLISTX(0x22, Form.VARIABLE_SIZE, "loclistx", 5),
  RNGLISTX(0x23, Form.VARIABLE_SIZE, "rnglistx", 5),
  REF_SUP8(0x24, 8, "ref_sup8", 5),
  STRX1(0x25, 1, "strx1", 5),
  STRX2(0x26, 2, "strx2", 5),
  STRX3(0x27, 3, "strx3", 5),
  STRX4(0x28, 4, "strx4", 5),
  ADDRX1(0x29, 1, "addrx1", 5),
  ADDRX2(0x2a, 2, "addrx2", 5),
  ADDRX3(0x2b, 3, "addrx3", 5),
  ADDRX4(0x2c, 4, "addrx4", 5),
  GNU_ADDR_INDEX(0x1f01, Form.VARIABLE_SIZE, "GNU_addr_index", Vendor.GNU),
  GNU_STR_INDEX(0x1f02, Form.VARIABLE_SIZE, "GNU_str_index", Vendor.GNU),
  GNU_REF_ALT(0x1f20, Form.OFFSET_SIZE, "GNU_ref_alt", Vendor.GNU),
  GNU_STRP_ALT(0x1f21, Form.OFFSET_SIZE, "GNU_strp_alt", Vendor.GNU),
  LLVM_ADDRX_OFFSET(0x2001, Form.VARIABLE_SIZE, "LLVM_addrx_offset", Vendor.LLVM);

  /** Of a form whose values have different lengths. */
  public static final int VARIABLE_SIZE = -1;

  /** Of a form whose values are offsets: 4 bytes in the 32-bit format, 8 in the 64-bit one. */
  public static final int OFFSET_SIZE = -2;

  /** Those of the standard, by value: every attribute of every shape looks for one. */
  private static final List<Optional<Form>> COMMON =
      IntStream.range(0, 0x30).mapToObj(Form::find).toList();

  private final int value;
  private final int size;
  private final String shortName;
  private final int version;
  private final Vendor vendor;

  Form(int value, int size, String name, int version) {
    this(value, size, name, version, Vendor.DWARF);
  }

  Form(int value, int size, String name, Vendor vendor) {
    this(value, size, name, 0, vendor);
  }

  Form(int value, int size, String name, int version, Vendor vendor) {
    this.value = value;
    this.size = size;
    this.shortName = name;
    this.version = version;
    this.vendor = vendor;
  }

  public static Optional<Form> of(long value) {
    return value >= 0 && value < COMMON.size() ? COMMON.get((int) value) : find(value);
  }

  private static Optional<Form> find(long value) {
    for (Form code : values()) {
      if (code.value == value) {
        return Optional.of(code);
      }
    }
    return Optional.empty();
  }

  /** Bytes of a value, or {@link #VARIABLE_SIZE} or {@link #OFFSET_SIZE}. */
  public int size() {
    return size;
  }

  @Override
  public String family() {
    return "DW_FORM_";
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
