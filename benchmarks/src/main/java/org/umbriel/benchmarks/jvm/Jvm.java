package org.umbriel.benchmarks.jvm;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A JDK on this machine.
 *
 * @param home its directory
 * @param version of its file {@code release}: {@code 17.0.15}
 */
public record Jvm(Path home, String version) {
  private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"([^\"]+)\"");
  private static final Path INSTALLED = Path.of("/usr/lib/jvm");

  /** The JVM that this process runs on. */
  public static Jvm running() {
    return new Jvm(Path.of(System.getProperty("java.home")), System.getProperty("java.version"));
  }

  /**
   * The JDK in a directory; empty if there is none.
   *
   * @throws IOException if it is there and cannot be read
   */
  public static Optional<Jvm> in(Path home) throws IOException {
    Path release = home.resolve("release");
    if (!Files.isExecutable(home.resolve("bin/java")) || !Files.isReadable(release)) {
      return Optional.empty();
    }
    Matcher version = VERSION.matcher(Files.readString(release));
    return version.find() ? Optional.of(new Jvm(home, version.group(1))) : Optional.empty();
  }

  /**
   * A JDK of a feature release: the running one if it fits, else what the environment variable
   * {@code JAVA_HOME_25} (or {@code JAVA_25_HOME}, or {@code JAVA_HOME}) says, else one that is
   * installed beside the running one or in the usual place.
   */
  public static Optional<Jvm> ofRelease(int feature) throws IOException {
    List<Path> homes = new ArrayList<>(List.of(running().home()));
    for (String variable :
        List.of("JAVA_HOME_" + feature, "JAVA_" + feature + "_HOME", "JAVA_HOME")) {
      Optional.ofNullable(System.getenv(variable)).map(Path::of).ifPresent(homes::add);
    }
    Optional.ofNullable(running().home().getParent()).ifPresent(p -> homes.addAll(children(p)));
    homes.addAll(children(INSTALLED));
    for (Path home : homes) {
      Optional<Jvm> jvm = in(home).filter(j -> j.feature() == feature);
      if (jvm.isPresent()) {
        return jvm;
      }
    }
    return Optional.empty();
  }

  private static List<Path> children(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    } catch (IOException absent) {
      return List.of();
    }
  }

  /** 17 for {@code 17.0.15}. */
  public int feature() {
    String[] parts = version.split("[.+-]", 3);
    return Integer.parseInt(parts[0].equals("1") && parts.length > 1 ? parts[1] : parts[0]);
  }

  /** What is run. */
  public record Launch(
      List<String> options, List<Path> classPath, String mainClass, List<String> arguments) {}

  /**
   * Runs a class to its end.
   *
   * @param work the process's working directory
   * @param log takes what it prints
   * @param limit after which it is stopped, kindly first
   * @return whether it ended by itself, with exit code 0
   */
  public boolean run(Launch launch, Path work, Path log, Duration limit)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/java").toString());
    command.addAll(launch.options());
    command.add("-cp");
    command.add(
        launch.classPath().stream()
            .map(p -> p.toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator)));
    command.add(launch.mainClass());
    command.addAll(launch.arguments());
    Process process =
        new ProcessBuilder(command)
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .start();
    try {
      if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue() == 0;
      }
      process.destroy();
      process.waitFor(20, TimeUnit.SECONDS);
      return false;
    } finally {
      process.destroyForcibly();
    }
  }

  /** What this process runs from. */
  public static List<Path> ownClassPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .toList();
  }

  /** The jar or class folder that a class came from. */
  public static Path locationOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
