package org.umbriel.symexec.solver.process;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.umbriel.symexec.solver.cvc5.Cvc5;
import org.umbriel.symexec.solver.worker.SolverWorker;
import org.umbriel.symexec.solver.z3.Z3Lane;

/** The command line of a worker: the running JVM with what the solvers need, and no more. */
final class SolverCommand {
  private SolverCommand() {}

  static List<String> standard() {
    return of(SolverWorker.class, List.of());
  }

  /**
   * A command.
   *
   * @param more where else classes are
   */
  static List<String> of(Class<?> main, List<Path> more) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            // terms of one method at a time; what solvers take lies outside
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            // nothing but answers on standard output, nothing left behind by a crash
            "-Xlog:disable",
            "-XX:+DisplayVMOutputToStderr",
            "-XX:-UsePerfData",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:+SuppressFatalErrorMessage"));
    Set<Path> places = new LinkedHashSet<>(more);
    places.add(placeOf(SolverWorker.class));
    places.add(placeOf(Z3Lane.LIBRARY));
    places.add(placeOf(Cvc5.LIBRARY));
    Cvc5.libraryFile().ifPresent(file -> places.add(jarOf(file)));
    command.add("-cp");
    command.add(
        places.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    command.add(main.getName());
    return command;
  }

  private static Path placeOf(Class<?> type) {
    return path(type.getProtectionDomain().getCodeSource().getLocation());
  }

  /** The jar that a resource's address names: {@code jar:file:/a/b.jar!/c/d}. */
  private static Path jarOf(URL resource) {
    String text = resource.toString();
    try {
      return path(new URL(text.substring("jar:".length(), text.indexOf("!/"))));
    } catch (MalformedURLException | IndexOutOfBoundsException e) {
      throw new IllegalStateException(text + " lies in no jar", e);
    }
  }

  private static Path path(URL url) {
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("code is loaded from a file or folder", e);
    }
  }
}
