package org.umbriel.metadata.classfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.umbriel.metadata.archive.PlatformClasses;
import org.umbriel.metadata.classfile.Program.Subtyping;
import org.umbriel.metadata.testing.JavaSource;
import org.umbriel.metadata.testing.MethodAssembler;

/** Lookups in programs that are incomplete, cyclic or ambiguous. */
final class ProgramTest {
  private static final String DIAMOND =
      """
      interface Top { default String m() { return ""; } static int s() { return 1; } int F = 1; }
      interface Left extends Top { default String m() { return ""; } }
      interface Right extends Top {}
      interface Blank extends Top { String m(); }
      interface Other { default String m() { return ""; } }
      class OfLeft implements Right, Left {}
      abstract class OfBlank implements Right, Blank {}
      abstract class Torn implements Left, Blank { public String m() { return ""; } }
      class Base implements Top { int field; private int hidden; }
      class Derived extends Base implements Right { void own() {} }
      """;

  private static ClassSource source(String text) {
    Map<String, ClassFile> files = new HashMap<>();
    JavaSource.of("Subjects", text)
        .classFiles(ToolProvider.getSystemJavaCompiler())
        .forEach(f -> files.put(f.path().replace(".class", ""), f));
    return name -> Optional.ofNullable(files.get(name));
  }

  private static Program program(ClassSource source) throws Exception {
    return new Program(List.of(), source.then(PlatformClasses.running()));
  }

  private static Optional<String> resolved(
      Program program, String owner, String name, String type) {
    return program.resolve(new MethodReference(owner, name, type)).map(MethodCode::owner);
  }

  private static final String STRING = "()Ljava/lang/String;";

  @Test
  void theMostSpecificDefaultMethodWins() throws Exception {
    Program program = program(source(DIAMOND));

    assertEquals(Optional.of("Left"), resolved(program, "OfLeft", "m", STRING));
    assertEquals(Optional.of("Blank"), resolved(program, "OfBlank", "m", STRING));
    assertEquals(Optional.of("Torn"), resolved(program, "Torn", "m", STRING));
    assertEquals(Optional.of("Top"), resolved(program, "Derived", "m", STRING));
    assertEquals(Optional.of("Top"), resolved(program, "Right", "m", STRING));
  }

  @Test
  void staticMethodsOfInterfacesAreNotInherited() throws Exception {
    Program program = program(source(DIAMOND));

    assertEquals(Optional.of("Top"), resolved(program, "Top", "s", "()I"));
    assertEquals(Optional.empty(), resolved(program, "Left", "s", "()I"));
    assertEquals(Optional.empty(), resolved(program, "OfLeft", "s", "()I"));
  }

  @Test
  void interfacesHaveThePublicMethodsOfObject() throws Exception {
    Program program = program(source(DIAMOND));

    assertEquals(Optional.of("java/lang/Object"), resolved(program, "Top", "hashCode", "()I"));
    assertEquals(Optional.empty(), resolved(program, "Top", "finalize", "()V"));
    assertEquals(Optional.of("java/lang/Object"), resolved(program, "Derived", "finalize", "()V"));
  }

  @Test
  void arraysHaveTheMethodsOfObject() throws Exception {
    Program program = program(ClassSource.EMPTY);

    assertEquals(
        Optional.of("java/lang/Object"), resolved(program, "[I", "clone", "()Ljava/lang/Object;"));
    assertEquals(Set.of(), program.missing());
  }

  @Test
  void fieldsAreFoundInInterfacesBeforeSuperclasses() throws Exception {
    Program program =
        program(
            source(
                """
                interface Deep { int F = 1; }
                interface Shallow extends Deep {}
                class Parent { static int F; static int G; }
                class Child extends Parent implements Shallow {}
                """));

    assertEquals(
        Optional.of("Deep"),
        program.resolve(new FieldReference("Child", "F", "I")).map(FieldUnit::owner));
    assertEquals(
        Optional.of("Parent"),
        program.resolve(new FieldReference("Child", "G", "I")).map(FieldUnit::owner));
    assertEquals(Optional.empty(), program.resolve(new FieldReference("Child", "G", "J")));
    assertEquals(Optional.empty(), program.resolve(new FieldReference("[I", "length", "I")));
  }

