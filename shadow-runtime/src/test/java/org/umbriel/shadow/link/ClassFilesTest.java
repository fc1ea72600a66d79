package org.umbriel.shadow.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClassFilesTest {
  private final ClassLoader system = ClassLoader.getSystemClassLoader();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org/umbriel/shadow/link/ClassFiles", // in a folder
        "org/umbriel/shadow/link/ClassFilesTest", // in another one, of the same package
        "org/junit/jupiter/api/Test", // in a jar
        "org/junit/jupiter/api/io/TempDir",
        "java/lang/String", // in a module, of the boot loader
        "java/sql/Connection", // of the platform loader
        "jdk/tools/jlink/Absent", // in the package of no module, nor of the class path
        "org/umbriel/shadow/link/Absent",
        "Absent"
      })
  void findsWhatTheSystemLoaderFindsTwice(String name) {
    ClassFiles files = ClassFiles.of(system);
    Optional<String> expected =
        Optional.ofNullable(system.getResource(name + ".class")).map(URL::toExternalForm);
    assertEquals(expected, files.find(system, name), "asking the loader");
    assertEquals(expected, files.find(system, name), "knowing the package");
  }

  @Test
  void theFirstOfAClassPathWins(@TempDir Path folder) throws Exception {
    jar(folder.resolve("named.jar"), "", "p/A.class", "p/B.class", "p/C.class");
    jar(folder.resolve("first.jar"), "named.jar", "p/A.class");
    jar(folder.resolve("last.jar"), "", "p/B.class", "p/C.class", "p/D.class");
    Files.createDirectories(folder.resolve("middle/p"));
    Files.write(folder.resolve("middle/p/D.class"), new byte[1]);
    assertEquals(
        "first.jar!/p/A.class named.jar!/p/B.class named.jar!/p/C.class middle/p/D.class - ",
        inProcess(folder, "first.jar", "middle", "last.jar"));
  }

  /** What a process with this class path finds. */
  private static String inProcess(Path folder, String... classPath) throws Exception {
    StringBuilder path = new StringBuilder();
    for (String entry : classPath) {
      path.append(folder.resolve(entry)).append(File.pathSeparator);
    }
    for (Class<?> own : new Class<?>[] {ClassFiles.class, ClassFilesTest.class}) {
      path.append(Path.of(own.getProtectionDomain().getCodeSource().getLocation().toURI()))
          .append(File.pathSeparator);
    }
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                path.toString(),
                Finder.class.getName(),
                folder.toRealPath().toFile().toURI().toString())
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes());
    assertEquals(0, process.waitFor(), out);
    return out;
  }

  private static void jar(Path file, String classPath, String... entries) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    if (!classPath.isEmpty()) {
      manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
    }
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      for (String entry : entries) {
        jar.putNextEntry(new JarEntry(entry));
        jar.write(1);
      }
    }
  }

  /** Prints where classes lie, below a folder, each found when its package is known. */
  static final class Finder {
    public static void main(String[] arguments) {
      ClassLoader loader = ClassLoader.getSystemClassLoader();
      ClassFiles files = ClassFiles.of(loader);
      files.find(loader, "p/A");
      for (String name : new String[] {"p/A", "p/B", "p/C", "p/D", "p/E"}) {
        String found = files.find(loader, name).orElse("-");
        System.out.print(found.replace("jar:", "").replace(arguments[0], "") + " ");
      }
    }
  }
}
