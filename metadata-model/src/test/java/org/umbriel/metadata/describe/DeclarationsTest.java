package org.umbriel.metadata.describe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.dwarf.DebugInformation;
import org.umbriel.metadata.dwarf.Unit;
import org.umbriel.metadata.dwarf.read.DwarfReader;
import org.umbriel.metadata.elf.ElfReader;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.testing.JavaSource;
import org.umbriel.metadata.testing.Tool;

/** Generics, annotations, records, sealed classes, lambdas, scopes: what javac makes of them. */
class DeclarationsTest {
  private static final String SOURCE =
      """
      package a;
      import java.io.IOException;
      import java.util.*;
      import java.util.function.*;
      sealed interface Shape permits Circle, Square {}
      @interface Mark { int[] value() default {}; String name() default ""; Class<?> type() default Object.class;
        Thread.State state() default Thread.State.NEW; Inner inner() default @Inner('c'); long big() default 0; }
      @interface Inner { char value(); }
      record Circle(@Mark({1, 2}) List<String> names, double radius) implements Shape {}
      final class Square<T extends Comparable<T>, U extends T> extends AbstractList<T> implements Shape {
        @Mark(name = "a\\"b", type = int[].class, state = Thread.State.RUNNABLE, inner = @Inner('x'), big = 7)
        Map<String, ? super T> map;
        @Deprecated <E extends Exception> U pick(@Mark List<U> from, E failure) throws E, IOException {
          Function<U, String> f = u -> u.toString() + from;
          for (U each : from) {
            Supplier<Integer> length = each.toString()::length;
            if (length.get() > 3) { return each; }
          }
          return null;
        }
        public T get(int i) { return null; }
        public int size() { return 0; }
      }
      """;

  private static final Set<String> ABOUT_CODE = Set.of("line", "subprogram", "compile_unit");

  private static List<DescribedClass> classes(String main, String source) {
    List<DescribedClass> classes = new ArrayList<>();
    for (ClassUnit unit : JavaSource.of(main, source).compile("-g", "--release", "17")) {
      ClassRecords none = new ClassRecords(List.of(), List.of(), List.of());
      classes.add(new DescribedClass(classes.size(), unit, none));
    }
    return classes;
  }

  /** What is said of a class, without places and what is only about code. */
  private static String describe(String name) throws IOException {
    return describe("a.Square", SOURCE, name);
  }

