package org.umbriel.metadata.dwarf.differential;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.umbriel.metadata.dwarf.read.DebugFiles;
import org.umbriel.metadata.dwarf.type.DataType.Structure;
import org.umbriel.metadata.dwarf.type.Function;
import org.umbriel.metadata.dwarf.type.Member;
import org.umbriel.metadata.dwarf.type.Program;
import org.umbriel.metadata.dwarf.type.TypeText;
import org.umbriel.metadata.dwarf.type.Types;
import org.umbriel.metadata.testing.Tool;

/** What a compiler writes in each version and format, as others read it. */
class DifferentialTest {
  private static final String SOURCE =
      """
      #include <stdio.h>
      #include <math.h>
      typedef struct { int x : 3; unsigned y : 7; double z[4]; enum { RED, GREEN = -2 } colour; } point;
      union both { struct { short low, high; } halves; int whole; long long wide; };
      struct node { struct node *next; union both value; int (*compare)(const void *, const void *); char text[300]; };
      static int twice(int n) { int m = n * 2; return m; }
      int sum(const point *p, int n) {
        int result = 0;
        for (int i = 0; i < n; i++) { point q = p[i]; result += twice(q.x) + q.colour; }
        return result;
      }
      long count(struct node *list, ...) { long n = 0; while (list) { n++; list = list->next; } return n; }
      extern int total(int) __attribute__((alias("totalled")));
      int totalled(int a) { return a + (int) sin(a); }
      """;

  private static Path compile(Path folder, String... options) throws Exception {
    Path source = Files.writeString(folder.resolve("p.c"), SOURCE);
    Path result = folder.resolve(options[0].equals("-c") ? "p.o" : "libp.so");
    List<Object> arguments = new ArrayList<>(List.of(options));
    if (!options[0].equals("-c")) {
      arguments.add("-shared");
    }
    arguments.addAll(List.of("-g", "-fPIC", "-o", result, source));
    Tool.find("gcc").run(arguments.toArray());
    return result;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-O0",
        "-O2",
        "-gdwarf-2 -gstrict-dwarf -O2",
        "-gdwarf-3 -O2",
        "-gdwarf-4 -O2",
        "-gdwarf-4 -fdebug-types-section",
        "-fdebug-types-section -O1",
        "-gdwarf64 -O2",
        "-gz=zlib",
        "-c -O2",
        "-c -gdwarf-4",
        "-O2 -flto"
      })
  void sameAsOthersRead(String options, @TempDir Path folder) throws Exception {
    Path file = compile(folder, options.split(" "));
    String readelf =
        Tool.find("readelf").run("--debug-dump=info", "--debug-dump=no-follow-links", file);
    var one = new ReadelfComparison(DebugFiles.open(file).info(), lines(readelf)).run();
    assertEquals(List.of(), one.first());
    String llvm =
        Tool.find("llvm-dwarfdump").run("--verbose", "--debug-info", "--debug-types", file);
    var other = new LlvmComparison(DebugFiles.open(file).info(), lines(llvm)).run();
    assertEquals(List.of(), other.first());
    assertTrue(one.whole() && other.whole() && other.entries() > 50, other::toString);
  }

  private static BufferedReader lines(String text) {
    return new BufferedReader(new StringReader(text));
  }

  @Test
  void splitUnitsAreFound(@TempDir Path folder) throws Exception {
    Path file = compile(folder, "-gsplit-dwarf", "-O1");
    Program program = Program.open(file);
    assertEquals(
        "int sum(const point *p, int n)", TypeText.of(program.function("sum").orElseThrow()));
  }

  @Test
  void whatDwzMovesAwayIsFound(@TempDir Path folder) throws Exception {
    Tool dwz = Tool.find("dwz");
    for (String format : List.of("--quiet", "--dwarf-5")) {
      Path one = Files.copy(compile(folder, "-O1"), folder.resolve("one.so"), REPLACE_EXISTING);
      Path two = Files.copy(one, folder.resolve("two.so"), REPLACE_EXISTING);
      Path shared = folder.resolve("shared.debug");
      Files.deleteIfExists(shared);
      dwz.run(format, "-m", shared, one, two);
      Program program = Program.open(two);
      assertTrue(program.files().info().supplementary().isPresent(), format);
      assertEquals(
          "int sum(const point *p, int n)", TypeText.of(program.function("sum").orElseThrow()));
      assertEquals(
          List.of("next", "value", "compare", "text"),
          ((Structure) Types.of(program.type("struct node").orElseThrow()))
              .members().stream().map(Member::name).toList());
    }
  }

  @Test
  void functionsAreFoundByAnyName(@TempDir Path folder) throws Exception {
    Program program = Program.open(compile(folder, "-O2"));
    Function total = program.function("total").orElseThrow();
    assertEquals("int total(int a)", TypeText.of(total));
    assertEquals(List.of("total", "totalled"), total.aliases().stream().sorted().toList());
    assertEquals(
        "long int count(struct node *list, ...)",
        TypeText.of(program.function("count").orElseThrow()));
    assertTrue(program.function("nothing").isEmpty());
  }

  @Test
  void sameLayoutsAsGdb(@TempDir Path folder) throws Exception {
    Tool.find("gdb");
    for (String version : List.of("-gdwarf-2", "-gdwarf-4", "-gdwarf-5")) {
      Path file = compile(folder, version);
      var result = LayoutComparison.run(Program.open(file), file, 100, 1);
      assertEquals(List.of(), result.differences());
      assertTrue(result.structures() >= 2, result::toString);
    }
  }
}
