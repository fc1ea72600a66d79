package org.umbriel.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.umbriel.proxy.configuration.ProofUse;
import org.umbriel.proxy.proof.Prover;

/**
 * {@code umbriel check} in a process of its own, which gets the processor when nobody else wants it
 * and is ended with its memory when its time is over. It runs no code of the jar: nothing is
 * replayed.
 */
final class BackgroundCheck implements Prover {
  private static final Path NICE = Path.of("/usr/bin/nice");

  private final ProofUse use;
  private final Path store;
  private final Path jdk;
  private final Predicate<String> known;

  /**
   * A prover.
   *
   * @param store where verdicts are kept
   * @param jdk the home of the one that the jars are to run on
   * @param known whether the store has verdicts of a jar, by its SHA-256
   */
  BackgroundCheck(ProofUse use, Path store, Path jdk, Predicate<String> known) {
    this.use = use;
    this.store = store;
    this.jdk = jdk;
    this.known = known;
  }

  @Override
  public End prove(Path jar, String sha256) throws IOException, InterruptedException {
    Path report = Files.createTempFile("umbriel-proof", ".json");
    Process process =
        new ProcessBuilder(command(jar, report))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      boolean ended = process.waitFor(use.minutes(), TimeUnit.MINUTES);
      if (known.test(sha256)) {
        return End.DECIDED;
      }
      return ended ? End.FAILED : End.OUT_OF_BUDGET;
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      Files.deleteIfExists(report);
    }
  }

  private List<String> command(Path jar, Path report) {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(NICE)) {
      command.addAll(List.of(NICE.toString(), "-n", "19"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx" + use.megabytes() + "m", "-Xss4m", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Umbriel.class.getName(), "check", jar.toString()));
    command.addAll(List.of("--store", store.toString(), "--jdk", jdk.toString()));
    command.addAll(List.of("--precision", use.precision(), "--no-replay", "--jobs", "1"));
    command.addAll(List.of("--format", "json", "-o", report.toString()));
    return command;
  }
}
