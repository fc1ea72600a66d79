package org.umbriel.benchmarks.proxy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.umbriel.benchmarks.jvm.Workspace;

/**
 * Real clients: Maven 3.8, 3.9 and 4 build multi-module projects through a proxy, each with an
 * empty local repository and strict checksums, and a promotion in the middle; then the JVM verifies
 * every class of the programs that were built.
 */
final class MavenBuilds {
  /** Beside the machine's own, which is 3.8 on Debian 12. */
  private static final List<String> VERSIONS = List.of("3.9.11", "4.0.0-rc-5");

  private static final int BUILD_MINUTES = 30;
  private static final int PROGRAM_MINUTES = 5;

  /** When so many jars have come, the next generation is promoted. */
  private static final int JARS_BEFORE_PROMOTION = 40;

  private static final long LOOK_MILLIS = 200;
  private static final Pattern WARNING = Pattern.compile("^\\[?WARN.*");
  private static final Pattern ABOUT_REPOSITORY =
      Pattern.compile("(?i).*(checksum|transfer|download|malformed|corrupt|invalid pom|umbriel).*");

  private final Workspace workspace;
  private final ProxyProcess proxy;
  private final Path settings;
  private final Path projects;

  private MavenBuilds(Workspace workspace, ProxyProcess proxy, Path settings, Path projects) {
    this.workspace = workspace;
    this.proxy = proxy;
    this.settings = settings;
    this.projects = projects;
  }

  /**
   * Prints the table.
   *
   * @param projects a folder with checkouts by their names; what is missing is cloned into it; null
   *     for a folder that is gone afterwards
   */
  static void print(PrintWriter out, @Nullable Path projects) throws Exception {
    try (Workspace workspace = Workspace.open("builds", null);
        ProxyProcess proxy =
            ProxyProcess.start(workspace.folder("server"), "-Xmx1g", List.of("central"))) {
      Path settings =
          Files.writeString(
              workspace.file("settings.xml"),
              "<settings><mirrors><mirror><id>umbriel</id><mirrorOf>*</mirrorOf><url>"
                  + proxy.url("")
                  + "</url></mirror></mirrors></settings>\n");
      Path checkouts = projects == null ? workspace.folder("projects") : projects;
      new MavenBuilds(workspace, proxy, settings, checkouts.toAbsolutePath()).print(out);
    }
  }

  private void print(PrintWriter out) throws Exception {
    out.println("Builds through the proxy, strict checksums, empty local repository");
    out.printf(
        "%-14s%-18s%8s%12s%16s%10s%20s%n",
        "Maven", "project", "exit", "warnings", "of the mirror", "jars", "program, verified");
    for (Path maven : clients(out)) {
      for (BuiltProject project : BuiltProject.ALL) {
        row(out, maven, project);
      }
    }
    out.println();
    out.flush();
  }

  private List<Path> clients(PrintWriter out) throws Exception {
    List<Path> clients = new ArrayList<>();
    clients.add(Path.of("mvn"));
    for (String version : VERSIONS) {
      String name = "apache-maven-" + version;
      Path archive = workspace.file(name + ".tar.gz");
      try {
        Files.write(
            archive,
            CacheHits.fetch(
                proxy.url(
                    "org/apache/maven/apache-maven/" + version + "/" + name + "-bin.tar.gz")));
        run(List.of("tar", "xf", archive.toString()), workspace.file(""), "tar.log", 1);
        clients.add(workspace.file(name).resolve("bin/mvn"));
      } catch (IOException | IllegalStateException unavailable) {
        out.println("Maven " + version + " cannot be had: " + unavailable.getMessage());
      }
    }
    return clients;
  }

  private void row(PrintWriter out, Path maven, BuiltProject project)
      throws IOException, InterruptedException {
    Path checkout = projects.resolve(project.name());
    if (!Files.isDirectory(checkout)) {
      List<String> clone = List.of("git", "clone", "-q", "--depth", "1", "--branch", project.tag());
      run(with(clone, project.source(), checkout.toString()), projects, "git.log", BUILD_MINUTES);
    }
    clean(checkout);
    Path repository = workspace.folder("repository");
    List<String> command = new ArrayList<>(List.of(maven.toString(), "-C", "-B"));
    command.addAll(List.of("-s", settings.toString(), "-Dmaven.repo.local=" + repository));
    command.addAll(project.arguments());
    Path log = workspace.file("build.log");
    Process build = start(command, checkout.resolve(project.folder()), log);
    promoteWithin(build, repository);
    int exit = exit(build, BUILD_MINUTES);
    List<String> warnings =
        Files.readAllLines(log).stream().filter(l -> WARNING.matcher(l).matches()).toList();
    long ofTheMirror = warnings.stream().filter(l -> ABOUT_REPOSITORY.matcher(l).matches()).count();
    int program = exit == 0 ? program(project, checkout) : -1;
    out.printf(
        Locale.ROOT,
        "%-14s%-18s%8d%12d%16d%10d%20s%n",
        version(maven),
        project.name(),
        exit,
        warnings.size(),
        ofTheMirror,
        jars(repository),
        program == 0 ? "runs" : program < 0 ? "-" : "exit " + program);
    out.flush();
    Workspace.delete(repository);
  }

  /** A build that has begun sees nothing of it. */
  private void promoteWithin(Process build, Path repository)
      throws IOException, InterruptedException {
    while (build.isAlive() && jars(repository) < JARS_BEFORE_PROMOTION) {
      Thread.sleep(LOOK_MILLIS);
    }
    proxy.promote();
  }

  private int program(BuiltProject project, Path checkout)
      throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>(List.of(java, "-Xverify:all"));
    command.addAll(project.program());
    return run(command, checkout, "program.log", PROGRAM_MINUTES);
  }

  private String version(Path maven) throws IOException, InterruptedException {
    Path log = workspace.file("version.log");
    exit(start(List.of(maven.toString(), "-v"), workspace.file(""), log), 1);
    return Files.readAllLines(log).stream()
        .filter(line -> line.contains("Apache Maven "))
        .map(line -> line.replaceAll(".*Apache Maven ([0-9A-Za-z.-]+).*", "$1"))
        .findFirst()
        .orElse("?");
  }

  private int run(List<String> command, Path folder, String log, int minutes)
      throws IOException, InterruptedException {
    return exit(start(command, folder, workspace.file(log)), minutes);
  }

  private static Process start(List<String> command, Path folder, Path log) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    // colours would stand before the words that are looked for
    builder.environment().put("NO_COLOR", "1");
    return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  private static int exit(Process process, int minutes) throws InterruptedException {
    if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    return process.waitFor();
  }

  private static List<String> with(List<String> command, String... more) {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of(more));
    return all;
  }

  private static long jars(Path repository) throws IOException {
    try (Stream<Path> files =
        Files.find(repository, 100, (f, a) -> f.toString().endsWith(".jar"))) {
      return files.count();
    } catch (UncheckedIOException movedMeanwhile) {
      return 0;
    }
  }

  /** What an earlier build left in a checkout. */
  private static void clean(Path checkout) throws IOException {
    List<Path> targets;
    try (Stream<Path> files = Files.walk(checkout)) {
      targets = files.filter(f -> f.endsWith("target") && Files.isDirectory(f)).toList();
    }
    for (Path target : targets) {
      Workspace.delete(target);
    }
  }
}
