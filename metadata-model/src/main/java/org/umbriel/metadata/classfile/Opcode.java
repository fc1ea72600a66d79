package org.umbriel.metadata.classfile;

import java.util.Locale;

/**
 * The instruction set (JVMS 6.5) as it is decoded: short forms ({@code iload_1}), wide forms and
 * {@code ldc_w} are folded into their general form; the constants keep theirs.
 */
public enum Opcode {
  NOP(0x00, Family.NOP),
  ACONST_NULL(0x01, Family.CONSTANT),
  ICONST_M1(0x02, Family.CONSTANT),
  ICONST_0(0x03, Family.CONSTANT),
  ICONST_1(0x04, Family.CONSTANT),
  ICONST_2(0x05, Family.CONSTANT),
  ICONST_3(0x06, Family.CONSTANT),
  ICONST_4(0x07, Family.CONSTANT),
  ICONST_5(0x08, Family.CONSTANT),
  LCONST_0(0x09, Family.CONSTANT),
  LCONST_1(0x0a, Family.CONSTANT),
  FCONST_0(0x0b, Family.CONSTANT),
  FCONST_1(0x0c, Family.CONSTANT),
  FCONST_2(0x0d, Family.CONSTANT),
  DCONST_0(0x0e, Family.CONSTANT),
  DCONST_1(0x0f, Family.CONSTANT),
  BIPUSH(0x10, Family.CONSTANT),
  SIPUSH(0x11, Family.CONSTANT),
  LDC(0x12, Family.CONSTANT),
  ILOAD(0x15, Family.LOAD),
  LLOAD(0x16, Family.LOAD),
  FLOAD(0x17, Family.LOAD),
  DLOAD(0x18, Family.LOAD),
  ALOAD(0x19, Family.LOAD),
  IALOAD(0x2e, Family.ARRAY_LOAD),
  LALOAD(0x2f, Family.ARRAY_LOAD),
  FALOAD(0x30, Family.ARRAY_LOAD),
  DALOAD(0x31, Family.ARRAY_LOAD),
  AALOAD(0x32, Family.ARRAY_LOAD),
  BALOAD(0x33, Family.ARRAY_LOAD),
  CALOAD(0x34, Family.ARRAY_LOAD),
  SALOAD(0x35, Family.ARRAY_LOAD),
  ISTORE(0x36, Family.STORE),
  LSTORE(0x37, Family.STORE),
  FSTORE(0x38, Family.STORE),
  DSTORE(0x39, Family.STORE),
  ASTORE(0x3a, Family.STORE),
  IASTORE(0x4f, Family.ARRAY_STORE),
  LASTORE(0x50, Family.ARRAY_STORE),
  FASTORE(0x51, Family.ARRAY_STORE),
  DASTORE(0x52, Family.ARRAY_STORE),
  AASTORE(0x53, Family.ARRAY_STORE),
  BASTORE(0x54, Family.ARRAY_STORE),
  CASTORE(0x55, Family.ARRAY_STORE),
  SASTORE(0x56, Family.ARRAY_STORE),
  POP(0x57, Family.STACK),
  POP2(0x58, Family.STACK),
  DUP(0x59, Family.STACK),
  DUP_X1(0x5a, Family.STACK),
  DUP_X2(0x5b, Family.STACK),
  DUP2(0x5c, Family.STACK),
  DUP2_X1(0x5d, Family.STACK),
  DUP2_X2(0x5e, Family.STACK),
  SWAP(0x5f, Family.STACK),
  IADD(0x60, Family.BINARY),
  LADD(0x61, Family.BINARY),
  FADD(0x62, Family.BINARY),
  DADD(0x63, Family.BINARY),
  ISUB(0x64, Family.BINARY),
  LSUB(0x65, Family.BINARY),
  FSUB(0x66, Family.BINARY),
  DSUB(0x67, Family.BINARY),
  IMUL(0x68, Family.BINARY),
  LMUL(0x69, Family.BINARY),
  FMUL(0x6a, Family.BINARY),
  DMUL(0x6b, Family.BINARY),
  IDIV(0x6c, Family.BINARY),
  LDIV(0x6d, Family.BINARY),
  FDIV(0x6e, Family.BINARY),
  DDIV(0x6f, Family.BINARY),
  IREM(0x70, Family.BINARY),
  LREM(0x71, Family.BINARY),
  FREM(0x72, Family.BINARY),
  DREM(0x73, Family.BINARY),
  INEG(0x74, Family.UNARY),
  LNEG(0x75, Family.UNARY),
  FNEG(0x76, Family.UNARY),
  DNEG(0x77, Family.UNARY),
  ISHL(0x78, Family.BINARY),
  LSHL(0x79, Family.BINARY),
  ISHR(0x7a, Family.BINARY),
  LSHR(0x7b, Family.BINARY),
  IUSHR(0x7c, Family.BINARY),
  LUSHR(0x7d, Family.BINARY),
  IAND(0x7e, Family.BINARY),
  LAND(0x7f, Family.BINARY),
  IOR(0x80, Family.BINARY),
  LOR(0x81, Family.BINARY),
  IXOR(0x82, Family.BINARY),
  LXOR(0x83, Family.BINARY),
  IINC(0x84, Family.INCREMENT),
  I2L(0x85, Family.CONVERT),
  I2F(0x86, Family.CONVERT),
  I2D(0x87, Family.CONVERT),
  L2I(0x88, Family.CONVERT),
  L2F(0x89, Family.CONVERT),
  L2D(0x8a, Family.CONVERT),
  F2I(0x8b, Family.CONVERT),
  F2L(0x8c, Family.CONVERT),
  F2D(0x8d, Family.CONVERT),
  D2I(0x8e, Family.CONVERT),
  D2L(0x8f, Family.CONVERT),
  D2F(0x90, Family.CONVERT),
  I2B(0x91, Family.CONVERT),
  I2C(0x92, Family.CONVERT),
  I2S(0x93, Family.CONVERT),
  LCMP(0x94, Family.COMPARE),
  FCMPL(0x95, Family.COMPARE),
  FCMPG(0x96, Family.COMPARE),
  DCMPL(0x97, Family.COMPARE),
  DCMPG(0x98, Family.COMPARE),
  IFEQ(0x99, Family.BRANCH),
  IFNE(0x9a, Family.BRANCH),
  IFLT(0x9b, Family.BRANCH),
  IFGE(0x9c, Family.BRANCH),
  IFGT(0x9d, Family.BRANCH),
  IFLE(0x9e, Family.BRANCH),
  IF_ICMPEQ(0x9f, Family.BRANCH),
  IF_ICMPNE(0xa0, Family.BRANCH),
  IF_ICMPLT(0xa1, Family.BRANCH),
  IF_ICMPGE(0xa2, Family.BRANCH),
  IF_ICMPGT(0xa3, Family.BRANCH),
  IF_ICMPLE(0xa4, Family.BRANCH),
  IF_ACMPEQ(0xa5, Family.BRANCH),
  IF_ACMPNE(0xa6, Family.BRANCH),
  GOTO(0xa7, Family.JUMP),
  JSR(0xa8, Family.CALL_SUBROUTINE),
  RET(0xa9, Family.RETURN_FROM_SUBROUTINE),
  TABLESWITCH(0xaa, Family.SWITCH),
  LOOKUPSWITCH(0xab, Family.SWITCH),
  IRETURN(0xac, Family.RETURN),
  LRETURN(0xad, Family.RETURN),
  FRETURN(0xae, Family.RETURN),
  DRETURN(0xaf, Family.RETURN),
  ARETURN(0xb0, Family.RETURN),
  RETURN(0xb1, Family.RETURN),
  GETSTATIC(0xb2, Family.FIELD),
  PUTSTATIC(0xb3, Family.FIELD),
  GETFIELD(0xb4, Family.FIELD),
  PUTFIELD(0xb5, Family.FIELD),
  INVOKEVIRTUAL(0xb6, Family.INVOKE),
  INVOKESPECIAL(0xb7, Family.INVOKE),
  INVOKESTATIC(0xb8, Family.INVOKE),
  INVOKEINTERFACE(0xb9, Family.INVOKE),
  INVOKEDYNAMIC(0xba, Family.INVOKE_DYNAMIC),
  NEW(0xbb, Family.NEW),
  NEWARRAY(0xbc, Family.NEW_ARRAY),
  ANEWARRAY(0xbd, Family.NEW_ARRAY),
  ARRAYLENGTH(0xbe, Family.ARRAY_LENGTH),
  ATHROW(0xbf, Family.THROW),
  CHECKCAST(0xc0, Family.CHECK_CAST),
  INSTANCEOF(0xc1, Family.INSTANCE_OF),
  MONITORENTER(0xc2, Family.MONITOR),
  MONITOREXIT(0xc3, Family.MONITOR),
  MULTIANEWARRAY(0xc5, Family.MULTI_NEW_ARRAY),
  IFNULL(0xc6, Family.BRANCH),
  IFNONNULL(0xc7, Family.BRANCH);

