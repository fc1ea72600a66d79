package org.umbriel.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.umbriel.nativeinterop.load.LibraryException;

class JavaPythonCTest {
  @Test
  void fac() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      JavaPythonC.print(new PrintStream(out, true, StandardCharsets.UTF_8));
    } catch (LibraryException e) {
      Assumptions.abort(e.getMessage());
    }
    assertEquals(
        "[1, 1, 2, 6, 24, 120, 720, 5040, 40320, 362880, 3628800]",
        out.toString(StandardCharsets.UTF_8).strip());
  }
}
