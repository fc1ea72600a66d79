package org.umbriel.benchmarks.subject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.umbriel.benchmarks.jvm.Jvm;
import org.umbriel.benchmarks.jvm.Workspace;
import org.umbriel.benchmarks.probe.ReflectionMain;

/**
 * What reflection shows of a jar's classes, in a JVM of its own under {@code -Xverify:all}.
 *
 * @param byClass facts in words, by class
 */
public record ReflectionFacts(Map<String, Set<String>> byClass) {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  /**
   * Asks.
   *
   * @param libraries what the jar needs
   * @param name of the files that are left in the workspace
   */
  public static ReflectionFacts of(Path jar, List<Path> libraries, Workspace workspace, String name)
      throws IOException, InterruptedException {
    Path output = workspace.file(name + ".facts").toAbsolutePath();
    List<String> arguments =
        new ArrayList<>(List.of(output.toString(), jar.toAbsolutePath().toString()));
    libraries.forEach(l -> arguments.add(l.toString()));
    Jvm.Launch launch =
        new Jvm.Launch(
            List.of("--add-opens=java.base/java.io=ALL-UNNAMED", "-Xverify:all"),
            List.of(Jvm.locationOf(ReflectionMain.class)),
            ReflectionMain.class.getName(),
            arguments);
    Path log = workspace.file(name + ".log");
    if (!Jvm.running().run(launch, workspace.folder(name), log, LIMIT)) {
      throw new IOException("reflection failed: " + Files.readString(log));
    }
    Map<String, Set<String>> facts = new TreeMap<>();
    for (String line : Files.readAllLines(output)) {
      int tab = line.indexOf('\t');
      facts
          .computeIfAbsent(line.substring(0, tab), n -> new TreeSet<>())
          .add(line.substring(tab + 1));
    }
    return new ReflectionFacts(facts);
  }

  /** How many facts there are. */
  public long size() {
    return byClass.values().stream().mapToLong(Set::size).sum();
  }

  /** The classes that could not be loaded, each with the reason. */
  public List<String> unloadable() {
    List<String> found = new ArrayList<>();
    byClass.forEach(
        (name, facts) ->
            facts.stream()
                .filter(f -> f.startsWith("cannot be loaded"))
                .forEach(f -> found.add(name + " " + f)));
    return found;
  }

  /** What another jar shows differently. Classes that only it has are ours, and left out. */
  public List<String> differences(ReflectionFacts after) {
    List<String> differences = new ArrayList<>();
    byClass.forEach(
        (name, facts) -> {
          Set<String> now = after.byClass.getOrDefault(name, Set.of());
          missing(facts, now).forEach(f -> differences.add(name + " lost    " + f));
          missing(now, facts).forEach(f -> differences.add(name + " gained  " + f));
        });
    return differences;
  }

  /** How many classes another jar has besides. */
  public int added(ReflectionFacts after) {
    return missing(after.byClass.keySet(), byClass.keySet()).size();
  }

  private static Set<String> missing(Set<String> from, Set<String> in) {
    Set<String> rest = new TreeSet<>(from);
    rest.removeAll(in);
    return rest;
  }
}