  /** Instructions that one record of {@link Instruction} stands for. */
  public enum Family {
    NOP,
    CONSTANT,
    LOAD,
    STORE,
    INCREMENT,
    ARRAY_LOAD,
    ARRAY_STORE,
    STACK,
    UNARY,
    BINARY,
    CONVERT,
    COMPARE,
    BRANCH,
    JUMP,
    SWITCH,
    RETURN,
    THROW,
    FIELD,
    INVOKE,
    INVOKE_DYNAMIC,
    NEW,
    NEW_ARRAY,
    MULTI_NEW_ARRAY,
    ARRAY_LENGTH,
    CHECK_CAST,
    INSTANCE_OF,
    MONITOR,
    CALL_SUBROUTINE,
    RETURN_FROM_SUBROUTINE
  }

  private static final Opcode[] BY_CODE = new Opcode[256];

  static {
    for (Opcode opcode : values()) {
      BY_CODE[opcode.code] = opcode;
    }
  }

  private final int code;
  private final Family family;
  private final String mnemonic;

  Opcode(int code, Family family) {
    this.code = code;
    this.family = family;
    this.mnemonic = name().toLowerCase(Locale.ROOT);
  }

  /** The byte in the code array. */
  public int code() {
    return code;
  }

  public Family family() {
    return family;
  }

  /** As JVMS 6.5 spells it. */
  public String mnemonic() {
    return mnemonic;
  }

  /**
   * The opcode of a code that ASM reports.
   *
   * @throws IllegalArgumentException if it is not one of the table's
   */
  public static Opcode of(int code) {
    Opcode opcode = code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    if (opcode == null) {
      throw new IllegalArgumentException("no such opcode: " + code);
    }
    return opcode;
  }
}
