package org.umbriel.benchmarks.acceptance;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.umbriel.benchmarks.jvm.Jvm;
import org.umbriel.benchmarks.jvm.Workspace;
import org.umbriel.benchmarks.subject.CommandLines;
import org.umbriel.benchmarks.subject.Variant;
import org.umbriel.benchmarks.tests.PublishedTests;
import org.umbriel.benchmarks.tests.TestRun;
import org.umbriel.proxy.maven.ArtifactResolver;
import org.umbriel.proxy.maven.MavenException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run acceptance behaviour}: does a rewritten jar behave like the original? */
@Command(
    name = "behaviour",
    mixinStandardHelpOptions = true,
    description =
        "A library's own published tests give the same results on what 'rewrite' makes of it, with"
            + " each option, under -Xverify:all, on JDK 17 and 25.")
final class BehaviourCommand implements Callable<Integer> {
  private static final List<Integer> RELEASES = List.of(17, 25);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private LibraryOption library = new LibraryOption();

  @Option(
      names = "--only",
      paramLabel = "CLASS",
      description = "Run this test class only. Repeatable.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--jdk",
      paramLabel = "HOME",
      description = "A JDK to run on, repeatable; default: a 17 and a 25, where they are found.")
  private List<Path> homes = new ArrayList<>();

  @Option(
      names = "--variant",
      paramLabel = "VARIANT",
      description = "Rewrite in this way only, one of ${COMPLETION-CANDIDATES}. Repeatable.")
  private List<Variant> variants = new ArrayList<>();

  @Option(names = "--keep", paramLabel = "DIR", description = "Leave jars and results there.")
  private @Nullable Path keep;

  @Option(
      names = "--limit",
      paramLabel = "MINUTES",
      defaultValue = "30",
      description = "Stop each run after this time; default ${DEFAULT-VALUE}.")
  private int limit;

  @Override
  public Integer call() throws IOException, InterruptedException, MavenException {
    PrintWriter out = spec.commandLine().getOut();
    PublishedTests tests;
    try (ArtifactResolver resolver = ArtifactResolver.ofThisMachine()) {
      tests = PublishedTests.of(library.coordinate(spec), resolver);
    }
    List<Jvm> jvms = jvms(out);
    boolean same = true;
    try (Workspace workspace = Workspace.open("behaviour", keep)) {
      for (Variant variant : variants()) {
        List<Path> jdks = jvms.stream().map(Jvm::home).toList();
        CommandLines.rewrite(
            tests.jar(), workspace.file(jar(variant)), tests.dependencies(), jdks, variant);
      }
      for (Jvm jvm : jvms) {
        same &= compare(tests, jvm, workspace, out);
      }
    }
    return same ? 0 : 1;
  }

  private List<Jvm> jvms(PrintWriter out) throws IOException {
    List<Jvm> found = new ArrayList<>();
    for (Path home : homes) {
      found.add(Jvm.in(home).orElseThrow(() -> new IOException(home + ": no JDK")));
    }
    for (int release : homes.isEmpty() ? RELEASES : List.<Integer>of()) {
      Optional<Jvm> jvm = Jvm.ofRelease(release);
      jvm.ifPresentOrElse(
          found::add,
          () -> out.println("no JDK " + release + " found (JAVA_HOME_" + release + "): left out"));
    }
    return found;
  }

  private List<Variant> variants() {
    return variants.isEmpty() ? List.of(Variant.values()) : variants;
  }

  private static String jar(Variant variant) {
    return variant.name().toLowerCase(Locale.ROOT) + ".jar";
  }

  private boolean compare(PublishedTests tests, Jvm jvm, Workspace workspace, PrintWriter out)
      throws IOException, InterruptedException {
    TestRun.Results original = run(tests, jvm, workspace, "original", tests.jar());
    out.printf("%s   JDK %s%n", tests.name(), jvm.version());
    out.printf("  %-14s%s%n", "original", counts(original));
    boolean same = original.finished();
    for (Variant variant : variants()) {
      String name = variant.label();
      TestRun.Results rewritten =
          run(tests, jvm, workspace, variant.name(), workspace.file(jar(variant)));
      List<String> differences = differences(original, rewritten);
      out.printf("  %-14s%s, %d differ%n", name, counts(rewritten), differences.size());
      if (!differences.isEmpty()) {
        TestRun.Results again = run(tests, jvm, workspace, "again", tests.jar());
        List<String> unstable = differences(original, again);
        for (String test : differences) {
          boolean excused = unstable.contains(test);
          same &= excused;
          out.printf(
              "    %s %s%n      original %s%n      rewritten %s%n",
              excused ? "unstable" : "DIFFERS",
              test,
              original.tests().get(test),
              rewritten.tests().get(test));
        }
      }
      same &= rewritten.finished();
      out.flush();
    }
    return same;
  }

  private TestRun.Results run(
      PublishedTests tests, Jvm jvm, Workspace workspace, String name, Path jar)
      throws IOException, InterruptedException {
    return new TestRun(tests, jvm, workspace.folder(jvm.feature() + "-" + name))
        .with("-Xverify:all")
        .only(only)
        .against(jar, Duration.ofMinutes(limit));
  }

  private static String counts(TestRun.Results results) {
    return String.format(
        "%,7d tests: %,d passed, %,d failed, %,d skipped%s",
        results.tests().size(),
        results.count("SUCCESSFUL"),
        results.count("FAILED"),
        results.count("SKIPPED") + results.count("ABORTED"),
        results.finished() ? "" : ", STOPPED");
  }

  /** Tests that ended differently, or only in one of the two. */
  private static List<String> differences(TestRun.Results one, TestRun.Results other) {
    Map<String, TestRun.Outcome> first = one.tests();
    TreeSet<String> ids = new TreeSet<>(first.keySet());
    ids.addAll(other.tests().keySet());
    return ids.stream()
        .filter(
            id ->
                !Optional.ofNullable(first.get(id))
                    .equals(Optional.ofNullable(other.tests().get(id))))
        .toList();
  }
}
