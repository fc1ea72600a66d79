package org.umbriel.shadow.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Without a table of texts there are no texts, and the exceptions are the same. */
class ExplainTest {
  private static void assertThrown(Class<? extends Throwable> type, String message, Executable e) {
    Throwable thrown = assertThrows(type, e);
    assertEquals(type, thrown.getClass());
    assertEquals(message, thrown.getMessage());
    assertEquals(getClassName(), thrown.getStackTrace()[0].getClassName());
  }

  private static String getClassName() {
    return ExplainTest.class.getName();
  }

  @Test
  void throwsWhatTheInstructionWould() {
    assertThrown(NullPointerException.class, "[]", () -> Explain.notNull(null, 0));
    assertThrown(NullPointerException.class, "[]", () -> Explain.index(null, 5, 0));
    assertThrown(
        ArrayIndexOutOfBoundsException.class, "[-1, 2]", () -> Explain.index(new byte[2], -1, 0));
    assertThrown(
        ArrayIndexOutOfBoundsException.class,
        "[2, 2]",
        () -> Explain.store(new String[2], 2, 1, 0));
    assertThrown(
        ArrayStoreException.class,
        "[java.lang.Integer, java.lang.String]",
        () -> Explain.store(new String[2], 1, 1, 0));
    assertThrown(ArithmeticException.class, "[]", () -> Explain.divisor(0, 0));
    assertThrown(ArithmeticException.class, "[]", () -> Explain.divisor(0L, 0));
    assertThrown(ClassCastException.class, "[int[]]", () -> Explain.cast(new int[0], false, 0));
    assertThrown(NegativeArraySizeException.class, "[-1]", () -> Explain.size(-1, 0));
  }

  @Test
  void throwsNothingElse() {
    assertDoesNotThrow(
        () -> {
          Explain.notNull("", 0);
          Explain.index(new long[1], 0, 0);
          Explain.store(new Object[1], 0, null, 0);
          Explain.store(new Object[1][1], 0, new String[0], 0);
          Explain.divisor(1L << 32, 0);
          Explain.divisor(-1, 0);
          Explain.cast(null, false, 0);
          Explain.cast("", true, 0);
          Explain.size(0, 0);
        });
  }

  @Test
  void textsHaveHoles() throws IOException {
    String text = "index " + Messages.HOLE + " of " + Messages.HOLE;
    assertEquals("index 7 of \u0001", Messages.fill(text, 7, Messages.HOLE));
    assertEquals("index 7 of \u0001", Messages.fill(text, 7));
    byte[] table = {0, 0, 0, 2, 0, 2, 0, 1, 'a', 0, 0};
    String[][] rows = Messages.read(new DataInputStream(new ByteArrayInputStream(table)));
    assertArrayEquals(new String[][] {{}, {"a", ""}}, rows);
  }
}
