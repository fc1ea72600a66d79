package org.umbriel.metadata.site;

import org.umbriel.metadata.classfile.Constant;
import org.umbriel.metadata.classfile.MethodDescriptor;

/**
 * What syntax says of a value on the operand stack.
 *
 * @param wide whether it takes two words (JVMS 2.11.1, category 2)
 * @param type descriptor of a type that it has, by the member or instruction that made it; empty
 *     text where none says so
 * @param hash of the normalised expression that made it: no indices, lines or slots in it
 * @param producer index of the instruction that pushed it first, or {@link Producers#UNKNOWN}
 */
record Operand(Origin origin, boolean wide, String type, long hash, int producer) {

  Operand(Origin origin, boolean wide, String type, long hash) {
    this(origin, wide, type, hash, Producers.UNKNOWN);
  }

  /** Where a value comes from. */
  sealed interface Origin {}

  /** The receiver of the method. */
  record This() implements Origin {}

  /** {@code new} of an object in this block. */
  record FreshObject() implements Origin {}

  /**
   * A new array of this block; {@link Operand#type} is exactly its type.
   *
   * @param length -1 if it is not a constant
   */
  record FreshArray(int length) implements Origin {}

  /** A constant of the instruction or the pool. */
  record Literal(Constant constant) implements Origin {}

  /** Anything else. */
  record Other() implements Origin {}

  static final Operand UNKNOWN = new Operand(new Other(), false, "", hash("?"));

  /** A value of which nothing but its words is known. */
  static Operand other(boolean wide, long hash) {
    return new Operand(new Other(), wide, "", hash);
  }

  /** A value of a type. */
  static Operand typed(String type, long hash) {
    return new Operand(new Other(), MethodDescriptor.slots(type) == 2, type, hash);
  }

  /** This value, made by an instruction. */
  Operand madeBy(int instruction) {
    return new Operand(origin, wide, type, hash, instruction);
  }

  /** A hash of a text, the same on every machine. */
  static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  /** An ordered combination. */
  static long mix(long first, long second) {
    long hash = (first ^ Long.rotateLeft(second, 29)) * 0x9e3779b97f4a7c15L;
    return hash ^ (hash >>> 32);
  }

  /** Never null, by syntax alone. */
  boolean isCertainlyNonNull() {
    return origin instanceof This
        || origin instanceof FreshObject
        || origin instanceof FreshArray
        || (origin instanceof Literal literal
            && (literal.constant() instanceof Constant.StringConstant
                || literal.constant() instanceof Constant.ClassConstant));
  }

  boolean isNull() {
    return origin instanceof Literal literal && literal.constant() instanceof Constant.NullConstant;
  }

  /** Whether it is a literal int or long that can divide. */
  boolean isLiteralOtherThanZero() {
    return origin instanceof Literal literal
        && ((literal.constant() instanceof Constant.IntConstant i && i.value() != 0)
            || (literal.constant() instanceof Constant.LongConstant l && l.value() != 0));
  }

  /** -1 unless it is a literal int of at least 0. */
  int literalSize() {
    return origin instanceof Literal literal
            && literal.constant() instanceof Constant.IntConstant i
            && i.value() >= 0
        ? i.value()
        : -1;
  }
}
