package org.umbriel.symexec.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The JDKs that tests run on: the one of this process, and one without a SecurityManager. */
final class JavaHomes {
  private JavaHomes() {}

  /** At least one. */
  static List<JavaHome> toTest() throws IOException {
    List<JavaHome> homes = new ArrayList<>();
    homes.add(JavaHome.of(Path.of(System.getProperty("java.home"))));
    for (Path path : installed()) {
      JavaHome home = JavaHome.of(path);
      if (homes.stream().noneMatch(h -> h.hasSecurityManager() == home.hasSecurityManager())) {
        homes.add(home);
      }
    }
    return homes;
  }

  private static List<Path> installed() throws IOException {
    Path usual = Path.of("/usr/lib/jvm");
    if (!Files.isDirectory(usual)) {
      return List.of();
    }
    try (Stream<Path> homes = Files.list(usual)) {
      return homes
          .filter(home -> Files.exists(home.resolve("lib/modules")))
          .filter(home -> Files.exists(home.resolve("release")))
          .sorted()
          .toList();
    }
  }
}
