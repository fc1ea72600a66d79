package org.umbriel.nativeinterop.type;

import java.util.ArrayList;
import java.util.List;
import org.umbriel.nativeinterop.NativeException;

/** Lays members out one after the other, as C does (System V ABI, AMD64 supplement, 3.1.2). */
final class StructLayout {
  private final boolean isUnion;
  private final List<Field> fields = new ArrayList<>();
  private long bits;
  private long largest;
  private long alignment = 1;

  StructLayout(boolean isUnion) {
    this.isUnion = isUnion;
  }

  void add(String name, CType type) {
    long size = 8 * type.size();
    long start = aligned(isUnion ? 0 : bits, 8 * type.alignment());
    fields.add(new Field(name, type, start, 0));
    end(start + size, type.alignment());
  }

  /** A bit-field does not cross the border of a unit of its type. */
  void addBits(String name, CType type, int count) {
    boolean isInteger = type instanceof IntegerType || type instanceof EnumType;
    if (!isInteger || count > 8 * type.size() || (count == 0 && !name.isEmpty())) {
      throw new NativeException(name + ": no bit-field of " + count + " bits of " + type.text());
    }
    long unit = 8 * type.size();
    long start = isUnion ? 0 : bits;
    if (count == 0 || start / unit != (start + count - 1) / unit) {
      start = aligned(start, unit);
    }
    if (!name.isEmpty()) {
      fields.add(new Field(name, type, start, count));
    }
    end(start + count, name.isEmpty() ? 1 : type.alignment());
  }

  private void end(long end, long needed) {
    bits = end;
    largest = Math.max(largest, end);
    alignment = Math.max(alignment, needed);
  }

  private static long aligned(long bit, long boundary) {
    return (bit + boundary - 1) / boundary * boundary;
  }

  StructType finish(String text) {
    long size = aligned(largest, 8 * alignment) / 8;
    return new StructType(text, isUnion, size, alignment, fields);
  }
}
