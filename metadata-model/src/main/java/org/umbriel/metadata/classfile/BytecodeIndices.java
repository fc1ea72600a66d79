package org.umbriel.metadata.classfile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.ClassReader;

/**
 * Where each instruction starts in its code array. ASM's tree does not keep that, so this walks the
 * methods' Code attributes (JVMS 4.7.3) with a cursor of its own.
 */
final class BytecodeIndices {
  private static final int MEMBER_HEADER = 6;
  private static final int WIDE = 0xc4;

  /** Operand bytes by opcode (JVMS 6.5); -1 where they vary. */
  private static final byte[] OPERANDS = new byte[256];

  static {
    set(0x10, 0x10, 1); // bipush
    set(0x11, 0x11, 2); // sipush
    set(0x12, 0x12, 1); // ldc
    set(0x13, 0x14, 2); // ldc_w, ldc2_w
    set(0x15, 0x19, 1); // loads
    set(0x36, 0x3a, 1); // stores
    set(0x84, 0x84, 2); // iinc
    set(0x99, 0xa8, 2); // branches, goto, jsr
    set(0xa9, 0xa9, 1); // ret
    set(0xaa, 0xab, -1); // switches
    set(0xb2, 0xb8, 2); // fields, invocations
    set(0xb9, 0xba, 4); // invokeinterface, invokedynamic
    set(0xbb, 0xbb, 2); // new
    set(0xbc, 0xbc, 1); // newarray
    set(0xbd, 0xbd, 2); // anewarray
    set(0xc0, 0xc1, 2); // checkcast, instanceof
    set(WIDE, WIDE, -1);
    set(0xc5, 0xc5, 3); // multianewarray
    set(0xc6, 0xc7, 2); // ifnull, ifnonnull
    set(0xc8, 0xc9, 4); // goto_w, jsr_w
  }

  private final ClassReader reader;
  private final char[] buffer;

  private BytecodeIndices(ClassReader reader) {
    this.reader = reader;
    this.buffer = new char[reader.getMaxStringLength()];
  }

  private static void set(int from, int to, int operands) {
    for (int opcode = from; opcode <= to; opcode++) {
      OPERANDS[opcode] = (byte) operands;
    }
  }

  /**
   * For each method of the class, in order: the index of each instruction, and the code's length
   * behind the last; {@code {0}} for a method without code.
   */
  static List<int[]> of(ClassReader reader) {
    return new BytecodeIndices(reader).walk();
  }

  private List<int[]> walk() {
    int at = reader.header + 6;
    at += 2 + 2 * reader.readUnsignedShort(at);
    at = skipFields(at);
    int methods = reader.readUnsignedShort(at);
    at += 2;
    List<int[]> result = new ArrayList<>();
    for (int i = 0; i < methods; i++) {
      int[] indices = {0};
      int attributes = reader.readUnsignedShort(at + MEMBER_HEADER);
      at += MEMBER_HEADER + 2;
      for (int a = 0; a < attributes; a++) {
        if ("Code".equals(reader.readUTF8(at, buffer))) {
          indices = indicesIn(at + 6 + 8, reader.readInt(at + 6 + 4));
        }
        at += 6 + reader.readInt(at + 2);
      }
      result.add(indices);
    }
    return result;
  }

  private int skipFields(int start) {
    int at = start + 2;
    for (int i = reader.readUnsignedShort(start); i > 0; i--) {
      int attributes = reader.readUnsignedShort(at + MEMBER_HEADER);
      at += MEMBER_HEADER + 2;
      for (int a = 0; a < attributes; a++) {
        at += 6 + reader.readInt(at + 2);
      }
    }
    return at;
  }

  private int[] indicesIn(int codeStart, int codeLength) {
    int[] indices = new int[codeLength + 1];
    int count = 0;
    int at = 0;
    while (at < codeLength) {
      indices[count++] = at;
      at += length(codeStart, at);
    }
    indices[count++] = codeLength;
    return Arrays.copyOf(indices, count);
  }

  private int length(int codeStart, int at) {
    int opcode = reader.readByte(codeStart + at);
    int operands = OPERANDS[opcode];
    if (operands >= 0) {
      return 1 + operands;
    }
    if (opcode == WIDE) {
      return reader.readByte(codeStart + at + 1) == Opcode.IINC.code() ? 6 : 4;
    }
    int table = (at + 4) & ~3;
    int rows =
        opcode == Opcode.TABLESWITCH.code()
            ? 12
                + 4
                    * (reader.readInt(codeStart + table + 8)
                        - reader.readInt(codeStart + table + 4)
                        + 1)
            : 8 + 8 * reader.readInt(codeStart + table + 4);
    return table + rows - at;
  }
}
