package org.umbriel.agent;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A jar and what runs in its place, by the paths of their entries. */
final class RewrittenJar {
  private static final int FIRST_VERSION = 9;

  private final Map<String, byte[]> before;
  private final Map<String, byte[]> after;

  private RewrittenJar(Map<String, byte[]> before, Map<String, byte[]> after) {
    this.before = before;
    this.after = after;
  }

  /**
   * Two jars.
   *
   * @param after null if the first runs as it is
   */
  static RewrittenJar of(byte[] before, byte[] after) throws IOException {
    Map<String, byte[]> entries = entries(before);
    return new RewrittenJar(entries, after == null ? entries : entries(after));
  }

  private static Map<String, byte[]> entries(byte[] jar) throws IOException {
    Map<String, byte[]> entries = new HashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (!entry.isDirectory()) {
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          byte[] buffer = new byte[8192];
          for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            out.write(buffer, 0, n);
          }
          entries.put(entry.getName(), out.toByteArray());
        }
      }
    }
    return entries;
  }

  Map<String, byte[]> before() {
    return before;
  }

  Map<String, byte[]> after() {
    return after;
  }

  /**
   * What runs in the place of a class file of the jar, in whichever of its versions.
   *
   * @return null if the jar has no such file: someone has changed it on its way
   */
  byte[] replacement(String name, byte[] file, int release) {
    for (int version = release; version >= FIRST_VERSION; version--) {
      byte[] found = at("META-INF/versions/" + version + "/" + name + ".class", file);
      if (found != null) {
        return found;
      }
    }
    return at(name + ".class", file);
  }

  private byte[] at(String path, byte[] file) {
    return Arrays.equals(before.get(path), file) ? after.get(path) : null;
  }
}
