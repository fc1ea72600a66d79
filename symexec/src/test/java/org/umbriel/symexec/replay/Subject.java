package org.umbriel.symexec.replay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.metadata.archive.PlatformClasses;
import org.umbriel.metadata.classfile.ClassDecoder;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.MalformedClassException;
import org.umbriel.metadata.classfile.Program;

/** Java source, compiled in memory, as the program that is checked. */
public record Subject(Program program, ProgramFiles files, Map<String, byte[]> classes) {

  /**
   * Compiles.
   *
   * @param sources text by path, {@code a/b/C.java}
   */
  public static Subject of(Map<String, String> sources) throws IOException {
    return of(sources, Map.of());
  }

  /** With further files on the class path. */
  public static Subject of(Map<String, String> sources, Map<String, byte[]> resources)
      throws IOException {
    return ofClasses(compile(sources, ""), resources);
  }

  /** The compiled classes of this test's package. */
  static Subject ofPackageOf(Class<?> type) throws IOException {
    Map<String, byte[]> classes = new TreeMap<>();
    String packageName = type.getPackageName().replace('.', '/') + "/";
    Path folder;
    try {
      folder = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
    try (Stream<Path> files = Files.list(folder.resolve(packageName))) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        classes.put(packageName + name.replace(".class", ""), Files.readAllBytes(file));
      }
    }
    return ofClasses(classes, Map.of());
  }

  private static Subject ofClasses(Map<String, byte[]> classes, Map<String, byte[]> resources)
      throws IOException {
    List<ClassUnit> units = new ArrayList<>();
    List<Entry> entries = new ArrayList<>();
    classes.forEach((name, bytes) -> entries.add(Entry.of(name + ".class", bytes)));
    resources.forEach((path, bytes) -> entries.add(Entry.of(path, bytes)));
    Archive archive = Archive.of("subject", entries);
    for (ClassFile file : archive.classes()) {
      try {
        units.add(ClassDecoder.decode(file));
      } catch (MalformedClassException e) {
        throw new IOException(e);
      }
    }
    PlatformClasses platform = PlatformClasses.running();
    return new Subject(
        new Program(units, platform),
        ProgramFiles.of(List.of(archive), platform.release()),
        classes);
  }

  /**
   * Compiles with this process's class path and the given classes.
   *
   * @throws IOException with the compiler's messages
   */
  public static Map<String, byte[]> compile(Map<String, String> sources, String classPath)
      throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> messages = new DiagnosticCollector<>();
    List<JavaFileObject> units = new ArrayList<>();
    sources.forEach((path, text) -> units.add(new Source(path, text)));
    List<String> options = new ArrayList<>(List.of("-g", "-proc:none", "-nowarn"));
    if (!classPath.isEmpty()) {
      options.addAll(List.of("-classpath", classPath));
    }
    try (Sink sink = new Sink(compiler.getStandardFileManager(messages, Locale.ROOT, null))) {
      if (!compiler.getTask(null, sink, messages, options, null, units).call()) {
        throw new IOException(messages.getDiagnostics() + "\n" + sources);
      }
      Map<String, byte[]> classes = new LinkedHashMap<>();
      sink.written.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
      return classes;
    }
  }

  /** A source file in memory. */
  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String path, String text) {
      super(URI.create("memory:/" + path), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /** Keeps class files in memory. */
  private static final class Sink extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ByteArrayOutputStream> written = new LinkedHashMap<>();

    Sink(JavaFileManager files) {
      super(files);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      String name = className.replace('.', '/');
      assert location != StandardLocation.SOURCE_OUTPUT;
      return new SimpleJavaFileObject(URI.create("memory:/" + name + ".class"), kind) {
        @Override
        public OutputStream openOutputStream() {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          written.put(name, bytes);
          return bytes;
        }
      };
    }
  }
}
