package org.umbriel.metadata.dwarf;

/**
 * The source position of the code from an address up to the next row's (DWARF 5, 6.2.2).
 *
 * @param line counted from 1; 0 if the code came from no line
 * @param flags a union of the constants of this class
 */
public record LineRow(
    long address, int file, int line, int column, int flags, int isa, int discriminator) {
  public static final int STATEMENT = 1;
  public static final int BASIC_BLOCK = 2;
  public static final int PROLOGUE_END = 4;
  public static final int EPILOGUE_BEGIN = 8;

  public LineRow {
    if ((file | line | column | flags | isa | discriminator) < 0 || flags > 15) {
      throw new IllegalArgumentException("file " + file + ", line " + line + ":" + column);
    }
  }

  /** A recommended place for a breakpoint, with nothing else to say of it. */
  public static LineRow statement(long address, int file, int line) {
    return new LineRow(address, file, line, 0, STATEMENT, 0, 0);
  }

  public boolean has(int flag) {
    return (flags & flag) != 0;
  }
}
