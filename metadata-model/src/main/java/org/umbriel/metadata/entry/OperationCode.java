package org.umbriel.metadata.entry;

import static org.umbriel.metadata.entry.Operand.ADDRESS;
import static org.umbriel.metadata.entry.Operand.BLOCK;
import static org.umbriel.metadata.entry.Operand.BLOCK1;
import static org.umbriel.metadata.entry.Operand.OFFSET;
import static org.umbriel.metadata.entry.Operand.S1;
import static org.umbriel.metadata.entry.Operand.S2;
import static org.umbriel.metadata.entry.Operand.S4;
import static org.umbriel.metadata.entry.Operand.S8;
import static org.umbriel.metadata.entry.Operand.SIGNED;
import static org.umbriel.metadata.entry.Operand.U1;
import static org.umbriel.metadata.entry.Operand.U2;
import static org.umbriel.metadata.entry.Operand.U4;
import static org.umbriel.metadata.entry.Operand.U8;
import static org.umbriel.metadata.entry.Operand.UNSIGNED;

import java.util.List;
import java.util.Optional;

/** An operation of an expression, with its operands (DWARF 5, 7.7.1, table 7.9). */
public final class OperationCode extends TableCode {
  private static final CodeTable<OperationCode> TABLE =
      new CodeTable<>((value, definition) -> new OperationCode(value, definition, List.of()));

  public static final OperationCode ADDR = standard(0x03, "addr", 2, ADDRESS);
  public static final OperationCode DEREF = standard(0x06, "deref", 2);
  public static final OperationCode CONST1U = standard(0x08, "const1u", 2, U1);
  public static final OperationCode CONST1S = standard(0x09, "const1s", 2, S1);
  public static final OperationCode CONST2U = standard(0x0a, "const2u", 2, U2);
  public static final OperationCode CONST2S = standard(0x0b, "const2s", 2, S2);
  public static final OperationCode CONST4U = standard(0x0c, "const4u", 2, U4);
  public static final OperationCode CONST4S = standard(0x0d, "const4s", 2, S4);
  public static final OperationCode CONST8U = standard(0x0e, "const8u", 2, U8);
  public static final OperationCode CONST8S = standard(0x0f, "const8s", 2, S8);
  public static final OperationCode CONSTU = standard(0x10, "constu", 2, UNSIGNED);
  public static final OperationCode CONSTS = standard(0x11, "consts", 2, SIGNED);
  public static final OperationCode DUP = standard(0x12, "dup", 2);
  public static final OperationCode DROP = standard(0x13, "drop", 2);
  public static final OperationCode OVER = standard(0x14, "over", 2);
  public static final OperationCode PICK = standard(0x15, "pick", 2, U1);
  public static final OperationCode SWAP = standard(0x16, "swap", 2);
  public static final OperationCode ROT = standard(0x17, "rot", 2);
  public static final OperationCode XDEREF = standard(0x18, "xderef", 2);
  public static final OperationCode ABS = standard(0x19, "abs", 2);
  public static final OperationCode AND = standard(0x1a, "and", 2);
  public static final OperationCode DIV = standard(0x1b, "div", 2);
  public static final OperationCode MINUS = standard(0x1c, "minus", 2);
  public static final OperationCode MOD = standard(0x1d, "mod", 2);
  public static final OperationCode MUL = standard(0x1e, "mul", 2);
  public static final OperationCode NEG = standard(0x1f, "neg", 2);
  public static final OperationCode NOT = standard(0x20, "not", 2);
  public static final OperationCode OR = standard(0x21, "or", 2);
  public static final OperationCode PLUS = standard(0x22, "plus", 2);
  public static final OperationCode PLUS_UCONST = standard(0x23, "plus_uconst", 2, UNSIGNED);
  public static final OperationCode SHL = standard(0x24, "shl", 2);
  public static final OperationCode SHR = standard(0x25, "shr", 2);
  public static final OperationCode SHRA = standard(0x26, "shra", 2);
  public static final OperationCode XOR = standard(0x27, "xor", 2);
  public static final OperationCode BRA = standard(0x28, "bra", 2, S2);
  public static final OperationCode EQ = standard(0x29, "eq", 2);
  public static final OperationCode GE = standard(0x2a, "ge", 2);
  public static final OperationCode GT = standard(0x2b, "gt", 2);
  public static final OperationCode LE = standard(0x2c, "le", 2);
  public static final OperationCode LT = standard(0x2d, "lt", 2);
  public static final OperationCode NE = standard(0x2e, "ne", 2);
  public static final OperationCode SKIP = standard(0x2f, "skip", 2, S2);
  public static final OperationCode REGX = standard(0x90, "regx", 2, UNSIGNED);
  public static final OperationCode FBREG = standard(0x91, "fbreg", 2, SIGNED);
  public static final OperationCode BREGX = standard(0x92, "bregx", 2, UNSIGNED, SIGNED);
  public static final OperationCode PIECE = standard(0x93, "piece", 2, UNSIGNED);
  public static final OperationCode DEREF_SIZE = standard(0x94, "deref_size", 2, U1);
  public static final OperationCode XDEREF_SIZE = standard(0x95, "xderef_size", 2, U1);
  public static final OperationCode NOP = standard(0x96, "nop", 2);

