package org.umbriel.benchmarks.probe;

import static org.junit.platform.engine.discovery.ClassNameFilter.excludeClassNamePatterns;
import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClasspathRoots;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs published tests in a process of their own: {@code TestMain RESULTS TRAPS FOLDER [CLASS...]}.
 * Writes a line for each test and each failed container to the file RESULTS, {@code id, status,
 * exception} between tabs, and what traps recorded to the file TRAPS.
 */
public final class TestMain {
  /** Regular expression of class names that are no tests. */
  public static final String EXCLUDED = "umbriel.tests.excluded";

  private static final String TEST_CLASS =
      "^(?:.*[.$])?(?:Test[^.$]*|[^.$]*Tests?|[^.$]*TestCase)$";

  private final Map<String, String> results = new ConcurrentSkipListMap<>();

  private TestMain() {}

  public static void main(String[] arguments) throws IOException {
    Path results = Path.of(arguments[0]);
    Path traps = Path.of(arguments[1]);
    TestMain run = new TestMain();
    Thread writer = new Thread(() -> run.write(results, traps), "results");
    Runtime.getRuntime().addShutdownHook(writer);
    run.run(Path.of(arguments[2]), Arrays.asList(arguments).subList(3, arguments.length));
    Runtime.getRuntime().exit(0); // threads that tests left behind do not keep us
  }

  private void write(Path resultFile, Path trapFile) {
    try {
      Files.write(resultFile, List.copyOf(results.values()));
      Traps.writeTo(trapFile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run(Path folder, List<String> classes) {
    List<? extends DiscoverySelector> selected =
        classes.isEmpty()
            ? selectClasspathRoots(Set.of(folder))
            : classes.stream().map(c -> selectClass(c)).toList();
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selected)
            .filters(
                includeClassNamePatterns(TEST_CLASS),
                excludeClassNamePatterns(System.getProperty(EXCLUDED, "-")))
            .build();
    LauncherFactory.create().execute(request, new Recorder());
  }

  /** Keeps the outcome of each test. */
  private final class Recorder implements TestExecutionListener {
    @Override
    public void executionStarted(TestIdentifier test) {
      if (test.isTest()) {
        Traps.testStarted();
      }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
      put(test, "SKIPPED", "");
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      if (test.isTest() || result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
        String exception = result.getThrowable().map(t -> t.getClass().getName()).orElse("");
        put(test, result.getStatus().name(), exception);
      }
    }

    private void put(TestIdentifier test, String status, String exception) {
      String id = test.getUniqueId().replaceAll("[\\t\\r\\n]", " ");
      results.put(id, id + "\t" + status + "\t" + exception);
    }
  }
}
