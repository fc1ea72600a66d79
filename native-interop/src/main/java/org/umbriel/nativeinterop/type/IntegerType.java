package org.umbriel.nativeinterop.type;

import java.math.BigInteger;

/** An integer of 1, 2, 4, 8 or 16 bytes: {@code int}, {@code _Bool}, {@code unsigned __int128}. */
public record IntegerType(String text, long size, Kind kind) implements CType {
  public static final IntegerType INT = new IntegerType("int", 4, Kind.SIGNED);
  public static final IntegerType UNSIGNED_INT = new IntegerType("unsigned int", 4, Kind.UNSIGNED);
  public static final IntegerType LONG = new IntegerType("long", 8, Kind.SIGNED);
  public static final IntegerType CHAR = new IntegerType("char", 1, Kind.CHARACTER);
  public static final IntegerType BOOL = new IntegerType("_Bool", 1, Kind.BOOLEAN);

  /** What the bits mean. */
  public enum Kind {
    SIGNED,
    UNSIGNED,
    CHARACTER,
    UNSIGNED_CHARACTER,
    BOOLEAN
  }

  public IntegerType {
    if (size < 1 || size > 16 || Long.bitCount(size) != 1) {
      throw new IllegalArgumentException(text + " of " + size + " bytes");
    }
  }

  public boolean isSigned() {
    return kind == Kind.SIGNED || kind == Kind.CHARACTER;
  }

  public boolean isCharacter() {
    return kind == Kind.CHARACTER || kind == Kind.UNSIGNED_CHARACTER;
  }

  /**
   * The least value.
   *
   * @param bits as many as there are, or fewer in a bit-field
   */
  public BigInteger least(int bits) {
    return isSigned() ? BigInteger.ONE.shiftLeft(bits - 1).negate() : BigInteger.ZERO;
  }

  /** The greatest value. */
  public BigInteger greatest(int bits) {
    int magnitude = kind == Kind.BOOLEAN ? 1 : isSigned() ? bits - 1 : bits;
    return BigInteger.ONE.shiftLeft(magnitude).subtract(BigInteger.ONE);
  }

  @Override
  public long alignment() {
    return size;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.visit(this);
  }
}