  public static final OperationCode PUSH_OBJECT_ADDRESS = standard(0x97, "push_object_address", 3);
  public static final OperationCode CALL2 = standard(0x98, "call2", 3, U2);
  public static final OperationCode CALL4 = standard(0x99, "call4", 3, U4);
  public static final OperationCode CALL_REF = standard(0x9a, "call_ref", 3, OFFSET);
  public static final OperationCode FORM_TLS_ADDRESS = standard(0x9b, "form_tls_address", 3);
  public static final OperationCode CALL_FRAME_CFA = standard(0x9c, "call_frame_cfa", 3);
  public static final OperationCode BIT_PIECE = standard(0x9d, "bit_piece", 3, UNSIGNED, UNSIGNED);

  public static final OperationCode IMPLICIT_VALUE = standard(0x9e, "implicit_value", 4, BLOCK);
  public static final OperationCode STACK_VALUE = standard(0x9f, "stack_value", 4);

  public static final OperationCode IMPLICIT_POINTER =
      standard(0xa0, "implicit_pointer", 5, OFFSET, SIGNED);
  public static final OperationCode ADDRX = standard(0xa1, "addrx", 5, UNSIGNED);
  public static final OperationCode CONSTX = standard(0xa2, "constx", 5, UNSIGNED);
  public static final OperationCode ENTRY_VALUE = standard(0xa3, "entry_value", 5, BLOCK);
  public static final OperationCode CONST_TYPE = standard(0xa4, "const_type", 5, UNSIGNED, BLOCK1);
  public static final OperationCode REGVAL_TYPE =
      standard(0xa5, "regval_type", 5, UNSIGNED, UNSIGNED);
  public static final OperationCode DEREF_TYPE = standard(0xa6, "deref_type", 5, U1, UNSIGNED);
  public static final OperationCode XDEREF_TYPE = standard(0xa7, "xderef_type", 5, U1, UNSIGNED);
  public static final OperationCode CONVERT = standard(0xa8, "convert", 5, UNSIGNED);
  public static final OperationCode REINTERPRET = standard(0xa9, "reinterpret", 5, UNSIGNED);

  public static final OperationCode GNU_PUSH_TLS_ADDRESS = gnu(0xe0, "GNU_push_tls_address");

  public static final OperationCode GNU_UNINIT = gnu(0xf0, "GNU_uninit");
  public static final OperationCode GNU_IMPLICIT_POINTER =
      gnu(0xf2, "GNU_implicit_pointer", OFFSET, SIGNED);
  public static final OperationCode GNU_ENTRY_VALUE = gnu(0xf3, "GNU_entry_value", BLOCK);
  public static final OperationCode GNU_CONST_TYPE = gnu(0xf4, "GNU_const_type", UNSIGNED, BLOCK1);
  public static final OperationCode GNU_REGVAL_TYPE =
      gnu(0xf5, "GNU_regval_type", UNSIGNED, UNSIGNED);
  public static final OperationCode GNU_DEREF_TYPE = gnu(0xf6, "GNU_deref_type", U1, UNSIGNED);
  public static final OperationCode GNU_CONVERT = gnu(0xf7, "GNU_convert", UNSIGNED);
  public static final OperationCode GNU_REINTERPRET = gnu(0xf9, "GNU_reinterpret", UNSIGNED);
  public static final OperationCode GNU_PARAMETER_REF = gnu(0xfa, "GNU_parameter_ref", U4);
  public static final OperationCode GNU_ADDR_INDEX = gnu(0xfb, "GNU_addr_index", UNSIGNED);
  public static final OperationCode GNU_CONST_INDEX = gnu(0xfc, "GNU_const_index", UNSIGNED);
  public static final OperationCode GNU_VARIABLE_VALUE = gnu(0xfd, "GNU_variable_value", OFFSET);

  static {
    for (int i = 0; i < 32; i++) {
      standard(0x30 + i, "lit" + i, 2);
      standard(0x50 + i, "reg" + i, 2);
      standard(0x70 + i, "breg" + i, 2, SIGNED);
    }
  }

  private final List<Operand> operands;

  private OperationCode(int value, Optional<Definition> definition, List<Operand> operands) {
    super(value, definition);
    this.operands = operands;
  }

  private static OperationCode standard(int value, String name, int version, Operand... operands) {
    return known(value, Definition.standard(name, version), operands);
  }

  private static OperationCode gnu(int value, String name, Operand... operands) {
    return known(value, Definition.vendor(name, Vendor.GNU), operands);
  }

  private static OperationCode known(int value, Definition definition, Operand... operands) {
    return TABLE.add(new OperationCode(value, Optional.of(definition), List.of(operands)));
  }

  /** The code with this value, known or not. */
  public static OperationCode of(int value) {
    return TABLE.of(value);
  }

  /** All known codes. */
  public static List<OperationCode> all() {
    return TABLE.all();
  }

  /** What follows the code; of an unknown one nobody knows what does. */
  public List<Operand> operands() {
    return operands;
  }

  @Override
  public String family() {
    return "DW_OP_";
  }
}
