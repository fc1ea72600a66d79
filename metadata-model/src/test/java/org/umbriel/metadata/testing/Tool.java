package org.umbriel.metadata.testing;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** A program of the machine that our output is compared with. */
public final class Tool {
  private final String name;

  private Tool(String name) {
    this.name = name;
  }

  /** Skips the test if the machine does not have the program. */
  public static Tool find(String name) {
    boolean present =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> new File(folder, name).canExecute());
    Assumptions.assumeTrue(present, name + " is not installed");
    return new Tool(name);
  }

  /** What the program prints on both of its streams; it has to succeed. */
  public String run(Object... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(name));
    Arrays.stream(arguments).map(Object::toString).forEach(command::add);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Assertions.assertEquals(0, process.waitFor(), () -> command + "\n" + output);
    return output;
  }
}
