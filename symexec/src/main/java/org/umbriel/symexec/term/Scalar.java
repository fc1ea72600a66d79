package org.umbriel.symexec.term;

/**
 * The scalar sorts. Byte, short, char and boolean values are {@link #INT}s, as on the JVM's operand
 * stack (JVMS 2.11.1); references are numbers, of which 0 is null.
 */
public enum Scalar implements Sort {
  BOOL(1, "Bool"),
  INT(32, "(_ BitVec 32)"),
  LONG(64, "(_ BitVec 64)"),
  REFERENCE(32, "(_ BitVec 32)");

  private final int width;
  private final String smtName;

  Scalar(int width, String smtName) {
    this.width = width;
    this.smtName = smtName;
  }

  /** Bits of a value. */
  public int width() {
    return width;
  }

  /** All values, as signed numbers. */
  public Range range() {
    return switch (this) {
      case BOOL -> Range.BITS;
      case INT, REFERENCE -> Range.INTS;
      case LONG -> Range.LONGS;
    };
  }

  /** The sort's name in SMT-LIB. */
  public String smtName() {
    return smtName;
  }

  /** Wraps a number around into this sort's values (JLS 4.2.2). */
  public long wrap(long value) {
    return switch (this) {
      case BOOL -> value & 1;
      case INT, REFERENCE -> (int) value;
      case LONG -> value;
    };
  }

  @Override
  public Scalar leaf() {
    return this;
  }

  @Override
  public int arity() {
    return 0;
  }
}
