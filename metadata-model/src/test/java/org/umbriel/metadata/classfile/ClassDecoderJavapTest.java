package org.umbriel.metadata.classfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Decoding against the JDK's own disassembler: two readers of the same bytes must agree. */
final class ClassDecoderJavapTest {
  private static final int MOST_CLASSES = 60;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.base/java/util/concurrent",
        "java.base/java/util/regex",
        "java.base/java/lang/invoke",
        "java.base/java/math",
        "java.sql/java/sql"
      })
  void packagesOfTheJdk(String place) throws Exception {
    FileSystem image = FileSystems.getFileSystem(URI.create("jrt:/"));
    compare(classesIn(image.getPath("/modules", place), 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"target/classes", "target/test-classes"})
  void classesOfThisModule(String place) throws Exception {
    compare(classesIn(Path.of(place), Integer.MAX_VALUE));
  }

  private static List<byte[]> classesIn(Path place, int depth) throws IOException {
    try (Stream<Path> files = Files.walk(place, depth)) {
      List<byte[]> classes = new ArrayList<>();
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
        if (!file.endsWith("package-info.class")) {
          classes.add(Files.readAllBytes(file));
        }
      }
      int step = 1 + classes.size() / MOST_CLASSES;
      return IntStream.range(0, classes.size() / step)
          .mapToObj(i -> classes.get(i * step))
          .toList();
    }
  }

  private void compare(List<byte[]> classes) throws Exception {
    assertTrue(classes.size() > 10, classes.size() + " classes");
    List<String> files = new ArrayList<>();
    for (byte[] bytes : classes) {
      Path file = folder.resolve(files.size() + ".class");
      files.add(Files.write(file, bytes).toString());
    }
    List<List<JavapListing.Method>> listings = JavapListing.of(files);
    assertEquals(classes.size(), listings.size());
    for (int i = 0; i < classes.size(); i++) {
      ClassUnit unit = ClassDecoder.decode(new ClassFile(i + ".class", classes.get(i)));
      List<JavapListing.Method> expected = listings.get(i);
      assertEquals(expected.size(), unit.methods().size(), unit.name());
      for (int m = 0; m < expected.size(); m++) {
        compare(expected.get(m), unit.methods().get(m));
      }
    }
  }

  private static void compare(JavapListing.Method expected, MethodCode method) {
    assertEquals(expected.descriptor, method.descriptor());
    assertEquals(expected.flags, method.access() & 0xffff, method::toString);
    assertEquals(expected.maxStack, method.maxStack(), method::toString);
    assertEquals(expected.maxLocals, method.maxLocals(), method::toString);
    assertEquals(
        expected.rows.stream().map(JavapListing.Row::index).toList(),
        IntStream.range(0, method.instructions().size())
            .map(method::bytecodeIndex)
            .boxed()
            .toList(),
        method::toString);
    for (int i = 0; i < expected.rows.size(); i++) {
      int index = i;
      JavapListing.Row row = expected.rows.get(i);
      String actual = method.instruction(i).accept(new JavapText(method));
      assertEquals(JavapText.normal(row), actual, () -> method + " at " + row);
      Map.Entry<Integer, Integer> line = expected.lines.floorEntry(row.index());
      assertEquals(
          line == null ? 0 : line.getValue(), method.line(index), () -> method + " " + row);
    }
    assertEquals(
        expected.handlers, method.handlers().stream().map(h -> handler(method, h)).toList());
    assertEquals(
        expected.variables,
        method.localVariables().stream().map(v -> variable(method, v)).toList());
  }

  private static JavapListing.Handler handler(MethodCode method, ExceptionHandler row) {
    return new JavapListing.Handler(
        method.bytecodeIndex(row.start()),
        method.bytecodeIndex(row.end()),
        method.bytecodeIndex(row.handler()),
        row.type());
  }

  private static JavapListing.Variable variable(MethodCode method, LocalVariable row) {
    int start = method.bytecodeIndex(row.start());
    return new JavapListing.Variable(
        start, method.bytecodeIndex(row.end()) - start, row.slot(), row.name(), row.descriptor());
  }
}
