package org.umbriel.symexec.fact.value;

import org.umbriel.metadata.classfile.Constant;
import org.umbriel.metadata.classfile.Opcode;

/**
 * Where a value comes from. Two values with equal definitions are the same value: so constants,
 * arithmetic and lengths are shared, whatever instruction computes them.
 */
public sealed interface Definition {

  /**
   * What the method is called with.
   *
   * @param position counted from 0, the receiver of an instance method included
   * @param descriptor of the declared type
   */
  record Argument(int position, String descriptor) implements Definition {}

  record Literal(Constant constant) implements Definition {}

  /**
   * What an instruction pushes that is not a function of its operands: a load, a call, an object.
   */
  record Result(int instruction) implements Definition {}

  /**
   * What one of several ways into a block brings.
   *
   * @param slot of a local variable, or {@code -1 - depth} of a stack position from the bottom
   */
  record Merge(int block, int slot) implements Definition {}

  /** The exception with which a handler starts. */
  record Caught(int block) implements Definition {}

  /**
   * Arithmetic, a conversion or a comparison.
   *
   * @param right -1 if there is one operand
   */
  record Operation(Opcode opcode, int left, int right) implements Definition {}

  /** The number of elements of an array. */
  record Length(int array) implements Definition {}

  /** The result of {@code instanceof}. */
  record TypeTest(int reference, String type) implements Definition {}

  /** What a field or element holds where ways with different contents meet. */
  record HeapMerge(int block, Object place) implements Definition {}
}
