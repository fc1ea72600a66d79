package org.umbriel.benchmarks.verifier;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Where in a sound class file things stand that are worth changing. Positions are offsets of bytes.
 */
final class ClassAnatomy {
  /** A constant's tag. */
  final List<Integer> tags = new ArrayList<>();

  /** Two-byte references to constants, in the constant pool. */
  final List<Integer> poolReferences = new ArrayList<>();

  /** Bytes of names. */
  final List<Integer> text = new ArrayList<>();

  /** Two-byte access flags. */
  final List<Integer> flags = new ArrayList<>();

  /** Two-byte references to constants elsewhere: names, descriptors, classes. */
  final List<Integer> references = new ArrayList<>();

  /** Two-byte references that name attributes, and the four-byte lengths after them. */
  final List<Integer> attributes = new ArrayList<>();

  /** Stack sizes and numbers of local variables. */
  final List<Integer> sizes = new ArrayList<>();

  /** First bytes of instructions. */
  final List<Integer> instructions = new ArrayList<>();

  /** Bytes of operands. */
  final List<Integer> operands = new ArrayList<>();

  /** Two-byte entries of exception tables. */
  final List<Integer> handlers = new ArrayList<>();

  /** Bytes of stack maps. */
  final List<Integer> stackMap = new ArrayList<>();

  /** Bytes of other attributes. */
  final List<Integer> other = new ArrayList<>();

  /** Names of attributes that stand in the constant pool, as indices. */
  final List<Integer> attributeNames = new ArrayList<>();

  private final ByteBuffer in;
  private int[] offsets = new int[0];

  ClassAnatomy(byte[] bytes) {
    in = ByteBuffer.wrap(bytes);
    in.position(8);
    constants();
    flags.add(in.position());
    skip(2);
    references.add(in.position());
    skip(2);
    references.add(in.position());
    skip(2);
    for (int count = u2(); count > 0; count--) {
      references.add(in.position());
      skip(2);
    }
    members();
    members();
    attributes();
  }

  int constants(byte[] bytes) {
    return ByteBuffer.wrap(bytes).getShort(8) & 0xFFFF;
  }

  private int u2() {
    return in.getShort() & 0xFFFF;
  }

  private void skip(int size) {
    in.position(in.position() + size);
  }

  private void constants() {
    offsets = new int[u2()];
    for (int i = 1; i < offsets.length; i++) {
      offsets[i] = in.position() + 1;
      tags.add(in.position());
      int tag = in.get();
      switch (tag) {
        case 1 -> {
          for (int length = u2(); length > 0; length--) {
            text.add(in.position());
            skip(1);
          }
          if (Attribute.NAMES.contains(name(i))) {
            attributeNames.add(i);
          }
        }
        case 7, 8, 16, 19, 20 -> poolReference(2);
        case 15 -> {
          skip(1);
          poolReference(2);
        }
        case 5, 6 -> {
          skip(8);
          i++;
        }
        case 3, 4 -> skip(4);
        default -> {
          poolReference(2);
          poolReference(2);
        }
      }
    }
  }

  private void poolReference(int size) {
    poolReferences.add(in.position());
    skip(size);
  }

  private String name(int index) {
    int at = offsets[index];
    int length = in.getShort(at) & 0xFFFF;
    byte[] name = new byte[length];
    in.get(at + 2, name);
    return new String(name, java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  private void members() {
    for (int count = u2(); count > 0; count--) {
      flags.add(in.position());
      skip(2);
      references.add(in.position());
      skip(2);
      references.add(in.position());
      skip(2);
      attributes();
    }
  }

  private void attributes() {
    for (int count = u2(); count > 0; count--) {
      attributes.add(in.position());
      String name = name(u2());
      int end = in.getInt();
      end += in.position();
      switch (name) {
        case "Code" -> code();
        case "StackMapTable" -> bytes(stackMap, end);
        default -> bytes(other, end);
      }
      in.position(end);
    }
  }

  private void bytes(List<Integer> into, int end) {
    for (int at = in.position(); at < end; at++) {
      into.add(at);
    }
  }

  private void code() {
    sizes.add(in.position());
    skip(2);
    sizes.add(in.position());
    skip(2);
    int length = in.getInt();
    int start = in.position();
    for (int at = 0; at < length; ) {
      int size = Instructions.length(in, start, at);
      instructions.add(start + at);
      for (int i = 1; i < size; i++) {
        operands.add(start + at + i);
      }
      at += size;
    }
    in.position(start + length);
    for (int count = u2() * 4; count > 0; count--) {
      handlers.add(in.position());
      skip(2);
    }
    attributes();
  }
}
