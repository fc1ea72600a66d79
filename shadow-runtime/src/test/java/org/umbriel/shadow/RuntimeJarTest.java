package org.umbriel.shadow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.umbriel.shadow.guard.Guard;

/** What the client has to take: Java 8, nothing but the JDK, a small jar. */
class RuntimeJarTest {
  private static final int JAVA_8 = 52;
  private static final int MOST_BYTES = 60_000;

  private static List<Path> classes() throws IOException {
    Path root =
        Path.of(URI.create(Guard.class.getProtectionDomain().getCodeSource().getLocation() + ""));
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(f -> f.toString().endsWith(".class")).sorted().toList();
    }
  }

  @Test
  void theJarIsSmall() throws IOException {
    ByteArrayOutputStream jar = new ByteArrayOutputStream();
    try (JarOutputStream out = new JarOutputStream(jar)) {
      for (Path file : classes()) {
        out.putNextEntry(new JarEntry(file.toString()));
        out.write(Files.readAllBytes(file));
      }
    }
    assertTrue(jar.size() < MOST_BYTES, jar.size() + " bytes");
  }

  /** That it uses Java 8's API alone is what {@code --release 8} compiled it for. */
  @Test
  void classesAreOfJava8AndNameNoOthers() throws IOException {
    for (Path file : classes()) {
      try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
        in.readInt();
        in.readUnsignedShort();
        assertEquals(JAVA_8, in.readUnsignedShort(), file.toString());
      }
      String text = Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
      for (String foreign : List.of("javax/", "sun/", "jdk/", "com/", "org/slf4j")) {
        assertTrue(
            !text.contains("L" + foreign) && !text.contains("\u0000" + foreign),
            file + " " + foreign);
      }
    }
  }
}
