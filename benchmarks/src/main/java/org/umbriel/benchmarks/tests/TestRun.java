package org.umbriel.benchmarks.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.umbriel.benchmarks.jvm.Jvm;
import org.umbriel.benchmarks.probe.TestMain;
import org.umbriel.benchmarks.probe.TrapLog;
import org.umbriel.benchmarks.subject.Subject;
import org.umbriel.metadata.archive.Entry;

/** {@code jar -> results}: one run of published tests against a copy of their library. */
public final class TestRun {
  private final PublishedTests tests;
  private final Jvm jvm;
  private final Path folder;
  private final List<String> options = new ArrayList<>();
  private final List<String> classes = new ArrayList<>();

  /**
   * A run that is still to be made.
   *
   * @param folder for its files; made if it is missing
   */
  public TestRun(PublishedTests tests, Jvm jvm, Path folder) {
    this.tests = tests;
    this.jvm = jvm;
    this.folder = folder;
  }

  /** An option for the process. */
  public TestRun with(String option) {
    options.add(option);
    return this;
  }

  /** Only these test classes; without any, all of them. */
  public TestRun only(List<String> testClasses) {
    classes.addAll(testClasses);
    return this;
  }

  /**
   * What a run left behind.
   *
   * @param tests by id
   * @param finished whether the process came to its end in time, and by itself
   */
  public record Results(Map<String, Outcome> tests, TrapLog traps, boolean finished) {

    /** How many tests ended with a status. */
    public long count(String status) {
      return tests.values().stream().filter(o -> o.status().equals(status)).count();
    }
  }

  /**
   * How a test ended.
   *
   * @param status {@code SUCCESSFUL}, {@code FAILED}, {@code ABORTED} or {@code SKIPPED}
   * @param exception class name, empty if there was none
   */
  public record Outcome(String status, String exception) {}

  /**
   * Runs the tests.
   *
   * @param jar the library, or a copy
   * @param limit when the process is stopped
   * @throws IOException if it could not be started, or wrote no results
   */
  public Results against(Path jar, Duration limit) throws IOException, InterruptedException {
    Path work = Files.createDirectories(folder.resolve("work"));
    Path testClasses = unpack(work).toAbsolutePath();
    Path results = folder.resolve("results.txt").toAbsolutePath();
    Path traps = folder.resolve("traps.txt").toAbsolutePath();
    Files.deleteIfExists(results);
    List<Path> path = new ArrayList<>(List.of(jar, testClasses));
    path.addAll(tests.testPath());
    path.addAll(tests.dependencies());
    path.add(Jvm.locationOf(TestMain.class));
    List<String> all =
        new ArrayList<>(List.of("-Xmx3g", "-Duser.language=en", "-Duser.country=US"));
    all.addAll(tests.jvmOptions());
    if (!tests.excluded().isEmpty()) {
      all.add("-D" + TestMain.EXCLUDED + "=" + String.join("|", tests.excluded()));
    }
    all.addAll(options);
    List<String> arguments =
        new ArrayList<>(List.of(results.toString(), traps.toString(), testClasses.toString()));
    arguments.addAll(classes);
    Path log = folder.resolve("output.txt");
    boolean finished =
        jvm.run(new Jvm.Launch(all, path, TestMain.class.getName(), arguments), work, log, limit);
    if (!Files.exists(results)) {
      throw new IOException("the tests wrote no results; what they printed is in " + log);
    }
    return new Results(read(results), TrapLog.read(traps), finished);
  }

  private static Map<String, Outcome> read(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .map(line -> line.split("\t", -1))
        .collect(
            Collectors.toMap(
                fields -> fields[0],
                fields -> new Outcome(fields[1], fields[2]),
                (first, second) -> second,
                TreeMap::new));
  }

  /**
   * Lays the tests out as their build had them: tests open their resources as files, on the class
   * path and in the source tree.
   */
  private Path unpack(Path work) throws IOException {
    Path classes = work.resolve("target/test-classes");
    Path resources = work.resolve("src/test/resources");
    for (Entry entry : Subject.archive(tests.tests()).entries()) {
      if (!entry.isDirectory()) {
        write(classes, entry);
        if (!entry.isClass()) {
          write(resources, entry);
        }
      }
    }
    return classes;
  }

  private static void write(Path root, Entry entry) throws IOException {
    Path target = root.resolve(entry.path()).normalize();
    Path folder = target.getParent();
    if (folder != null && target.startsWith(root)) {
      Files.createDirectories(folder);
      Files.write(target, entry.content());
    }
  }
}
