package org.umbriel.metadata.classfile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.ClassReader;

/**
 * Walks a class file (JVMS 4.1) before anybody believes its lengths and counts, with a cursor of
 * its own. On the way it notes where each instruction starts, which ASM does not keep. What passes
 * is decoded in time and memory proportional to its size.
 */
final class ClassLayout {
  private static final int MEMBER_HEADER = 6;
  private static final int ATTRIBUTE_HEADER = 6;
  private static final int MAX_CODE_LENGTH = 0xffff;
  private static final int MAX_INSTRUCTIONS = 1 << 22;
  private static final int MAX_BOOTSTRAP_ARGUMENTS = 1 << 22;
  private static final int INVOKEDYNAMIC = 0xba;
  private static final int WIDE = 0xc4;
  private static final int VARIES = -1;
  private static final int UNDEFINED = -2;

  /** Operand bytes by opcode (JVMS 6.5). */
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
    set(0xaa, 0xab, VARIES); // switches
    set(0xb2, 0xb8, 2); // fields, invocations
    set(0xb9, 0xba, 4); // invokeinterface, invokedynamic
    set(0xbb, 0xbb, 2); // new
    set(0xbc, 0xbc, 1); // newarray
    set(0xbd, 0xbd, 2); // anewarray
    set(0xc0, 0xc1, 2); // checkcast, instanceof
    set(WIDE, WIDE, VARIES);
    set(0xc5, 0xc5, 3); // multianewarray
    set(0xc6, 0xc7, 2); // ifnull, ifnonnull
    set(0xc8, 0xc9, 4); // goto_w, jsr_w
    set(0xca, 0xff, UNDEFINED);
  }

  private final ClassReader reader;
  private final char[] buffer;
  private final int size;
  private final List<int[]> bytecodeIndices = new ArrayList<>();
  private String method = "";
  private int[] indices = {};
  private int instructions;
  private int dynamicCalls;
  private int mostBootstrapArguments;

  private ClassLayout(ClassReader reader, int size) {
    this.reader = reader;
    this.buffer = new char[reader.getMaxStringLength()];
    this.size = size;
  }

  private static void set(int from, int to, int operands) {
    for (int opcode = from; opcode <= to; opcode++) {
      OPERANDS[opcode] = (byte) operands;
    }
  }

  /**
   * Walks a class file.
   *
   * @param size of the file in bytes
   * @return for each method of the class, in order: the index of each instruction, and the code's
   *     length behind the last; {@code {0}} for a method without code
   * @throws CorruptClassException if the parts do not fit together
   */
  static List<int[]> bytecodeIndices(ClassReader reader, int size) {
    ClassLayout layout = new ClassLayout(reader, size);
    layout.walk();
    return layout.bytecodeIndices;
  }

  private void walk() {
    int interfaces = reader.header + 6;
    int fields = interfaces + 2 + 2 * reader.readUnsignedShort(interfaces);
    int methods = fields(fields);
    int end = attributes(methods(methods));
    if (end != size) {
      throw new CorruptClassException((size - end) + " bytes behind its end");
    }
    if ((long) dynamicCalls * mostBootstrapArguments > MAX_BOOTSTRAP_ARGUMENTS) {
      throw new CorruptClassException("more bootstrap arguments than any compiler makes");
    }
  }

  private int fields(int start) {
    int at = start + 2;
    for (int i = reader.readUnsignedShort(start); i > 0; i--) {
      at = attributes(at + MEMBER_HEADER);
    }
    return at;
  }

  private int methods(int start) {
    int at = start + 2;
    for (int i = reader.readUnsignedShort(start); i > 0; i--) {
      method = reader.readUTF8(at + 2, buffer) + reader.readUTF8(at + 4, buffer);
      indices = new int[] {0};
      at = attributes(at + MEMBER_HEADER);
      bytecodeIndices.add(indices);
    }
    method = "";
    return at;
  }

  /** An attributes table (JVMS 4.7), and those inside of it: where it ends. */
  private int attributes(int start) {
    int at = start + 2;
    for (int i = reader.readUnsignedShort(start); i > 0; i--) {
      String name = reader.readUTF8(at, buffer);
      int length = reader.readInt(at + 2);
      int content = at + ATTRIBUTE_HEADER;
      if (length < 0 || length > size - content) {
        throw corrupt("attribute " + name + " of " + length + " bytes");
      }
      if (name.equals("Code") && !method.isEmpty()) {
        code(content);
      } else if (name.equals("Record")) {
        recordComponents(content);
      } else if (name.equals("BootstrapMethods")) {
        bootstrapMethods(content);
      }
      at = content + length;
    }
    return at;
  }

  private void recordComponents(int content) {
    int at = content + 2;
    for (int i = reader.readUnsignedShort(content); i > 0; i--) {
      at = attributes(at + 4);
    }
  }

  private void bootstrapMethods(int content) {
    int at = content + 2;
    for (int i = reader.readUnsignedShort(content); i > 0; i--) {
      int arguments = reader.readUnsignedShort(at + 2);
      mostBootstrapArguments = Math.max(mostBootstrapArguments, arguments);
      at += 4 + 2 * arguments;
    }
  }

  /** A Code attribute (JVMS 4.7.3). */
  private void code(int content) {
    int length = reader.readInt(content + 4);
    int start = content + 8;
    if (length <= 0 || length > MAX_CODE_LENGTH || length > size - start) {
      throw corrupt("a code array of " + length + " bytes (JVMS 4.7.3)");
    }
    indices = indicesIn(start, length);
    int handlers = start + length;
    attributes(handlers + 2 + 8 * reader.readUnsignedShort(handlers));
  }

  private CorruptClassException corrupt(String reason) {
    return new CorruptClassException(method.isEmpty() ? reason : method + ": " + reason);
  }

  private int[] indicesIn(int start, int codeLength) {
    int[] found = new int[codeLength + 1];
    int count = 0;
    int at = 0;
    while (at < codeLength) {
      found[count++] = at;
      long next = at + length(start, at);
      if (next <= at || next > codeLength) {
        throw corrupt("the instruction at " + at + " leaves the code array");
      }
      at = (int) next;
    }
    found[count++] = codeLength;
    instructions += count;
    if (instructions > MAX_INSTRUCTIONS) {
      throw new CorruptClassException("more than " + MAX_INSTRUCTIONS + " instructions");
    }
    return Arrays.copyOf(found, count);
  }

  private long length(int start, int at) {
    int opcode = reader.readByte(start + at);
    if (opcode == INVOKEDYNAMIC) {
      dynamicCalls++;
    }
    return switch (OPERANDS[opcode]) {
      case UNDEFINED -> throw corrupt("no such opcode: " + opcode + " at " + at);
      case VARIES -> opcode == WIDE ? wideLength(start, at) : switchLength(opcode, start, at);
      default -> 1 + OPERANDS[opcode];
    };
  }

  private int wideLength(int start, int at) {
    return reader.readByte(start + at + 1) == Opcode.IINC.code() ? 6 : 4;
  }

  private long switchLength(int opcode, int start, int at) {
    int table = (at + 4) & ~3;
    int first = reader.readInt(start + table + 4);
    if (opcode == Opcode.LOOKUPSWITCH.code()) {
      return table + 8 + 8L * Math.max(first, 0) - at;
    }
    long keys = (long) reader.readInt(start + table + 8) - first + 1;
    if (keys <= 0) {
      throw corrupt("a tableswitch without keys at " + at + " (JVMS 6.5)");
    }
    return table + 12 + 4 * keys - at;
  }
}
