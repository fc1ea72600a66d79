package org.umbriel.metadata.dwarf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbriel.metadata.dwarf.read.DwarfReader;
import org.umbriel.metadata.dwarf.read.EntryCursor;
import org.umbriel.metadata.dwarf.write.DwarfWriter;
import org.umbriel.metadata.elf.ElfFile;
import org.umbriel.metadata.elf.ElfReader;
import org.umbriel.metadata.elf.ElfWriter;
import org.umbriel.metadata.testing.Tool;

/** What a C compiler writes and other tools read. */
class ForeignFilesTest {
  private static final String SOURCE =
      """
      typedef struct { int x; double y[4]; enum { RED, GREEN = -2 } colour; } point;
      static int twice(int n) { int m = n * 2; return m; }
      int sum(const point *p, int n) {
        int result = 0;
        for (int i = 0; i < n; i++) { point q = p[i]; result += twice(q.x) + q.colour; }
        return result;
      }
      """;
  private static final Pattern TAG = Pattern.compile("0x([0-9a-f]{8}):( +)(DW_TAG_\\w+)");
  private static final Pattern LINE = Pattern.compile("(?m)^0x([0-9a-f]{16}) +(\\d+) +(\\d+) ");

  private static Path compile(Path folder, String... options) throws Exception {
    Path source = Files.writeString(folder.resolve("p.c"), SOURCE);
    Path library = folder.resolve("libp.so");
    List<Object> arguments = new ArrayList<>(List.of("-gdwarf-5", "-shared", "-fPIC"));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("-o", library, source));
    Tool.find("gcc").run(arguments.toArray());
    return library;
  }

  @Test
  void sameEntriesAsLlvm(@TempDir Path folder) throws Exception {
    for (String option :
        List.of("-O0", "-O2", "-gdwarf-2", "-gdwarf-3", "-gdwarf-4", "-gdwarf64")) {
      Path library = compile(folder, option);
      Matcher shown = TAG.matcher(Tool.find("llvm-dwarfdump").run("--debug-info", library));
      DwarfReader reader = DwarfReader.open(ElfReader.read(Files.readAllBytes(library)));
      for (var unit : reader.units()) {
        EntryCursor cursor = unit.entries();
        while (cursor.next()) {
          assertTrue(shown.find());
          assertEquals(Long.parseLong(shown.group(1), 16), cursor.offset().value());
          assertEquals(shown.group(2).length() / 2, cursor.depth());
          assertEquals(shown.group(3), cursor.tag().fullName());
        }
      }
    }
  }

  @Test
  void sameLinesAsLlvm(@TempDir Path folder) throws Exception {
    Path library = compile(folder, "-O2");
    Matcher shown = LINE.matcher(Tool.find("llvm-dwarfdump").run("--debug-line", library));
    DebugInformation read = DwarfReader.open(ElfReader.read(Files.readAllBytes(library))).read();
    int rows = 0;
    for (LineSequence sequence : read.units().get(0).lines().orElseThrow().sequences()) {
      for (LineRow row : sequence.rows()) {
        assertTrue(shown.find());
        assertEquals(Long.parseLong(shown.group(1), 16), row.address());
        assertEquals(Integer.parseInt(shown.group(2)), row.line());
        assertEquals(Integer.parseInt(shown.group(3)), row.column());
        rows++;
      }
      assertTrue(shown.find(), "the row that ends the sequence");
      assertEquals(Long.parseLong(shown.group(1), 16), sequence.end());
    }
    assertTrue(rows > 10);
  }

  /** Written again, values of forms that we never choose are still the same. */
  @Test
  void survivesBeingWrittenAgain(@TempDir Path folder) throws Exception {
    DebugInformation read =
        DwarfReader.open(ElfReader.read(Files.readAllBytes(compile(folder, "-O2")))).read();
    byte[] again = ElfWriter.write(new ElfFile(Optional.empty(), DwarfWriter.write(read)));
    assertEquals(read, DwarfReader.open(ElfReader.read(again)).read());
  }
}
