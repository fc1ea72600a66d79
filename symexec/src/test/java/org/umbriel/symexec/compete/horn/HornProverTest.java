package org.umbriel.symexec.compete.horn;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sosy_lab.sv_benchmarks.Verifier;
import org.umbriel.metadata.archive.PlatformClasses;
import org.umbriel.metadata.classfile.ClassDecoder;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.MalformedClassException;
import org.umbriel.metadata.classfile.Program;

class HornProverTest {
  private static final int RESOURCES = 1_000_000;

  static List<Class<?>> provable() {
    return Arrays.asList(Provable.class.getDeclaredClasses());
  }

  static List<Class<?>> violated() {
    return Arrays.asList(Violated.class.getDeclaredClasses());
  }

  @ParameterizedTest
  @MethodSource("provable")
  void invariantsAreFound(Class<?> program) throws IOException, MalformedClassException {
    assertTrue(proves(program, Goal.NO_ASSERTION_ERROR));
  }

  @ParameterizedTest
  @MethodSource("violated")
  void whatIsViolatedIsNotProven(Class<?> program) throws IOException, MalformedClassException {
    assertFalse(proves(program, Goal.NO_ASSERTION_ERROR));
  }

  @Test
  void exceptionsThatLeaveMainAreViolations() throws IOException, MalformedClassException {
    assertFalse(proves(Violated.Finally.class, Goal.NO_RUNTIME_EXCEPTION));
    assertTrue(proves(Violated.SumWraps.class, Goal.NO_RUNTIME_EXCEPTION));
    assertTrue(proves(Provable.Machine.class, Goal.NO_RUNTIME_EXCEPTION));
  }

  private static boolean proves(Class<?> program, Goal goal)
      throws IOException, MalformedClassException {
    List<ClassUnit> units = new ArrayList<>(List.of(unit(program), unit(Verifier.class)));
    for (Class<?> nested : program.getDeclaredClasses()) {
      units.add(unit(nested));
    }
    return new HornProver(new Program(units, PlatformClasses.running()), goal, RESOURCES)
        .proves(program.getName().replace('.', '/'));
  }

  private static ClassUnit unit(Class<?> type) throws IOException, MalformedClassException {
    String path = type.getName().replace('.', '/') + ".class";
    try (InputStream in = type.getClassLoader().getResourceAsStream(path)) {
      return ClassDecoder.decode(new ClassFile(path, in.readAllBytes()));
    }
  }
}
