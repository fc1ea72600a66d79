package org.umbriel.shadow.link;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Jars as a rewriter would make them, put together by hand; each with a runtime of its own. */
final class HandMade {
  private final Path folder;
  private final Map<String, byte[]> entries = new TreeMap<>();

  HandMade(Path folder) {
    this.folder = folder;
  }

  /** Where the runtime's own classes lie. */
  static Path runtime() {
    return Path.of(URI.create(Link.class.getProtectionDomain().getCodeSource().getLocation() + ""));
  }

  HandMade with(String path, byte[] content) {
    entries.put(path, content);
    return this;
  }

  HandMade withRuntime() throws IOException {
    try (Stream<Path> files = Files.walk(runtime())) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        with(runtime().relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return this;
  }

  /** The one fact of the jar, as text. */
  HandMade withFact(String user, String fact) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(1);
    out.writeUTF(user);
    out.writeInt(1);
    out.writeShort(0);
    out.writeUTF(fact);
    return with("org/umbriel/shadow/link/links", bytes.toByteArray());
  }

  /** The one comparison of the jar, of one class with a digest. */
  HandMade withComparison(String user, String name, String sha256) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(2);
    out.writeUTF(user);
    out.writeUTF(name);
    out.writeInt(1);
    out.writeShort(0);
    out.writeUTF("");
    out.writeLong(MemberIndex.digest(sha256));
    out.writeShort(1);
    out.writeShort(1);
    return with("org/umbriel/shadow/link/links", bytes.toByteArray());
  }

  /** Compiles a class against the runtime and jars. */
  HandMade withSource(String name, String source, Path... classpath) throws IOException {
    Path classes = Files.createTempDirectory(folder, "classes");
    StringBuilder path = new StringBuilder(runtime().toString());
    for (Path jar : classpath) {
      path.append(':').append(jar);
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    JavaFileObject unit =
        new SimpleJavaFileObject(
            URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
      List<String> options =
          List.of("--release", "8", "-Xlint:-options", "-cp", path + "", "-d", classes.toString());
      if (!compiler.getTask(null, files, null, options, null, List.of(unit)).call()) {
        throw new IllegalArgumentException(source);
      }
    }
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        with(classes.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return this;
  }

  Path write(String name) throws IOException {
    Path jar = folder.resolve(name);
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        out.putNextEntry(new JarEntry(entry.getKey()));
        out.write(entry.getValue());
      }
    }
    return jar;
  }

  /** A loader that has nothing of this process but the JDK. */
  static URLClassLoader loader(Path... jars) throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (Path jar : jars) {
      urls.add(jar.toUri().toURL());
    }
    return new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
  }
}
