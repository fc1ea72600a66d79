package org.umbriel.benchmarks.verifier;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * What runs in the oracle's JVM: reads classes with their lengths from standard input, links each,
 * and writes one line a class. Arguments are jars. Asking for constructors or fields links a class
 * and does not initialise it.
 */
final class LinkMain {
  private static final String SUFFIX = ".class";

  private LinkMain() {}

  /** Links until the input ends. */
  public static void main(String[] jars) throws IOException {
    Map<String, byte[]> classes = new HashMap<>();
    for (String jar : jars) {
      read(jar, classes);
    }
    DataInputStream in = new DataInputStream(new BufferedInputStream(System.in, 1 << 16));
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    while (true) {
      byte[] bytes;
      try {
        bytes = new byte[in.readInt()];
      } catch (EOFException end) {
        return;
      }
      in.readFully(bytes);
      out.println(link(bytes, classes));
    }
  }

  private static void read(String jar, Map<String, byte[]> classes) throws IOException {
    try (ZipFile zip = new ZipFile(jar)) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        String name = entry.getName();
        if (name.endsWith(SUFFIX) && !name.startsWith("META-INF/")) {
          classes.putIfAbsent(
              name.substring(0, name.length() - SUFFIX.length()),
              zip.getInputStream(entry).readAllBytes());
        }
      }
    }
  }

  private static String link(byte[] bytes, Map<String, byte[]> classes) {
    try {
      Class<?> defined = new Loader(classes).define(bytes);
      if (defined.isInterface()) {
        defined.getDeclaredFields();
      } else {
        defined.getDeclaredConstructors();
      }
      return "accepted";
    } catch (Throwable error) {
      String text = error.getClass().getName() + " " + error.getMessage();
      return text.replace('\n', ' ').replace('\r', ' ');
    }
  }

  private static final class Loader extends ClassLoader {
    private final Map<String, byte[]> classes;

    Loader(Map<String, byte[]> classes) {
      super(ClassLoader.getPlatformClassLoader());
      this.classes = classes;
    }

    Class<?> define(byte[] bytes) {
      return defineClass(null, bytes, 0, bytes.length);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytes = classes.get(name.replace('.', '/'));
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, bytes, 0, bytes.length);
    }
  }
}