  @Test
  void whatAMissingClassCouldDeclareIsNotResolvedAboveIt() throws Exception {
    ClassSource whole = source(DIAMOND);
    Program program = program(name -> name.equals("Base") ? Optional.empty() : whole.find(name));

    assertEquals(Optional.of("Derived"), resolved(program, "Derived", "own", "()V"));
    assertEquals(Optional.empty(), resolved(program, "Derived", "hashCode", "()I"));
    assertEquals(Optional.empty(), resolved(program, "Derived", "m", STRING));
    assertEquals(Optional.empty(), program.resolve(new FieldReference("Derived", "absent", "I")));
    assertEquals(Subtyping.UNKNOWN, program.subtyping("Derived", "Left"));
    assertEquals(Subtyping.YES, program.subtyping("Derived", "Right"));
    assertEquals(Subtyping.UNKNOWN, program.subtyping("[[LDerived;", "[[LLeft;"));
    assertEquals(Set.of("Base"), program.missing());
  }

  @Test
  void missingClassesAreLookedForAndReportedOnce() throws Exception {
    Map<String, AtomicInteger> lookups = new ConcurrentHashMap<>();
    Program program =
        new Program(
            List.of(),
            name -> {
              lookups.computeIfAbsent(name, n -> new AtomicInteger()).incrementAndGet();
              return Optional.empty();
            });
    for (int i = 0; i < 3; i++) {
      program.find("no/Such");
      program.header("no/Such");
      program.subtyping("no/Such", "no/Other");
    }

    assertEquals(new TreeSet<>(Set.of("no/Such")), program.missing());
    assertTrue(lookups.get("no/Such").get() <= 2, lookups.toString());
  }

  @Test
  void aClassWithAnotherNameOrBrokenBytesIsMissing() throws Exception {
    byte[] bytes = MethodAssembler.method("()V").op(Opcode.RETURN).bytes();
    Program program =
        new Program(
            List.of(),
            name ->
                Optional.of(new ClassFile(name, name.equals("broken/C") ? new byte[99] : bytes)));

    assertEquals(Optional.empty(), program.find("other/C"));
    assertEquals(Optional.empty(), program.header("other/C"));
    assertEquals(Optional.empty(), program.find("broken/C"));
    assertTrue(program.find(MethodAssembler.CLASS).isPresent());
    assertEquals(Set.of("broken/C", "other/C"), program.missing());
  }

  @Test
  void classesThatExtendThemselvesDoNotHangLookups() throws Exception {
    ClassSource first =
        source("class A { } class B extends A { } interface I {} interface J extends I {}");
    ClassSource second =
        source("class B { } class A extends B { } interface J {} interface I extends J {}");
    Program program =
        program(name -> (name.equals("A") || name.equals("I") ? second : first).find(name));

    assertEquals(Optional.empty(), resolved(program, "A", "m", "()V"));
    assertEquals(Optional.empty(), resolved(program, "I", "m", "()V"));
    assertEquals(Optional.empty(), program.resolve(new FieldReference("A", "f", "I")));
    assertEquals(Subtyping.NO, program.subtyping("A", "C"));
    assertEquals(Subtyping.YES, program.subtyping("A", "B"));
  }

  @Test
  void theFirstUnitOfANameCounts() throws Exception {
    ClassUnit first = MethodAssembler.method("a", "()V").op(Opcode.RETURN).unit();
    ClassUnit second = MethodAssembler.method("b", "()V").op(Opcode.RETURN).unit();
    Program program = new Program(List.of(first, second), ClassSource.EMPTY);

    assertSame(first, program.find(first.name()).orElseThrow());
    assertEquals(List.of(first), program.units());
    assertEquals(List.of(first), program.directSubtypes("java/lang/Object"));
    assertTrue(program.contains(first.name()));
  }

  @Test
  void manyThreadsSeeOneUnitAName() throws Exception {
    Program program = program(ClassSource.EMPTY);
    List<String> names =
        List.of("java/util/ArrayList", "java/util/HashMap", "java/lang/String", "java/util/List");
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<List<ClassUnit>>> lookups =
          Collections.nCopies(
              32, () -> names.stream().map(n -> program.find(n).orElseThrow()).toList());
      Set<ClassUnit> units = Collections.newSetFromMap(new IdentityHashMap<>());
      for (Future<List<ClassUnit>> found : new ArrayList<>(threads.invokeAll(lookups))) {
        units.addAll(found.get());
      }
      assertEquals(names.size(), units.size());
    } finally {
      threads.shutdown();
    }
  }
}
