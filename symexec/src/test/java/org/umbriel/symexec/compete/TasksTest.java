package org.umbriel.symexec.compete;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import org.umbriel.symexec.replay.ProgramFiles;
import org.umbriel.symexec.replay.ProgramReplay;
import org.umbriel.symexec.solver.z3.Z3Lane;
import org.umbriel.symexec.solver.z3.Z3Limits;

/** Whole programs, whose right answers for both properties stand in their comments. */
class TasksTest {
  private static final String FOLDER = "org/umbriel/symexec/compete/tasks/";

  /** Enough for tasks of a page; what has no end is given up soon. */
  private static final Budget BUDGET =
      new Budget(3_000_000L, 1_500_000L, 0, 1_000, 1_500_000L, 1_500);

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
        Verdict verdict = answer(name, property);
        assertEquals(expected, verdict.answer().toString(), verdict.toString());
      }
    }
  }

  private static Verdict answer(String name, Property property)
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
    try (Z3Lane solvers = new Z3Lane(Z3Limits.standard())) {
      return new Competition(program, files, solvers, replay, property, BUDGET)
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
