package org.umbriel.nativeinterop.type;

/**
 * A binary floating-point number: {@code float} of 4 bytes, {@code double} of 8, or {@code long
 * double}, the x87's 80 bits in 16 bytes.
 */
public record RealType(String text, long size) implements CType {
  public static final RealType FLOAT = new RealType("float", 4);
  public static final RealType DOUBLE = new RealType("double", 8);
  public static final RealType LONG_DOUBLE = new RealType("long double", 16);

  public RealType {
    if (size != 4 && size != 8 && size != 16) {
      throw new IllegalArgumentException(text + " of " + size + " bytes");
    }
  }

  /** Whether values have 80 bits. */
  public boolean isExtended() {
    return size == 16;
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
