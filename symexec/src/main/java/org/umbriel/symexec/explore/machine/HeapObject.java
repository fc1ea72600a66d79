package org.umbriel.symexec.explore.machine;

import org.jspecify.annotations.Nullable;
import org.umbriel.symexec.term.Term;

/**
 * An object, an array or a class's static fields. A slot holds a concrete primitive in {@code
 * bits}, or in {@code cells} a reference or the term of a symbolic primitive; a primitive array has
 * no cells until the first symbolic store. Writes go through {@link Heap}, which can undo them.
 */
public final class HeapObject {
  private static final long[] NO_BITS = {};

  private final LoadedClass type;
  private final int length;
  private final int number;
  final long[] bits;
  @Nullable Object @Nullable [] cells;
  @Nullable Object payload;
  final int epoch;

  HeapObject(
      LoadedClass type, int length, boolean hasBits, boolean hasCells, int number, int epoch) {
    this.type = type;
    this.length = length;
    this.number = number;
    this.bits = hasBits ? new long[length] : NO_BITS;
    this.cells = hasCells ? new Object[length] : null;
    this.epoch = epoch;
  }

  public LoadedClass type() {
    return type;
  }

  /** Elements of an array; fields of another object. */
  public int length() {
    return length;
  }

  /** Unique among the objects of one run; what the identity hash code is made of. */
  public int number() {
    return number;
  }

  /** Whether it exists once and outlives going back. */
  boolean isImmortal() {
    return epoch == Heap.IMMORTAL;
  }

  /** A concrete primitive; a float or double as its bits. */
  public long bits(int slot) {
    return bits[slot];
  }

  /** What is not a concrete primitive: a reference, or the term of a symbolic primitive. */
  public @Nullable Object cell(int slot) {
    return cells == null ? null : cells[slot];
  }

  /** A reference that depends on nothing. */
  public @Nullable HeapObject reference(int slot) {
    if (cell(slot) instanceof Either) {
      throw Abandoned.unsupported("a model that reads a reference that depends on conditions");
    }
    return (HeapObject) cell(slot);
  }

  public boolean isSymbolic(int slot) {
    return cells != null && cells[slot] instanceof Term;
  }

  /** What a library model keeps in an object beside its fields: a string's text, say. */
  public @Nullable Object payload() {
    return payload;
  }

  @Override
  public String toString() {
    return type.name() + "@" + number + (payload == null ? "" : "(" + payload + ")");
  }
}
