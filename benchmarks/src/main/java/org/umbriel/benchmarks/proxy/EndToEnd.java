package org.umbriel.benchmarks.proxy;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.umbriel.benchmarks.jvm.Jvm;
import org.umbriel.benchmarks.jvm.Workspace;
import org.umbriel.proxy.maven.ArtifactResolver;
import org.umbriel.proxy.maven.Coordinate;

/**
 * The paper's Figures 6 and 7: programs run plain, through the proxy with nothing kept, and through
 * it with everything kept; and what verification costs the client. CPU time, that of the proxy
 * apart: there is one for the whole organisation.
 */
final class EndToEnd {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final double NANOS = 1e9;

  /** What {@code umbriel run --skip-verification} gives to the JVM. */
  private static final List<String> TRUSTING =
      List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-BytecodeVerificationRemote");

  private final Workspace workspace;
  private final ProxyProcess proxy;
  private final int rounds;

  private EndToEnd(Workspace workspace, ProxyProcess proxy, int rounds) {
    this.workspace = workspace;
    this.proxy = proxy;
    this.rounds = rounds;
  }

  /** In CPU seconds. */
  private record Row(
      Program program,
      double plain,
      double plainUnverified,
      double rewritten,
      double rewrittenTrusting,
      double makingIt,
      double sendingIt) {}

  /**
   * Prints both figures.
   *
   * @param warmUp a jar that the proxy rewrites before anything counts
   */
  static void print(PrintWriter out, Path warmUp, int rounds) throws Exception {
    List<Row> rows = new ArrayList<>();
    try (Workspace workspace = Workspace.open("end-to-end", null);
        ArtifactResolver resolver = ArtifactResolver.ofThisMachine();
        ProxyProcess proxy = ProxyProcess.start(workspace.folder("server"), "-Xmx1g")) {
      EndToEnd run = new EndToEnd(workspace, proxy, rounds);
      run.warmUp(warmUp);
      for (Program program : Program.ALL) {
        rows.add(run.row(program, resolver));
      }
    }
    figure6(out, rows);
    figure7(out, rows);
  }

  private static void figure6(PrintWriter out, List<Row> rows) {
    out.println("Programs end to end (Figure 6), CPU seconds: the client's + the proxy's");
    out.printf("%-28s%10s%22s%10s%22s%10s%n", "", "plain", "first", "x plain", "later", "x plain");
    for (Row row : rows) {
      double first = row.rewrittenTrusting + row.makingIt;
      double later = row.rewrittenTrusting + row.sendingIt;
      out.printf(
          Locale.ROOT,
          "%-28s%10.2f%22s%10.2f%22s%10.2f%n",
          row.program.name(),
          row.plain,
          String.format(Locale.ROOT, "%.2f + %.2f", row.rewrittenTrusting, row.makingIt),
          first / row.plain,
          String.format(Locale.ROOT, "%.2f + %.2f", row.rewrittenTrusting, row.sendingIt),
          later / row.plain);
    }
    out.println();
    out.flush();
  }

  private static void figure7(PrintWriter out, List<Row> rows) {
    out.println("Verification in the client (Figure 7), CPU seconds: with it - without any");
    out.printf(
        "%-28s%14s%22s%26s%n", "", "the JVM's own", "rewritten, JVM's too", "rewritten, trusted");
    for (Row row : rows) {
      out.printf(
          Locale.ROOT,
          "%-28s%14.2f%22.2f%26.2f%n",
          row.program.name(),
          row.plain - row.plainUnverified,
          row.rewritten - row.plainUnverified,
          row.rewrittenTrusting - row.plainUnverified);
    }
    out.println();
    out.flush();
  }

  private void warmUp(Path jar) throws Exception {
    Files.copy(jar, proxy.upstream("warm/up/1/up-1.jar"));
    CacheHits.fetch(proxy.url("warm/up/1/up-1.jar"));
  }

  private Row row(Program program, ArtifactResolver resolver) throws Exception {
    List<Path> plain = new ArrayList<>();
    List<String> paths = new ArrayList<>();
    for (String text : program.coordinates()) {
      Coordinate coordinate =
          Coordinate.parse(text).orElseThrow(() -> new IOException(text + ": no coordinate"));
      Path jar = resolver.file(coordinate);
      String path =
          String.join(
              "/",
              coordinate.group().replace('.', '/'),
              coordinate.artifact(),
              coordinate.version(),
              String.valueOf(jar.getFileName()));
      Files.copy(jar, proxy.upstream(path));
      plain.add(jar);
      paths.add(path);
    }
    List<Path> rewritten = new ArrayList<>();
    double making = fetch(paths, rewritten);
    double sending = fetch(paths, new ArrayList<>());
    return new Row(
        program,
        best(program, plain, List.of()),
        best(program, plain, TRUSTING),
        best(program, rewritten, List.of()),
        best(program, rewritten, TRUSTING),
        making,
        sending);
  }

  /** Gets a program's jars through the proxy; gives the proxy's CPU seconds. */
  private double fetch(List<String> paths, List<Path> files) throws Exception {
    double before = proxy.server().cpuSeconds();
    for (String path : paths) {
      byte[] jar = CacheHits.fetch(proxy.url(path));
      files.add(Files.write(workspace.file(path.substring(path.lastIndexOf('/') + 1)), jar));
    }
    return proxy.server().cpuSeconds() - before;
  }

  private double best(Program program, List<Path> jars, List<String> options) throws Exception {
    double best = Double.MAX_VALUE;
    for (int round = 0; round < rounds; round++) {
      best = Math.min(best, run(program, jars, options));
    }
    return best;
  }

  private double run(Program program, List<Path> jars, List<String> options) throws Exception {
    Path folder = Files.createTempDirectory(workspace.folder("runs"), "run");
    Path cpu = folder.resolve("cpu");
    List<Path> classPath = new ArrayList<>(jars);
    classPath.add(Jvm.locationOf(TimedMain.class));
    List<String> arguments = new ArrayList<>(List.of(cpu.toString(), program.main()));
    arguments.addAll(program.argumentsIn(folder));
    Path log = folder.resolve("log");
    boolean done =
        Jvm.running()
            .run(
                new Jvm.Launch(options, classPath, TimedMain.class.getName(), arguments),
                folder,
                log,
                LIMIT);
    if (!done || !Files.exists(cpu)) {
      throw new IOException(program.name() + ": " + Files.readString(log));
    }
    return Long.parseLong(Files.readString(cpu)) / NANOS;
  }
}
