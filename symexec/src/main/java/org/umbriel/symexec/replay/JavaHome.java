package org.umbriel.symexec.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.umbriel.metadata.archive.PlatformClasses;

/**
 * The JDK that forks run on.
 *
 * @param platform its classes
 * @param modules all that it has
 */
record JavaHome(Path path, PlatformClasses platform, List<String> modules) {
  private static final String CLASS = ".class";
  private static final int FIRST_WITHOUT_SECURITY_MANAGER = 24;

  /**
   * Looks at a JDK.
   *
   * @throws IOException with the reason, if there is none
   */
  static JavaHome of(Path path) throws IOException {
    List<String> modules =
        Files.readAllLines(path.resolve("release")).stream()
            .filter(line -> line.startsWith("MODULES="))
            .flatMap(
                l -> Arrays.stream(l.substring(l.indexOf('=') + 1).replace("\"", "").split(" ")))
            .toList();
    return new JavaHome(path, PlatformClasses.of(path), modules);
  }

  /** Its release, 17 say. */
  int feature() {
    return platform.release();
  }

  /** Whether a class file of it is out of sight in a fork, which has asked for it elsewhere. */
  boolean hides(String path) {
    return path.endsWith(CLASS)
        && platform.find(path.substring(0, path.length() - CLASS.length())).isPresent();
  }

  /** Up to 23 (JEP 486). */
  boolean hasSecurityManager() {
    return feature() < FIRST_WITHOUT_SECURITY_MANAGER;
  }

  /**
   * What a program can ask for where no SecurityManager guards the rest: no {@code Unsafe}, no
   * attaching, no heap dumps, no flight recorder, none of the tools.
   */
  List<String> standardModules() {
    return modules.stream()
        .filter(
            name ->
                name.startsWith("java.")
                    || name.equals("jdk.localedata")
                    || name.equals("jdk.charsets"))
        .toList();
  }

  @Override
  public String toString() {
    return "JDK " + feature() + " in " + path;
  }
}
