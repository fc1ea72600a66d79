package org.umbriel.nativeinterop.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.umbriel.metadata.testing.Tool;

/** A shared library made of C source by gcc, in the folder of a test. */
public final class CompiledLibrary {
  private CompiledLibrary() {}

  /**
   * @param options for gcc, beside those that make a shared library
   */
  public static Path compile(Path folder, String name, String source, String... options)
      throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve(name + ".c"), source);
    Path library = folder.resolve("lib" + name + ".so");
    List<Object> arguments =
        new ArrayList<>(List.of("-shared", "-fPIC", "-w", "-o", library, file));
    arguments.addAll(List.of(options));
    Tool.find("gcc").run(arguments.toArray());
    return library;
  }
}
