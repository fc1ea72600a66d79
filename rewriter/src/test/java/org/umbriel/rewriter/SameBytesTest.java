package org.umbriel.rewriter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.umbriel.metadata.archive.PlatformClasses;
import org.umbriel.metadata.site.VerdictSource;

/** The JVM that rewrites does not show in what is written, only those that are named do. */
class SameBytesTest {
  private static final Path INSTALLED = Path.of("/usr/lib/jvm");

  @TempDir private Path folder;

  /** Rewrites a jar for a JDK: in, out, home. */
  public static void main(String[] arguments) throws Exception {
    RewriteOptions options =
        RewriteOptions.linkChecks(List.of(PlatformClasses.of(Path.of(arguments[2]))))
            .withExplanations(VerdictSource.NONE);
    byte[] bytes = Rewriter.rewrite(Jars.open(Path.of(arguments[0])), options).bytes();
    Files.write(Path.of(arguments[1]), bytes);
  }

  private static Optional<Path> another() throws IOException {
    Path here = Path.of(System.getProperty("java.home")).toRealPath();
    if (!Files.isDirectory(INSTALLED)) {
      return Optional.empty();
    }
    int release = Runtime.version().feature() == 17 ? 25 : 17;
    try (Stream<Path> homes = Files.list(INSTALLED)) {
      return homes
          .filter(h -> h.getFileName().toString().contains("-" + release + "-"))
          .filter(h -> Files.isExecutable(h.resolve("bin/java")) && !h.equals(here))
          .sorted()
          .findFirst();
    }
  }

  @Test
  void anotherReleaseWritesTheSameBytes() throws Exception {
    Optional<Path> other = another();
    assumeTrue(other.isPresent(), "no other JDK");
    Path in =
        Path.of(ClassReader.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    String home = System.getProperty("java.home");
    Path here = folder.resolve("here.jar");
    main(new String[] {in.toString(), here.toString(), home});
    Path there = folder.resolve("there.jar");
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    String printed =
        Jars.fork(
            other.get(),
            List.of("-cp", path),
            SameBytesTest.class.getName() + " " + in + " " + there + " " + home);
    assertEquals("", printed);
    assertArrayEquals(Files.readAllBytes(here), Files.readAllBytes(there));
  }
}
