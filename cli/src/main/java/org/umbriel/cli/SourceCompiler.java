package org.umbriel.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Entry;

/** {@code source folders -> archive}: compiles in memory. */
final class SourceCompiler {
  private static final String VERIFIER = "org/sosy_lab/sv_benchmarks/Verifier.java";

  private SourceCompiler() {}

  /** Whether there are sources below a folder, and no class files. */
  static boolean isSourceFolder(Path folder) throws IOException {
    return Files.isDirectory(folder)
        && !sources(folder, ".java").isEmpty()
        && sources(folder, ".class").isEmpty();
  }

  private static List<Path> sources(Path folder, String suffix) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(f -> f.toString().endsWith(suffix)).sorted().toList();
    }
  }

  /**
   * Compiles all sources of some folders together; SV-COMP's {@code Verifier} is added if it is not
   * among them.
   *
   * @throws UserError with the compiler's first message
   */
  static Archive compile(List<Path> folders, List<Path> classPath) throws UserError, IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new UserError("sources cannot be compiled: this is a run-time without a compiler");
    }
    StringWriter messages = new StringWriter();
    StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
    // said even if it is empty: else the compiler opens each jar of this process
    files.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath);
    List<JavaFileObject> units = new ArrayList<>();
    boolean hasVerifier = false;
    for (Path folder : folders) {
      List<Path> sources = sources(folder, ".java");
      hasVerifier |= sources.stream().anyMatch(s -> s.endsWith(VERIFIER));
      files.getJavaFileObjectsFromPaths(sources).forEach(units::add);
    }
    if (!hasVerifier) {
      units.add(new VerifierSource());
    }
    InMemory output = new InMemory(files);
    List<String> options =
        List.of("-proc:none", "-nowarn", "-g", "-XDstringConcat=inline", "-implicit:none");
    if (!compiler.getTask(messages, output, null, options, null, units).call()) {
      String first = messages.toString().lines().findFirst().orElse("unknown error");
      throw new UserError(folders.get(0) + ": does not compile: " + first);
    }
    return Archive.of(folders.get(0).toString(), output.entries());
  }

  /** Keeps class files in memory. */
  private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ByteArrayOutputStream> classes = new TreeMap<>();

    InMemory(JavaFileManager next) {
      super(next);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      String path = className.replace('.', '/') + kind.extension;
      return new SimpleJavaFileObject(URI.create("memory:///" + path), kind) {
        @Override
        public OutputStream openOutputStream() {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          classes.put(path, bytes);
          return bytes;
        }
      };
    }

    List<Entry> entries() {
      return classes.entrySet().stream()
          .map(e -> Entry.of(e.getKey(), e.getValue().toByteArray()))
          .toList();
    }
  }

  /** What a task's common folder declares; its methods are models, so their bodies never run. */
  private static final class VerifierSource extends SimpleJavaFileObject {
    VerifierSource() {
      super(URI.create("memory:///" + VERIFIER), Kind.SOURCE);
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      StringBuilder text =
          new StringBuilder("package org.sosy_lab.sv_benchmarks;\npublic final class Verifier {\n");
      text.append("  public static void assume(boolean condition) {}\n");
      for (String type : List.of("boolean", "byte", "char", "short", "int", "long")) {
        method(text, type, type.equals("boolean") ? "false" : "0");
      }
      method(text, "float", "0f");
      method(text, "double", "0.0");
      method(text, "String", "\"\"");
      return text.append("}\n");
    }

    private static void method(StringBuilder text, String type, String value) {
      text.append("  public static ").append(type).append(" nondet");
      text.append(Character.toUpperCase(type.charAt(0))).append(type.substring(1));
      text.append("() { return ").append(value).append("; }\n");
    }
  }
}
