package org.umbriel.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.metadata.archive.PlatformClasses;
import org.umbriel.rewriter.RewriteOptions;
import org.umbriel.rewriter.Rewriter;
import org.umbriel.rewriter.pipeline.ServiceChoice;
import org.umbriel.rewriter.pipeline.ServiceProvider;

class StartNoticeTest {
  @TempDir private Path folder;

  /** A program. */
  public static final class Program {
    private Program() {}

    /** Prints a line of its own. */
    public static void main(String[] arguments) {
      System.err.println("running");
    }
  }

  private static ServiceProvider provider() {
    return ServiceLoader.load(ServiceProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(p -> p.name().equals("start-notice"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void programsSayWhenTheyStart() throws Exception {
    String path = Program.class.getName().replace('.', '/') + ".class";
    byte[] bytes;
    try (InputStream in = Program.class.getResourceAsStream("/" + path)) {
      bytes = in.readAllBytes();
    }
    RewriteOptions options =
        RewriteOptions.linkChecks(List.of(PlatformClasses.running()))
            .withServices(List.of(new ServiceChoice(provider(), List.of("for internal use"))));
    Archive program = Archive.of("program.jar", List.of(Entry.of(path, bytes)));
    Path jar = Files.write(folder.resolve("out.jar"), Rewriter.rewrite(program, options).bytes());
    assertEquals("for internal use\nrunning\n", run(jar));
  }

  private static String run(Path jar) throws Exception {
    PrintStream before = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    URL[] path = {jar.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
      System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
      loader
          .loadClass(Program.class.getName())
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[0]);
    } finally {
      System.setErr(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void anArgumentIsMissing() {
    assertThrows(IllegalArgumentException.class, () -> provider().create(List.of()));
  }
}
