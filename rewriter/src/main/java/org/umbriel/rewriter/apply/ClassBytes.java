package org.umbriel.rewriter.apply;

import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.MethodCode;

/** Where the parts of a verified class file lie (JVMS 4.1). */
final class ClassBytes {
  private static final int LONG = 5;
  private static final int DOUBLE = 6;
  private static final byte[] CONSTANT_SIZES = {
    0, 0, 0, 4, 4, 8, 8, 2, 2, 4, 4, 4, 4, 0, 0, 3, 2, 4, 4, 2, 2
  };

  private final ClassUnit unit;
  private final byte[] bytes;
  private final int[] constants;
  private final int poolEnd;
  private final int[] methods;

  ClassBytes(ClassUnit unit) {
    this.unit = unit;
    this.bytes = unit.file().bytes();
    this.constants = new int[Bytes.u2(bytes, 8)];
    this.poolEnd = readConstants();
    this.methods = readMethods();
  }

  private int readConstants() {
    int at = 10;
    for (int index = 1; index < constants.length; index++) {
      constants[index] = at;
      int tag = Bytes.u1(bytes, at);
      at += tag == 1 ? 3 + Bytes.u2(bytes, at + 1) : 1 + CONSTANT_SIZES[tag];
      if (tag == LONG || tag == DOUBLE) {
        index++;
      }
    }
    return at;
  }

  private int[] readMethods() {
    int at = poolEnd + 6;
    at += 2 + 2 * Bytes.u2(bytes, at);
    int fields = Bytes.u2(bytes, at);
    at += 2;
    for (int i = 0; i < fields; i++) {
      at = behindAttributes(at + 6);
    }
    int[] starts = new int[Bytes.u2(bytes, at) + 1];
    at += 2;
    for (int i = 0; i < starts.length - 1; i++) {
      starts[i] = at;
      at = behindAttributes(at + 6);
    }
    starts[starts.length - 1] = at;
    return starts;
  }

  private int behindAttributes(int start) {
    int at = start + 2;
    for (int i = Bytes.u2(bytes, start); i > 0; i--) {
      at += 6 + Bytes.u4(bytes, at + 2);
    }
    return at;
  }

  byte[] bytes() {
    return bytes;
  }

  int constantCount() {
    return constants.length;
  }

  /** Behind the constant pool. */
  int poolEnd() {
    return poolEnd;
  }

  /** Where a method starts; with the number of methods, where they end. */
  int method(int index) {
    return methods[index];
  }

  /** Where a method's Code attribute starts, at its name; -1 if it has none. */
  int codeAttribute(int index) {
    int at = methods[index] + 8;
    while (at < methods[index + 1]) {
      if (isText(Bytes.u2(bytes, at), "Code")) {
        return at;
      }
      at += 6 + Bytes.u4(bytes, at + 2);
    }
    return -1;
  }

  /** Where the instructions of a method start. */
  int codeOf(MethodCode method) {
    return codeAttribute(unit.methods().indexOf(method)) + 14;
  }

  /** Whether a constant is this text, which is ASCII. */
  boolean isText(int index, String text) {
    int at = constants[index];
    if (Bytes.u2(bytes, at + 1) != text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (bytes[at + 3 + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
