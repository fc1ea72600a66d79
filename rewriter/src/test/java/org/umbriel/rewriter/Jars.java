package org.umbriel.rewriter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.metadata.archive.Limits;
import org.umbriel.metadata.archive.MalformedArchiveException;
import org.umbriel.metadata.archive.PlatformClasses;
import org.umbriel.rewriter.sign.SigningException;

/** Small jars from sources in the test, and programs that run them. */
final class Jars {
  private final Path folder;

  Jars(Path folder) {
    this.folder = folder;
  }

  /** Compiles sources, each named by the class that it declares first, into a jar. */
  Path compile(String name, List<Path> classpath, String... sources) throws IOException {
    return compile(name, 8, classpath, sources);
  }

  Path compile(String name, int release, List<Path> classpath, String... sources)
      throws IOException {
    Path classes = Files.createTempDirectory(folder, "classes");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    List<JavaFileObject> units = new ArrayList<>();
    for (String source : sources) {
      units.add(new Source(source));
    }
    String path = classpath.stream().map(Path::toString).collect(Collectors.joining(":"));
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
      List<String> options =
          List.of("--release", "" + release, "-g", "-cp", path, "-d", classes.toString());
      if (!compiler.getTask(messages, files, null, options, null, units).call()) {
        throw new IllegalArgumentException(messages.toString());
      }
    }
    return jar(name, classes);
  }

  private Path jar(String name, Path classes) throws IOException {
    TreeMap<String, byte[]> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(classes.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    List<Entry> entries = new ArrayList<>();
    contents.forEach((path, bytes) -> entries.add(Entry.of(path, bytes)));
    return write(name, Archive.of(name, entries).toBytes());
  }

  Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  static Archive open(Path jar) throws IOException {
    try {
      return Archive.read(jar.getFileName().toString(), Files.readAllBytes(jar), Limits.DEFAULT);
    } catch (MalformedArchiveException e) {
      throw new IOException(e);
    }
  }

  static RewriteOptions options() throws IOException {
    return RewriteOptions.linkChecks(List.of(PlatformClasses.running()));
  }

  /** The rewritten jar lies beside the original, with a prefix to its name. */
  Path rewrite(Path jar, RewriteOptions options) throws IOException {
    try {
      return write("slim-" + jar.getFileName(), Rewriter.rewrite(open(jar), options).bytes());
    } catch (SignedArchiveException | SigningException e) {
      throw new IOException(e);
    }
  }

  /** What a program prints, and the stack trace that it ends with, if it does. */
  static String run(String main, Path... classpath) throws IOException {
    return run(false, main, classpath);
  }

  /** Runs in this process, in class loaders of its own, which the JVM verifies as any others. */
  static String run(boolean assertions, String main, Path... classpath) throws IOException {
    URL[] urls = new URL[classpath.length];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = classpath[i].toUri().toURL();
    }
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
      System.setOut(out);
      loader.setDefaultAssertionStatus(assertions);
      loader.loadClass(main).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
    } catch (InvocationTargetException e) {
      e.getCause().printStackTrace(out);
    } catch (ReflectiveOperationException | LinkageError e) {
      e.printStackTrace(out);
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** What a program prints on a JVM of its own. */
  static String fork(Path jdk, List<String> options, String main) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(jdk.resolve("bin/java").toString());
    command.addAll(List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:TieredStopAtLevel=1"));
    command.addAll(options);
    command.addAll(List.of(main.split(" ")));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (InputStream out = process.getInputStream()) {
      return new String(out.readAllBytes(), StandardCharsets.UTF_8);
    } finally {
      process.destroyForcibly();
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("string:///" + path(text)), Kind.SOURCE);
      this.text = text;
    }

    private static String path(String text) {
      Matcher matcher =
          Pattern.compile(
                  "(?s)(?:.*?package ([\\w.]+);)?.*?(?:class|interface|enum|record|module) (\\w+).*")
              .matcher(text);
      if (!matcher.matches()) {
        throw new IllegalArgumentException(text);
      }
      if (text.startsWith("module ")) {
        return "module-info.java";
      }
      String folder = matcher.group(1) == null ? "" : matcher.group(1).replace('.', '/') + "/";
      return folder + matcher.group(2) + ".java";
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
