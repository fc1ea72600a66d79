package org.umbriel.metadata.dwarf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbriel.metadata.dwarf.read.AddressRangeTable;
import org.umbriel.metadata.dwarf.read.Die;
import org.umbriel.metadata.dwarf.read.DwarfReader;
import org.umbriel.metadata.dwarf.read.IndexedName;
import org.umbriel.metadata.dwarf.read.NameTable;
import org.umbriel.metadata.dwarf.read.UnitReader;
import org.umbriel.metadata.elf.ElfReader;
import org.umbriel.metadata.entry.AddressRange;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.IndexAttribute;
import org.umbriel.metadata.testing.Tool;

/** {@code .debug_aranges} and {@code .debug_names} as compilers and gdb write them. */
class LookupTablesTest {
  private static final String SOURCE =
      """
      typedef struct { int x; double z[4]; enum { RED%1$s, GREEN%1$s } colour; } point%1$s;
      int global%1$s = 3;
      static int twice(int n) { int m = n * 2; return m; }
      int sum%1$s(const point%1$s *p, int n) { return twice(p[n].x); }
      """;
  private static final Pattern SET = Pattern.compile("cu_offset = 0x([0-9a-f]+)");
  private static final Pattern RANGE = Pattern.compile("\\[0x([0-9a-f]+), 0x([0-9a-f]+)\\)");
  private static final Pattern NAME = Pattern.compile("String: 0x[0-9a-f]+ \"(.*)\"");
  private static final Pattern HASH = Pattern.compile("Hash: 0x([0-9A-F]+)");
  private static final Pattern TAG = Pattern.compile("^ {8}Tag: (\\w+)");
  private static final Pattern VALUE = Pattern.compile("^ {8}(DW_IDX_\\w+): (?:0x)?([0-9a-f]+)");

  private static Path compile(Path folder, String compiler, Object... options) throws Exception {
    Path first = Files.writeString(folder.resolve("p.c"), String.format(Locale.ROOT, SOURCE, "1"));
    Path second = Files.writeString(folder.resolve("q.c"), String.format(Locale.ROOT, SOURCE, "2"));
    Path library = folder.resolve("libp.so");
    Object[] all = new Object[options.length + 6];
    System.arraycopy(options, 0, all, 0, options.length);
    Object[] rest = {"-shared", "-fPIC", "-o", library, first, second};
    System.arraycopy(rest, 0, all, options.length, rest.length);
    Tool.find(compiler).run(all);
    return library;
  }

  @Test
  void sameAddressRangesAsLlvm(@TempDir Path folder) throws Exception {
    for (String format : List.of("-gdwarf32", "-gdwarf64")) {
      Path library = compile(folder, "gcc", "-g", format);
      DwarfReader reader = DwarfReader.open(ElfReader.open(library));
      AddressRangeTable table = reader.addressRanges();
      StringBuilder ours = new StringBuilder();
      for (UnitRanges set : table.all()) {
        UnitReader unit = reader.units().get(set.unit());
        ours.append(unit.offset().value()).append(':');
        for (AddressRange range : set.ranges()) {
          ours.append(' ').append(range.start()).append('-').append(range.end());
          assertEquals(unit, table.unitAt(range.start()).orElseThrow());
          assertEquals(unit, table.unitAt(range.end() - 1).orElseThrow());
        }
        ours.append('\n');
      }
      assertEquals(
          rangesOfLlvm(Tool.find("llvm-dwarfdump").run("--debug-aranges", library)),
          ours.toString());
      assertEquals(2, table.all().size());
      assertEquals(Optional.empty(), table.unitAt(0));
    }
  }

