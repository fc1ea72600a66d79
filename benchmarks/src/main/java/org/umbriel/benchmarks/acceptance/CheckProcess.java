package org.umbriel.benchmarks.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.umbriel.benchmarks.jvm.Jvm;
import org.umbriel.benchmarks.jvm.Workspace;
import org.umbriel.cli.Umbriel;

/**
 * {@code umbriel check} in a process of its own, as the launcher starts it, so that time and memory
 * are its own; with a store of its own, so that nothing is known before.
 */
final class CheckProcess {
  private static final Duration LIMIT = Duration.ofHours(1);
  private static final List<String> OPTIONS =
      List.of("-Xmx2g", "-Xss4m", "-XX:+UseParallelGC", "-XX:TieredStopAtLevel=1");

  private final Workspace workspace;
  private final Path store;

  /**
   * A process that finds what earlier ones of the same store left there.
   *
   * @param store name of a folder of the workspace
   */
  CheckProcess(Workspace workspace, String store) {
    this.workspace = workspace;
    this.store = workspace.file(store).toAbsolutePath();
  }

  /** The JSON report. */
  JsonNode check(String coordinate, List<String> more) throws IOException, InterruptedException {
    Path report = workspace.file("report.json").toAbsolutePath();
    Files.deleteIfExists(report);
    List<String> arguments =
        new ArrayList<>(List.of("check", coordinate, "--format", "json", "-o", report.toString()));
    arguments.addAll(List.of("--store", store.toString()));
    arguments.addAll(more);
    Jvm.Launch launch =
        new Jvm.Launch(OPTIONS, Jvm.ownClassPath(), Umbriel.class.getName(), arguments);
    Path log = workspace.file("log.txt");
    Jvm.running().run(launch, workspace.folder("work"), log, LIMIT);
    if (!Files.exists(report)) {
      throw new IOException("check " + coordinate + " failed: " + Files.readString(log));
    }
    return new ObjectMapper().readTree(report.toFile());
  }
}
