package org.umbriel.shadow.explain;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The texts of one rewritten jar's checks, by their numbers. They lie in a resource beside the
 * runtime: the number of rows in four bytes; for each the number of its texts in one byte, and the
 * texts in modified UTF-8 behind their length of two bytes. A text has {@link #HOLE} where a value
 * of the run goes.
 */
public final class Messages {
  /** The resource's name, in the runtime's own package. */
  public static final String RESOURCE = "messages";

  /** Stands for a value of the run. */
  public static final char HOLE = '\u0001';

  private static final String[][] ROWS = rows();

  private Messages() {}

  private static String[][] rows() {
    try (InputStream in = Messages.class.getResourceAsStream(RESOURCE)) {
      return in == null ? new String[0][] : read(new DataInputStream(new BufferedInputStream(in)));
    } catch (IOException | RuntimeException e) {
      return new String[0][];
    }
  }

  static String[][] read(DataInputStream in) throws IOException {
    String[][] rows = new String[in.readInt()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new String[in.readUnsignedByte()];
      for (int j = 0; j < rows[i].length; j++) {
        rows[i][j] = in.readUTF();
      }
    }
    return rows;
  }

  static String text(int number, int part, Object... values) {
    return fill(ROWS[number][part], values);
  }

  /** A text with values in its holes, in their order. */
  static String fill(String text, Object... values) {
    StringBuilder filled = new StringBuilder();
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == HOLE && value < values.length) {
        filled.append(values[value++]);
      } else {
        filled.append(text.charAt(i));
      }
    }
    return filled.toString();
  }
}
