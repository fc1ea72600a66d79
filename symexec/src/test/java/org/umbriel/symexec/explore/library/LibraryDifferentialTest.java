package org.umbriel.symexec.explore.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.umbriel.metadata.archive.PlatformClasses;
import org.umbriel.metadata.classfile.ClassDecoder;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.MalformedClassException;
import org.umbriel.metadata.classfile.Program;
import org.umbriel.symexec.compete.Property;
import org.umbriel.symexec.explore.Exploration;
import org.umbriel.symexec.explore.machine.Budget;
import org.umbriel.symexec.explore.machine.Joining;
import org.umbriel.symexec.solver.z3.Z3Lane;
import org.umbriel.symexec.solver.z3.Z3Limits;

/**
 * Every public method of the classes that have models, with random arguments: what the machine
 * computes of unknowns that can have one value only is what the real method answers or throws.
 * {@code -Dlibrary.rounds=N} makes N calls of each method, {@code -Dlibrary.seed=S} others.
 */
class LibraryDifferentialTest {
  private static final List<Class<?>> SUBJECTS =
      List.of(
          String.class,
          StringBuilder.class,
          StringBuffer.class,
          Character.class,
          Integer.class,
          Long.class,
          Short.class,
          Byte.class,
          Boolean.class,
          Float.class,
          Double.class,
          Math.class,
          StrictMath.class,
          Random.class);

  /** Any number, to the machine. */
  private static final Set<String> INEXACT = Set.of("random", "IEEEremainder");

  private static final Budget BUDGET = new Budget(400_000L, 200_000L, 100, 200, 400_000L, 400, 30);
  private static final Z3Limits LIMITS = new Z3Limits(200_000, 50_000, 200);

  @Test
  void modelsDoWhatTheLibraryDoes(@TempDir Path folder, TestReporter reporter)
      throws IOException, IllegalAccessException, MalformedClassException {
    Random random = new Random(Long.getLong("library.seed", 1));
    int rounds = Integer.getInteger("library.rounds", 2);
    Map<String, LibraryCall> calls = new TreeMap<>();
    for (Class<?> subject : SUBJECTS) {
      for (Method method : methods(subject)) {
        for (int round = 0; round < rounds; round++) {
          Optional<LibraryCall> call = LibraryCall.of(method, random);
          call.ifPresent(c -> calls.put("C" + calls.size(), c));
        }
      }
    }
    Program program = program(folder, calls);
    List<String> differences = new ArrayList<>();
    List<String> undecided = new ArrayList<>();
    try (Z3Lane solvers = new Z3Lane(LIMITS)) {
      for (Map.Entry<String, LibraryCall> call : calls.entrySet()) {
        Exploration exploration = new Exploration(program, solvers, Property.VALID_ASSERT);
        switch (exploration.run(call.getKey(), BUDGET, Joining.NEVER, values -> true)) {
          case EXHAUSTED -> {}
          case VIOLATED -> differences.add(call.getValue().toString());
          case INCOMPLETE -> undecided.add(exploration.reasons() + " " + call.getValue());
        }
      }
    }
    reporter.publishEntry("calls", calls.size() + ", undecided " + undecided.size());
    assertEquals("", String.join("\n", differences));
    assertTrue(undecided.size() * 5 < calls.size(), () -> String.join("\n", undecided));
  }

  /** In an order that does not depend on the JVM. */
  private static List<Method> methods(Class<?> subject) {
    return Arrays.stream(subject.getDeclaredMethods())
        .filter(m -> Modifier.isPublic(m.getModifiers()) && !m.isSynthetic())
        .filter(m -> !INEXACT.contains(m.getName()))
        .sorted(Comparator.comparing(Method::toString))
        .toList();
  }

  private static Program program(Path folder, Map<String, LibraryCall> calls)
      throws IOException, MalformedClassException {
    StringBuilder text = new StringBuilder();
    text.append("import " + Pins.class.getName() + ";\nclass Calls {}\n");
    calls.forEach((name, call) -> text.append(call.program(name)));
    List<ClassUnit> units = new ArrayList<>(compiled(folder, text.toString()));
    units.add(unit(Pins.class.getName()));
    units.add(unit("org.sosy_lab.sv_benchmarks.Verifier"));
    Map<String, Optional<ClassFile>> read = new HashMap<>();
    PlatformClasses platform = PlatformClasses.running();
    return new Program(
        units,
        name -> read.computeIfAbsent(name, n -> Exploration.modelClasses().then(platform).find(n)));
  }

  private static List<ClassUnit> compiled(Path folder, String text)
      throws IOException, MalformedClassException {
    Path source = Files.writeString(folder.resolve("Calls.java"), text);
    String classPath = Pins.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    String[] options = {"-nowarn", "-proc:none", "-XDstringConcat=inline", "-cp", classPath, "-d"};
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.addAll(List.of(folder.toString(), source.toString()));
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(new String[0]));
    assertEquals(0, code);
    List<ClassUnit> units = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
        String name = file.getFileName().toString();
        units.add(ClassDecoder.decode(new ClassFile(name, Files.readAllBytes(file))));
      }
    }
    return units;
  }

  private static ClassUnit unit(String name) throws IOException, MalformedClassException {
    String path = name.replace('.', '/') + ".class";
    try (InputStream in = Pins.class.getClassLoader().getResourceAsStream(path)) {
      return ClassDecoder.decode(new ClassFile(path, in.readAllBytes()));
    }
  }
}
