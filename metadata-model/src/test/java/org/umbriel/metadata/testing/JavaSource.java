package org.umbriel.metadata.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.umbriel.metadata.classfile.ClassDecoder;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.MalformedClassException;

/**
 * A Java source file that is compiled while a test runs. Expectations stand on the line that they
 * are about, behind {@code // expect}, separated by commas:
 *
 * <pre>{@code
 * int last = a[a.length];   // expect NULL_DEREFERENCE, ARRAY_BOUNDS
 * }</pre>
 */
public final class JavaSource {
  private static final Pattern EXPECTATION = Pattern.compile("// expect (.*)$");

  private final String name;
  private final String text;

  private JavaSource(String name, String text) {
    this.name = name;
    this.text = text;
  }

  /**
   * A source by its text.
   *
   * @param name of the top-level class, {@code a.b.C}
   */
  public static JavaSource of(String name, String text) {
    return new JavaSource(name, text);
  }

  /**
   * A source that lies beside a test as a resource.
   *
   * @param resource {@code targets/Arrays.java}; its class is in the unnamed package
   */
  public static JavaSource resource(Class<?> test, String resource) {
    try (InputStream in = test.getResourceAsStream(resource)) {
      if (in == null) {
        throw new AssertionError("no resource " + resource + " beside " + test);
      }
      String file = resource.substring(resource.lastIndexOf('/') + 1);
      return new JavaSource(
          file.replace(".java", ""), new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text, without a change. */
  public String text() {
    return text;
  }

  /** This source with another text. */
  public JavaSource withText(String changed) {
    return new JavaSource(name, changed);
  }

  /** What each line with a {@code // expect} expects, by line number. */
  public Map<Integer, List<String>> expectations() {
    Map<Integer, List<String>> expected = new TreeMap<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      Matcher matcher = EXPECTATION.matcher(lines.get(i));
      if (matcher.find()) {
        expected.put(i + 1, Stream.of(matcher.group(1).split(",")).map(String::strip).toList());
      }
    }
    return expected;
  }

  /** Compiles with javac, for this release and with all debug information unless told otherwise. */
  public List<ClassUnit> compile(String... options) {
    return compile(ToolProvider.getSystemJavaCompiler(), options);
  }

  /** Compiles with a compiler; classes in the order of their names. */
  public List<ClassUnit> compile(JavaCompiler compiler, String... options) {
    return classFiles(compiler, options).stream().map(JavaSource::decode).toList();
  }

  private static ClassUnit decode(ClassFile file) {
    try {
      return ClassDecoder.decode(file);
    } catch (MalformedClassException e) {
      throw new AssertionError(e);
    }
  }

  /** The class files that a compiler makes of this source, in the order of their names. */
  public List<ClassFile> classFiles(JavaCompiler compiler, String... options) {
    List<String> arguments = new ArrayList<>(List.of("-proc:none", "-nowarn"));
    arguments.addAll(options.length == 0 ? List.of("-g") : List.of(options));
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      Path folder = Files.createTempDirectory("umbriel-source");
      try {
        Path output = Files.createDirectory(folder.resolve("classes"));
        Path file = folder.resolve(name.replace('.', '/') + ".java");
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
        files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(output));
        boolean compiled =
            compiler
                .getTask(messages, files, null, arguments, null, files.getJavaFileObjects(file))
                .call();
        if (!compiled) {
          throw new AssertionError(name + " does not compile:\n" + messages);
        }
        return classFilesIn(output);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<ClassFile> classFilesIn(Path output) throws IOException {
    List<ClassFile> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(output)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
        String path = output.relativize(file).toString().replace('\\', '/');
        found.add(new ClassFile(path, Files.readAllBytes(file)));
      }
    }
    return found;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
