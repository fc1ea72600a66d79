package org.umbriel.agent;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A folder of class files, as the jar that could be made of it: what the proxy rewrites whole. */
final class ClassFolder {
  private static final String SUFFIX = ".class";

  /** The proxy takes no more in one message. */
  private static final long LARGEST = 60L << 20;

  private ClassFolder() {}

  /**
   * The class files below a folder, in the order of their names and without their times, so that
   * equal folders have equal jars.
   *
   * @return null if they are too many for one message
   */
  static byte[] jar(File folder) throws IOException {
    Path root = folder.toPath();
    List<Path> files;
    try (Stream<Path> all = Files.walk(root)) {
      files =
          all.filter(f -> f.toString().endsWith(SUFFIX) && Files.isRegularFile(f))
              .sorted()
              .collect(Collectors.toList());
    }
    long size = 0;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (Path file : files) {
        size += Files.size(file);
        if (size > LARGEST) {
          return null;
        }
        ZipEntry entry =
            new ZipEntry(root.relativize(file).toString().replace(File.separatorChar, '/'));
        entry.setTime(0);
        out.putNextEntry(entry);
        out.write(Files.readAllBytes(file));
        out.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
