package org.umbriel.metadata.dwarf.write;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.umbriel.metadata.elf.GrowingBuffer;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.Entry;
import org.umbriel.metadata.entry.Form;

/**
 * The one table of abbreviations (DWARF 5, 7.5.3) that all units share: entries of the same shape
 * have the same code.
 */
final class AbbreviationWriter {
  private final GrowingBuffer out = new GrowingBuffer();
  private final Map<Shape, Integer> codes = new HashMap<>();

  /** The shape of an entry in the making: its tag, and names and forms in their order. */
  static final class Shape {
    private static final int FIELDS = 3;
    private final long[] fields;
    private int size;

    /**
     * @param more how many attributes there will be beside the entry's own
     */
    Shape(Entry entry, int more) {
      fields = new long[2 + FIELDS * (entry.attributes().size() + more)];
      fields[size++] = entry.tag().value();
      fields[size++] = entry.children().isEmpty() ? 0 : 1;
    }

    /**
     * @param constant the value, if the form is {@link Form#IMPLICIT_CONST}, else 0
     */
    void add(AttributeName name, Form form, long constant) {
      fields[size++] = name.value();
      fields[size++] = form.value();
      fields[size++] = constant;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Shape shape && Arrays.equals(fields, shape.fields);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(fields);
    }
  }

  int code(Shape shape) {
    Integer known = codes.get(shape);
    if (known != null) {
      return known;
    }
    int code = codes.size() + 1;
    codes.put(shape, code);
    declare(code, shape.fields);
    return code;
  }

  private void declare(int code, long[] fields) {
    out.uleb(code).uleb(fields[0]).u8((int) fields[1]);
    for (int i = 2; i < fields.length; i += Shape.FIELDS) {
      out.uleb(fields[i]).uleb(fields[i + 1]);
      if (fields[i + 1] == Form.IMPLICIT_CONST.value()) {
        out.sleb(fields[i + 2]);
      }
    }
    out.u8(0).u8(0);
  }

  byte[] finish() {
    out.u8(0);
    return out.toArray();
  }
}