  private static String rangesOfLlvm(String shown) {
    StringBuilder ranges = new StringBuilder();
    for (String line : shown.split("\n")) {
      Matcher set = SET.matcher(line);
      Matcher range = RANGE.matcher(line);
      if (set.find()) {
        ranges.append(ranges.length() == 0 ? "" : "\n");
        ranges.append(Long.parseLong(set.group(1), 16)).append(':');
      } else if (range.find()) {
        ranges.append(' ').append(Long.parseLong(range.group(1), 16));
        ranges.append('-').append(Long.parseLong(range.group(2), 16));
      }
    }
    return ranges.append('\n').toString();
  }

  @Test
  void sameNamesAsLlvmInWhatGdbWrites(@TempDir Path folder) throws Exception {
    Path library = compile(folder, "gcc", "-g");
    Tool.find("gdb-add-index").run("-dwarf-5", library);
    DwarfReader reader = DwarfReader.open(ElfReader.open(library));
    assertEquals(
        List.of(0, 1),
        reader.nameTables().get(0).units().stream().map(UnitReader::ordinal).toList());
    assertSameNames(reader, library);
    NameTable table = reader.nameTables().get(0);
    IndexedName sum = table.find("sum2").get(0);
    assertEquals(reader.units().get(1), table.unit(sum).orElseThrow());
    assertEquals(2, table.find("twice").size());
    assertEquals(List.of(), table.find("thrice"));
  }

  @Test
  void leadsToTheEntriesThatClangIndexes(@TempDir Path folder) throws Exception {
    Path library =
        compile(folder, "clang-14", "-gdwarf-5", "-gpubnames", "-mllvm", "-accel-tables=Dwarf");
    DwarfReader reader = DwarfReader.open(ElfReader.open(library));
    assertSameNames(reader, library);
    assertEquals(2, reader.nameTables().size());
    for (NameTable table : reader.nameTables()) {
      for (int i = 0; i < table.size(); i++) {
        String name = table.name(i);
        for (IndexedName entry : table.find(name)) {
          Die die = table.die(entry).orElseThrow();
          assertEquals(entry.tag(), die.tag());
          assertEquals(Optional.of(name), die.text(AttributeName.NAME));
        }
      }
    }
  }

  private static void assertSameNames(DwarfReader reader, Path library) throws Exception {
    Map<String, String> ours = new TreeMap<>();
    for (NameTable table : reader.nameTables()) {
      for (int i = 0; i < table.size(); i++) {
        StringBuilder text = new StringBuilder();
        text.append(Integer.toHexString(NameHash.of(table.name(i))));
        for (IndexedName entry : table.find(table.name(i))) {
          text.append(' ').append(entry.tag());
          for (IndexedName.Value value : entry.values()) {
            boolean known = IndexAttribute.TYPE_HASH.value() >= value.name().value();
            text.append(known ? " " + value.name() + "=" + value.number() : "");
          }
        }
        ours.merge(table.name(i), text.toString(), (a, b) -> a + "\n" + b);
      }
    }
    String shown = Tool.find("llvm-dwarfdump").run("--debug-names", library);
    assertEquals(namesOfLlvm(shown), ours);
    assertTrue(ours.size() > 5, ours::toString);
  }

  private static Map<String, String> namesOfLlvm(String shown) {
    Map<String, String> names = new TreeMap<>();
    for (String part : shown.split("(?m)^    Name \\d+ \\{")) {
      Matcher name = NAME.matcher(part);
      Matcher hash = HASH.matcher(part);
      if (name.find() && hash.find()) {
        StringBuilder text = new StringBuilder(hash.group(1).toLowerCase(Locale.ROOT));
        for (String line : part.split("\n")) {
          Matcher tag = TAG.matcher(line);
          Matcher value = VALUE.matcher(line);
          if (tag.find()) {
            text.append(' ').append(tag.group(1));
          } else if (value.find() && !value.group(1).contains("unknown")) {
            int radix = line.contains("0x") ? 16 : 10;
            text.append(' ').append(value.group(1)).append('=');
            text.append(Long.parseLong(value.group(2), radix));
          }
        }
        names.merge(name.group(1), text.toString(), (a, b) -> a + "\n" + b);
      }
    }
    return names;
  }
}
