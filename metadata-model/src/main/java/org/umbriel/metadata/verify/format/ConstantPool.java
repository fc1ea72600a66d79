package org.umbriel.metadata.verify.format;

import java.util.Arrays;

/**
 * The constants of one class (JVMS 4.4), left where they are in its bytes: tags, offsets, and the
 * numbers of its names. Used again for the next class.
 */
public final class ConstantPool {
  private final Symbols symbols = new Symbols();
  private byte[] bytes = new byte[0];
  private byte[] tags = new byte[1 << 10];
  private int[] offsets = new int[1 << 10];
  private int[] names = new int[1 << 10];
  private int count;
  private int newestBootstrapMethod;
  private int moduleConstant;

  /** Reads the constants; what they refer to is checked by {@link ConstantChecks}. */
  void read(ClassCursor in, int major) {
    symbols.reset();
    bytes = in.bytes;
    count = in.u2();
    newestBootstrapMethod = -1;
    moduleConstant = 0;
    if (count == 0) {
      throw RejectedException.format("4.1", "constant pool of size 0");
    }
    if (count > tags.length) {
      int size = Integer.highestOneBit(count) * 2;
      tags = new byte[size];
      offsets = new int[size];
      names = new int[size];
    } else {
      Arrays.fill(tags, 0, count, (byte) 0);
    }
    for (int index = 1; index < count; index++) {
      int tag = in.u1();
      tags[index] = (byte) tag;
      offsets[index] = in.position;
      if (tag == ConstantTag.UTF8) {
        int length = in.u2();
        in.need(length);
        names[index] = name(in.position, length, major);
        in.position += length;
      } else {
        constant(in, index, tag, major);
        if (tag == ConstantTag.LONG || tag == ConstantTag.DOUBLE) {
          index++;
        }
      }
    }
  }

  private int name(int start, int length, int major) {
    byte[] text = bytes;
    int hash = length;
    int odd = 0;
    for (int i = start; i < start + length; i++) {
      byte value = text[i];
      hash = 31 * hash + value;
      odd |= value | value - 1;
    }
    if (odd < 0 && !ModifiedUtf8.isLegal(text, start, length, major)) {
      throw RejectedException.format("4.4.7", "illegal UTF-8 in the constant pool");
    }
    return symbols.intern(text, start, length, hash);
  }

  private void constant(ClassCursor in, int index, int tag, int major) {
    int size = ConstantTag.size(tag);
    if (size == 0) {
      throw RejectedException.format("4.4", "unknown constant tag " + tag + " at " + index);
    }
    if (major < ConstantTag.since(tag)) {
      throw RejectedException.format(
          "4.4", "constant tag " + tag + " at " + index + " in a class of version " + major);
    }
    if (size == 8 && index + 1 >= count) {
      throw RejectedException.format("4.4.5", "a long or double is the last constant");
    }
    in.skip(size);
    if (tag == ConstantTag.DYNAMIC || tag == ConstantTag.INVOKE_DYNAMIC) {
      newestBootstrapMethod = Math.max(newestBootstrapMethod, u2(index, 0));
    } else if (tag == ConstantTag.MODULE || tag == ConstantTag.PACKAGE) {
      moduleConstant = index;
    }
  }

  /** The names in it. */
  public Symbols symbols() {
    return symbols;
  }

  /** One more than the largest index. */
  public int count() {
    return count;
  }

  /** The tag at an index; 0 for indices that hold nothing. */
  public int tag(int index) {
    return index < count ? tags[index] : 0;
  }

  /** Two bytes of a constant, counted after its tag. */
  int u2(int index, int delta) {
    return ClassCursor.u2At(bytes, offsets[index] + delta);
  }

  int u1(int index) {
    return bytes[offsets[index]] & 0xFF;
  }

  /** The largest bootstrap method that a constant names, or -1. */
  int newestBootstrapMethod() {
    return newestBootstrapMethod;
  }

  /** A constant that only a module descriptor may have, or 0. */
  int moduleConstant() {
    return moduleConstant;
  }

  boolean isUtf8(int index) {
    return tag(index) == ConstantTag.UTF8;
  }

  /** Whether a class stands at an index. */
  public boolean isClass(int index) {
    return tag(index) == ConstantTag.CLASS;
  }

  /** The number of the name at the index of a {@code Utf8}. */
  int utf8(int index) {
    return names[index];
  }

  /** The name of a class; an array's is its descriptor. */
  public int className(int index) {
    return names[u2(index, 0)];
  }

  /** The owner of a field or method. */
  public int owner(int index) {
    return className(u2(index, 0));
  }

  /** The name of a field, method or dynamic constant. */
  public int memberName(int index) {
    return names[u2(u2(index, 2), 0)];
  }

  /** The descriptor of a field, method or dynamic constant. */
  public int memberDescriptor(int index) {
    return names[u2(u2(index, 2), 2)];
  }
}
