package org.umbriel.agent;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The system loader's jars. What a rewritten jar has beyond the one that it replaces (its runtime,
 * the flags of its classes) is appended to the loader's search.
 */
final class SystemJars {
  private final Instrumentation instrumentation;
  private final Set<File> appended = ConcurrentHashMap.newKeySet();

  SystemJars(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /**
   * Whether a loader's jars are rewritten as a whole. Not those of a module path: a named module
   * would not read what is appended.
   */
  boolean are(ClassLoader loader) {
    return loader == ClassLoader.getSystemClassLoader()
        && System.getProperty("jdk.module.path", "").isEmpty();
  }

  /** Whether a jar was appended here. */
  boolean isOurs(File jar) {
    return appended.contains(jar);
  }

  /** Appends what is only in the second of two jars, by path. */
  void append(Map<String, byte[]> before, Map<String, byte[]> after) throws IOException {
    Set<String> added = new HashSet<>(after.keySet());
    added.removeAll(before.keySet());
    added.removeIf(path -> path.startsWith("META-INF/"));
    if (added.isEmpty()) {
      return;
    }
    File file = File.createTempFile("umbriel", ".jar").getCanonicalFile();
    file.deleteOnExit();
    try (ZipOutputStream out = new ZipOutputStream(new FileOutputStream(file))) {
      for (String path : added) {
        out.putNextEntry(new ZipEntry(path));
        out.write(after.get(path));
        out.closeEntry();
      }
    }
    appended.add(file);
    instrumentation.appendToSystemClassLoaderSearch(new JarFile(file));
  }
}
