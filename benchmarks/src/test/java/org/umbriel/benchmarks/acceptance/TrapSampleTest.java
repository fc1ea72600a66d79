package org.umbriel.benchmarks.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbriel.benchmarks.jvm.Jvm;
import org.umbriel.benchmarks.subject.Subject;
import org.umbriel.benchmarks.tests.PublishedTests;
import org.umbriel.benchmarks.trap.Trap;
import org.umbriel.benchmarks.trap.TrapCounts;
import org.umbriel.proxy.maven.ArtifactResolver;
import org.umbriel.proxy.maven.Coordinate;
import org.umbriel.proxy.maven.MavenException;
import org.umbriel.symexec.CheckResult;

/**
 * A sample of {@code benchmarks/run acceptance traps}, small enough for every build: some test
 * classes of one library, chosen by {@code -Dumbriel.sample.seed=N}.
 */
final class TrapSampleTest {
  private static final String LIBRARY = "org.apache.commons:commons-csv:1.11.0";
  private static final int CLASSES = 10;
  private static final int LEAST_EXECUTED = 100;
  private static final Duration LIMIT = Duration.ofSeconds(8);

  private final long seed = Long.getLong("umbriel.sample.seed", 17);

  @Test
  void nothingProvenFails(@TempDir Path folder) throws IOException, InterruptedException {
    PublishedTests tests = resolve();
    Subject subject = Subject.open(tests.jar(), tests.dependencies());
    CheckResult checked = subject.check(false);

    TrapRun run =
        TrapRun.of(
            tests,
            subject,
            checked.asSource(),
            checked.contracts(),
            Jvm.running(),
            choose(tests),
            folder,
            LIMIT);

    assertEquals(
        List.of(),
        run.findings().defects(),
        () -> "seed " + seed + "\n" + TrapReport.of(Jvm.running(), run));
    TrapCounts counts =
        TrapCounts.of(
            run.plan(),
            run.inserted(),
            run.results().traps(),
            t -> t.claim() != Trap.Claim.CONTROL);
    assertTrue(
        counts.executed() >= LEAST_EXECUTED,
        () -> "seed " + seed + ": only " + counts.executed() + " proven sites were executed");
  }

  private static PublishedTests resolve() throws IOException {
    Coordinate library = Coordinate.parse(LIBRARY).orElseThrow();
    try (ArtifactResolver resolver = ArtifactResolver.ofThisMachine()) {
      return PublishedTests.of(library, resolver);
    } catch (MavenException unreachable) {
      return abort(LIBRARY + " and its tests cannot be had: " + unreachable.getMessage());
    }
  }

  private List<String> choose(PublishedTests tests) {
    List<String> classes =
        new ArrayList<>(
            tests.testClasses().stream().filter(c -> c.endsWith("Test")).sorted().toList());
    Collections.shuffle(classes, new Random(seed));
    return classes.subList(0, Math.min(CLASSES, classes.size()));
  }
}
