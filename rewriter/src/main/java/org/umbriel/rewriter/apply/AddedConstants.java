package org.umbriel.rewriter.apply;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodReference;

/** Constants behind those of a class (JVMS 4.4). Each is added once. */
final class AddedConstants {
  private static final int MOST = 65_535;
  private static final int UTF8 = 1;
  private static final int INTEGER = 3;
  private static final int CLASS = 7;
  private static final int METHOD = 10;
  private static final int NAME_AND_TYPE = 12;

  private final Map<List<Object>, Integer> known = new HashMap<>();
  private final IdentityHashMap<List<Instruction>, Optional<Snippet>> snippets =
      new IdentityHashMap<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);
  private int count;

  /**
   * Nothing added so far.
   *
   * @param count of the class's constant pool: one more than its last index
   */
  AddedConstants(int count) {
    this.count = count;
  }

  /** The pool's count now. */
  int count() {
    return count;
  }

  boolean isTooLarge() {
    return count > MOST;
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }

  int text(String text) {
    return add(UTF8, text);
  }

  int integer(int value) {
    return add(INTEGER, value);
  }

  int type(String internalName) {
    return add(CLASS, text(internalName));
  }

  int method(MethodReference method) {
    int owner = type(method.owner());
    int member = add(NAME_AND_TYPE, text(method.name()), text(method.descriptor()));
    return add(METHOD, owner, member);
  }

  /** Code as bytes, once for all methods that it is put into. */
  Optional<Snippet> snippet(List<Instruction> code) {
    return snippets.computeIfAbsent(code, c -> Snippet.of(c, this));
  }

  private int add(int tag, Object... parts) {
    List<Object> key = List.of(tag, List.of(parts));
    Integer index = known.get(key);
    if (index == null) {
      write(tag, parts);
      index = count++;
      known.put(key, index);
    }
    return index;
  }

  private void write(int tag, Object... parts) {
    try {
      out.writeByte(tag);
      for (Object part : parts) {
        if (part instanceof String text) {
          out.writeUTF(text);
        } else if (tag == INTEGER) {
          out.writeInt((Integer) part);
        } else {
          out.writeShort((Integer) part);
        }
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
