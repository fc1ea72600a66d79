package org.umbriel.metadata.describe;

/**
 * The address of an instruction in an archive: {@code class ordinal << 32 | method ordinal << 16 |
 * bytecode index}. Class ordinals follow the order of the archive's class files, method ordinals
 * the order in the class file.
 */
public record BytecodeAddress(int classOrdinal, int methodOrdinal, int bytecodeIndex) {
  private static final int MOST_METHODS = 1 << 16;
  private static final int LONGEST_CODE = 1 << 16;

  public BytecodeAddress {
    if (classOrdinal < 0
        || methodOrdinal < 0
        || methodOrdinal >= MOST_METHODS
        || bytecodeIndex < 0
        || bytecodeIndex >= LONGEST_CODE) {
      throw new IllegalArgumentException(
          "class " + classOrdinal + ", method " + methodOrdinal + ", index " + bytecodeIndex);
    }
  }

  /**
   * Takes an address apart.
   *
   * @throws IllegalArgumentException if it is none of bytecode
   */
  public static BytecodeAddress of(long value) {
    if (value < 0) {
      throw new IllegalArgumentException(
          "0x" + Long.toHexString(value) + " is no address of bytecode");
    }
    return new BytecodeAddress(
        (int) (value >>> 32), (int) (value >>> 16) & 0xffff, (int) value & 0xffff);
  }

  public long value() {
    return ((long) classOrdinal << 32) | ((long) methodOrdinal << 16) | bytecodeIndex;
  }
}
