package org.umbriel.rewriter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.umbriel.metadata.archive.PlatformClasses;

/** The JDKs of this machine, one of each release, the running one among them. */
final class Jdks {
  private static final Path INSTALLED = Path.of("/usr/lib/jvm");

  private Jdks() {}

  static Map<Integer, Path> homes() throws IOException {
    Map<Integer, Path> homes = new TreeMap<>();
    homes.put(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
    if (Files.isDirectory(INSTALLED)) {
      try (Stream<Path> installed = Files.list(INSTALLED)) {
        for (Path home : installed.sorted().toList()) {
          if (Files.isExecutable(home.resolve("bin/java"))) {
            homes.putIfAbsent(release(home), home);
          }
        }
      }
    }
    homes.keySet().removeIf(release -> release < 17);
    return homes;
  }

  private static int release(Path home) {
    try {
      return PlatformClasses.of(home).release();
    } catch (IOException noJdk) {
      return 0;
    }
  }
}
