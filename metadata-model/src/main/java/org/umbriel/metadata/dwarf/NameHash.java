package org.umbriel.metadata.dwarf;

/**
 * What an index of names sorts by: Bernstein's hash of the name's bytes in lower case (DWARF 5,
 * 6.1.1.4.5 and 7.33).
 */
public final class NameHash {
  private static final int START = 5381;
  private static final int FACTOR = 33;

  private NameHash() {}

  public static int of(String name) {
    int hash = START;
    for (byte each : DwarfText.encode(folded(name))) {
      hash = FACTOR * hash + (each & 0xff);
    }
    return hash;
  }

  /** Unicode's simple case folding, with both Turkish letters taken as an i, as 7.33 has it. */
  private static String folded(String name) {
    StringBuilder folded = new StringBuilder(name.length());
    name.codePoints().forEach(point -> folded.appendCodePoint(folded(point)));
    return folded.toString();
  }

  private static int folded(int point) {
    if (point == 0x130 || point == 0x131) {
      return 'i';
    }
    return Character.toLowerCase(Character.toUpperCase(point));
  }
}