  private static String describe(String main, String source, String name) throws IOException {
    DebugInformation information = Descriptions.describe("a.jar", classes(main, source));
    StringBuilder text = new StringBuilder();
    for (Unit unit : information.units()) {
      if (unit.root().text(AttributeName.NAME).equals(Optional.of(name))) {
        new TextPrinter(information, text).print(unit);
      }
    }
    return text.toString()
        .lines()
        .filter(line -> !ABOUT_CODE.contains(line.strip().split(" ")[0]))
        .filter(line -> !line.contains(" this : "))
        .map(line -> line.replaceAll("    (low_pc|high_pc|regx|start_scope) (0x)?[0-9a-f]+", ""))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  @Test
  void sealedInterfaces() throws IOException {
    assertEquals(
        """
          interface_type Shape
            umbriel_permitted : a.Circle
            umbriel_permitted : a.Square
        """,
        describe("a.Shape"));
  }

  @Test
  void records() throws IOException {
    String described = describe("a.Circle");
    assertEquals(
        """
          class_type Circle
            inheritance : java.lang.Record
            inheritance : a.Shape
            umbriel_record_component names : java.util.List    signature Ljava/util/List<Ljava/lang/String;>;
              umbriel_annotation a.Mark
                umbriel_element value    const_value {1, 2}
            umbriel_record_component radius : double
        """,
        described.substring(0, described.indexOf("    member names")));
  }

  @Test
  void annotationsWithinTypesAndTheirDefaults() throws IOException {
    String source =
        """
        package b;
        import java.lang.annotation.*;
        import java.util.*;
        @Target(ElementType.TYPE_USE) @interface In { int value() default 3; String[] names() default {"a", "b"}; }
        abstract class Typed<T extends @In Object> extends ArrayList<@In(1) T> implements Comparable<@In Typed<?>> {
          Map<String, @In List<? extends @In T>> map;
          @In int @In [] grid;
          abstract <E extends @In Exception> List<@In String> pick(List<@In T[]> from) throws @In E;
        }
        """;
    List<String> places =
        Pattern.compile("type_place (.*)")
            .matcher(describe("b.Typed", source, "b.Typed"))
            .results()
            .map(each -> each.group(1))
            .toList();
    assertEquals(
        List.of(
            "superclass: type argument 0",
            "interface 0: type argument 0",
            "type parameter 0, bound 0",
            "type: type argument 1",
            "type: type argument 1, type argument 0, bound",
            "type: element",
            "return: type argument 0",
            "type parameter 0, bound 0",
            "throws 0",
            "parameter 0: type argument 0, element"),
        places);
    String in = describe("b.Typed", source, "b.In");
    assertTrue(in.contains("umbriel_element default    const_value 3\n"), in);
    assertTrue(in.contains("umbriel_element default    const_value {\"a\", \"b\"}\n"), in);
  }

  @Test
  void genericsAnnotationsLambdasAndScopes() throws IOException {
    String described = describe("a.Square");
    assertEquals(
        """
          class_type Square    signature <T::Ljava/lang/Comparable<TT;>;U:TT;>Ljava/util/AbstractList<TT;>;La/Shape;
            inheritance : java.util.AbstractList
            inheritance : a.Shape
            template_type_parameter T : java.lang.Comparable
            template_type_parameter U : java.lang.Comparable
            member map : java.util.Map    signature Ljava/util/Map<Ljava/lang/String;-TT;>;
              umbriel_annotation a.Mark
                umbriel_element name    const_value "a\\"b"
                umbriel_element type    const_value int[].class
                umbriel_element state    const_value java.lang.Thread$State.RUNNABLE
                umbriel_element inner    const_value @a.Inner(value = 'x')
                umbriel_element big    const_value 7L
              formal_parameter from : java.util.List    signature Ljava/util/List<TU;>;
                umbriel_annotation a.Mark
              formal_parameter failure : java.lang.Exception    signature TE;
              template_type_parameter E : java.lang.Exception
              thrown_type : java.lang.Exception
              thrown_type : java.io.IOException
              umbriel_annotation java.lang.Deprecated
              umbriel_lambda apply : java.util.function.Function    implementation a/Square.lambda$pick$0(Ljava/util/List;Ljava/lang/Comparable;)Ljava/lang/String;
              umbriel_lambda get : java.util.function.Supplier    implementation java/lang/String.length()I
              variable f : java.util.function.Function    signature Ljava/util/function/Function<TU;Ljava/lang/String;>;
              lexical_block
                variable length : java.util.function.Supplier    signature Ljava/util/function/Supplier<Ljava/lang/Integer;>;
                variable each : java.lang.Comparable    signature TU;
        """,
        described.substring(0, described.indexOf("      formal_parameter i : int")));
  }

  @Test
  void nothingIsLostInDwarf(@TempDir Path folder) throws Exception {
    byte[] file = Descriptions.write("0".repeat(40), "a.jar", classes("a.Square", SOURCE));
    assertEquals(
        Descriptions.describe("a.jar", classes("a.Square", SOURCE)),
        DwarfReader.open(ElfReader.read(file)).read());
    Path path = Files.write(folder.resolve("a.debug"), file);
    String verified = Tool.find("llvm-dwarfdump").run("--verify", path);
    assertTrue(verified.contains("No errors."), verified);
  }

  @Test
  void signaturesThatAreNoneDeclareNothing() {
    TypeTable types = new TypeTable(Map.of(), 0);
    for (String wrong : List.of("", "<", "<T", "<T:", "<T:Ljava/lang/Object", "(", "<:>")) {
      assertEquals(List.of(), TypeParameters.of(wrong, types), wrong);
    }
  }
}
