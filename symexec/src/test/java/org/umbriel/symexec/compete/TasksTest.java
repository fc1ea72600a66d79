package org.umbriel.symexec.compete;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.umbriel.metadata.archive.PlatformClasses;
import org.umbriel.metadata.classfile.ClassDecoder;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.MalformedClassException;
import org.umbriel.metadata.classfile.Program;
import org.umbriel.symexec.explore.Exploration;
import org.umbriel.symexec.explore.machine.Budget;
import org.umbriel.symexec.explore.machine.Joining;
import org.umbriel.symexec.replay.ProgramFiles;
import org.umbriel.symexec.replay.ProgramReplay;
import org.umbriel.symexec.solver.z3.Z3Lane;
import org.umbriel.symexec.solver.z3.Z3Limits;

/** Whole programs, whose right answers for both properties stand in their comments. */
class TasksTest {
  private static final String FOLDER = "org/umbriel/symexec/compete/tasks/";

  /** Enough for tasks of a page; what has no end is given up soon. */
  private static final Budget BUDGET =
      new Budget(6_000_000L, 3_000_000L, 0, 1_000, 3_000_000L, 3_000, 3_000);

  private static final Z3Limits LIMITS = new Z3Limits(4_000_000, 50_000, 3_000);

  private static final Path SOURCES = Path.of("src/test/java", FOLDER);

  static List<String> tasks() throws IOException {
    try (Stream<Path> files = Files.list(SOURCES)) {
      return files
          .map(f -> f.getFileName().toString().replace(".java", ""))
          .filter(name -> !name.equals("package-info"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void answersAreRight(String name) throws IOException, MalformedClassException {
    String source = Files.readString(SOURCES.resolve(name + ".java"));
    for (Property property : Property.values()) {
      String mark = "expect " + property + " ";
      int at = source.indexOf(mark);
      if (at >= 0) {
        String expected = source.substring(at + mark.length()).split("\\W", 2)[0];
        Verdict verdict = answer(name, property, Competition.ATTEMPTS);
        assertEquals(expected, verdict.answer().toString(), verdict.toString());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void joiningFindsTheSameOrNothing(String name) throws IOException, MalformedClassException {
    String source = Files.readString(SOURCES.resolve(name + ".java"));
    String mark = "expect VALID_ASSERT ";
    String expected = source.substring(source.indexOf(mark) + mark.length()).split("\\W", 2)[0];
    Verdict verdict =
        answer(
            name,
            Property.VALID_ASSERT,
            List.of(new Competition.Attempt(300, 4, Joining.WHERE_POSSIBLE)));
    assertTrue(
        verdict.answer() == Verdict.Answer.UNKNOWN || verdict.answer().toString().equals(expected),
        verdict.toString());
  }

  private static Verdict answer(String name, Property property, List<Competition.Attempt> attempts)
      throws IOException, MalformedClassException {
    Path classes = Path.of("target/test-classes", FOLDER);
    List<ClassUnit> units = new ArrayList<>();
    try (Stream<Path> files = Files.list(classes)) {
      for (Path file : files.sorted().toList()) {
        String fileName = file.getFileName().toString();
        if (fileName.equals(name + ".class") || fileName.startsWith(name + "$")) {
          units.add(
              ClassDecoder.decode(new ClassFile(FOLDER + fileName, Files.readAllBytes(file))));
        }
      }
    }
    PlatformClasses platform = PlatformClasses.running();
    Program program =
        new Program(units, Exploration.modelClasses().then(TasksTest::testClass).then(platform));
    ProgramFiles files =
        path ->
            units.stream()
                .filter(u -> u.file().path().equals(path))
                .map(u -> u.file().bytes())
                .findFirst();
    ProgramReplay replay = new ProgramReplay(Path.of(System.getProperty("java.home")), 3_000);
    try (Z3Lane solvers = new Z3Lane(LIMITS)) {
      return new Competition(program, files, solvers, replay, property, BUDGET, attempts)
          .decide(FOLDER + name);
    }
  }

  private static java.util.Optional<ClassFile> testClass(String name) {
    if (!name.startsWith("org/sosy_lab/")) {
      return java.util.Optional.empty();
    }
    try {
      Path file = Path.of("target/test-classes", name + ".class");
      return java.util.Optional.of(new ClassFile(name + ".class", Files.readAllBytes(file)));
    } catch (IOException e) {
      return java.util.Optional.empty();
    }
  }
}
