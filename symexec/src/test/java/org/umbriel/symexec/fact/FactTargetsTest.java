package org.umbriel.symexec.fact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.umbriel.metadata.archive.PlatformClasses;
import org.umbriel.metadata.classfile.ClassDecoder;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.MalformedClassException;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.Program;
import org.umbriel.metadata.site.Assumption;
import org.umbriel.metadata.site.CheckSite;
import org.umbriel.metadata.site.SiteFinder;
import org.umbriel.metadata.site.SiteVerdict;
import org.umbriel.metadata.site.Verdict;

/** Each target's verdicts against the expectations on its lines. */
class FactTargetsTest {
  private static final Path SOURCES = Path.of("src/test/java/org/umbriel/symexec/fact/targets");
  private static final Path CLASSES =
      Path.of("target/test-classes/org/umbriel/symexec/fact/targets");
  private static final String MARK = "// expect ";

  static Stream<String> targets() throws IOException {
    try (Stream<Path> files = Files.list(SOURCES)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(n -> !n.equals("package-info.java"))
          .map(n -> n.substring(0, n.length() - ".java".length()))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("targets")
  void verdictsAreAsExpected(String name) throws IOException, MalformedClassException {
    assertEquals(expected(name), actual(name));
  }

  /** Expectations stand at the end of the line they are about, or on lines of their own above. */
  private static String expected(String name) throws IOException {
    List<String> lines = Files.readAllLines(SOURCES.resolve(name + ".java"));
    StringBuilder expected = new StringBuilder();
    List<String> pending = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      int mark = line.indexOf(MARK);
      if (mark >= 0) {
        pending.add(line.substring(mark + MARK.length()));
      }
      if (!pending.isEmpty() && !line.strip().startsWith(MARK)) {
        expected.append(i + 1).append(": ").append(String.join(", ", pending)).append('\n');
        pending.clear();
      }
    }
    return expected.toString();
  }

  private static String actual(String name) throws IOException, MalformedClassException {
    List<ClassUnit> units = new ArrayList<>();
    for (ClassFile file : classesOf(name)) {
      units.add(ClassDecoder.decode(file));
    }
    Program program = new Program(units, PlatformClasses.running());
    FactAnalysis facts = FactAnalysis.of(program, new Assumption.Platform("test", "test"));
    while (facts.step()) {}
    TreeMap<Integer, List<String>> lines = new TreeMap<>();
    for (ClassUnit unit : units) {
      for (MethodCode method : unit.methods()) {
        List<CheckSite> sites = SiteFinder.sitesIn(method, facts.contracts());
        for (SiteVerdict verdict : facts.verdicts(method, sites)) {
          CheckSite site = verdict.site();
          if (!site.trivial()) {
            lines
                .computeIfAbsent(site.line(), k -> new ArrayList<>())
                .add(site.kind() + " " + word(verdict.verdict()));
          }
        }
      }
    }
    return lines.entrySet().stream()
        .map(line -> line.getKey() + ": " + String.join(", ", line.getValue()) + "\n")
        .collect(Collectors.joining());
  }

  /** The class and those nested in it, in the order of their names. */
  private static List<ClassFile> classesOf(String name) {
    try (Stream<Path> files = Files.list(CLASSES)) {
      return files
          .filter(f -> f.getFileName().toString().matches(name + "(\\$.*)?\\.class"))
          .sorted()
          .map(FactTargetsTest::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ClassFile read(Path file) {
    try {
      String path = "org/umbriel/symexec/fact/targets/" + file.getFileName();
      return new ClassFile(path, Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String word(Verdict verdict) {
    if (!(verdict instanceof Verdict.Proven proven)) {
      return "unproven";
    }
    Optional<Assumption.Strength> weakest =
        proven.assumptions().stream().map(Assumption::strength).max(Enum::compareTo);
    return weakest.map(s -> s.toString().toLowerCase(java.util.Locale.ROOT)).orElse("proven");
  }
}
