package org.umbriel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbriel.metadata.testing.Tool;

class TrackedRunTest {
  private static String run(int code, String... arguments) {
    StringWriter err = new StringWriter();
    int ended = Umbriel.run(new PrintWriter(new StringWriter()), new PrintWriter(err), arguments);
    assertEquals(code, ended, err::toString);
    return err.toString();
  }

  @Test
  void blocksThatWereNeverFreed(@TempDir Path folder) throws Exception {
    String source =
        """
        #include <stdlib.h>
        struct node { long value[4]; } *kept;
        int main() { kept = malloc(sizeof(struct node)); free(malloc(10)); return 4; }
        """;
    Path file = Files.writeString(folder.resolve("one.c"), source);
    Path program = folder.resolve("one");
    Tool.find("gcc").run("-g", "-o", program, file);
    String said = run(4, "run", "--track-malloc", "--", program.toString());
    assertTrue(said.contains("40 bytes in 1        main    one.c:3    struct node"), said);
  }

  @Test
  void programsThatAreNone() {
    assertTrue(
        run(2, "run", "--track-malloc", "--", "./no-such").startsWith("umbriel: ./no-such:"));
    assertTrue(run(2, "run", "--", "true").startsWith("umbriel: nothing to do: "));
  }
}
