package org.umbriel.metadata.dwarf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbriel.metadata.dwarf.frame.FrameDescription;
import org.umbriel.metadata.dwarf.frame.FrameTable;
import org.umbriel.metadata.dwarf.read.DwarfReader;
import org.umbriel.metadata.dwarf.read.IndexedName;
import org.umbriel.metadata.dwarf.read.NameIndex;
import org.umbriel.metadata.dwarf.read.NameTable;
import org.umbriel.metadata.dwarf.read.UnitReader;
import org.umbriel.metadata.dwarf.write.DwarfFormat;
import org.umbriel.metadata.elf.ElfFile;
import org.umbriel.metadata.elf.ElfReader;
import org.umbriel.metadata.elf.ElfSection;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.elf.Slice;
import org.umbriel.metadata.elf.SymbolTable;
import org.umbriel.metadata.testing.Tool;

/** Each section of what a compiler wrote, damaged alone, so that damage reaches its own reader. */
class SectionFuzzTest {
  private static final int MUTANTS = 60;

  private static final String SOURCE =
      """
      typedef struct { int x : 3; unsigned y : 7; double z[4]; enum { RED, GREEN = -2 } colour; } point;
      struct node { struct node *next; point value; char text[300]; };
      static inline int twice(int n) { int m = n * 2; return m; }
      int sum(const point *p, int n) {
        int result = 0;
        for (int i = 0; i < n; i++) { point q = p[i]; result += twice(q.x) + q.colour; }
        return result;
      }
      long count(struct node *list, ...) { long n = 0; while (list) { n++; list = list->next; } return n; }
      int cold(int n) { if (__builtin_expect(n == 7, 0)) __builtin_abort(); return sum(0, n) + n; }
      """;

  private static final Set<String> READ =
      Set.of(
          ".debug_info",
          ".debug_abbrev",
          ".debug_str",
          ".debug_line",
          ".debug_line_str",
          ".debug_loc",
          ".debug_loclists",
          ".debug_ranges",
          ".debug_rnglists",
          ".debug_types",
          ".debug_aranges",
          ".debug_frame",
          ".eh_frame",
          ".symtab",
          ".strtab",
          ".note.gnu.build-id",
          ".debug_info.dwo",
          ".debug_abbrev.dwo",
          ".debug_str.dwo",
          ".debug_str_offsets.dwo",
          ".debug_loclists.dwo",
          ".debug_rnglists.dwo");

  /** What is written in one format or the other, and read by the same readers. */
  private static final Set<String> WRITTEN =
      Set.of(
          ".debug_addr",
          ".debug_aranges",
          ".debug_info",
          ".debug_line",
          ".debug_loc",
          ".debug_loclists",
          ".debug_names",
          ".debug_ranges",
          ".debug_rnglists",
          ".debug_str_offsets",
          ".debug_types");

  @Test
  void eachWrittenSectionAlone() throws Exception {
    Set<String> seen = new TreeSet<>();
    List<DwarfFormat> formats =
        List.of(
            DwarfFormat.ofVersion(2).withLookup(),
            DwarfFormat.ofVersion(4).wide(),
            DwarfFormat.DWARF_5.wide().withLookup(),
            DwarfFormat.DWARF_5.withIndexes());
    for (DwarfFormat format : formats) {
      byte[] sound = WrittenFormatsTest.write(4, format);
      fuzz(format.toString(), sound, WRITTEN, seen);
    }
    assertEquals(new TreeSet<>(WRITTEN), seen);
  }

  @Test
  void eachSectionAlone(@TempDir Path folder) throws Exception {
    Set<String> seen = new TreeSet<>();
    fuzz(compile(folder, "-gdwarf-2 -O2 -shared"), seen);
    fuzz(compile(folder, "-gdwarf-4 -O2 -shared -fdebug-types-section"), seen);
    fuzz(compile(folder, "-gdwarf-5 -O2 -shared -Wl,--build-id"), seen);
    fuzz(compile(folder, "-gdwarf-5 -O2 -shared -fno-asynchronous-unwind-tables"), seen);
    compile(folder, "-gdwarf-5 -O2 -c -gsplit-dwarf");
    fuzz(folder.resolve("p.dwo"), seen);
    Set<String> missing = new TreeSet<>(READ);
    missing.removeAll(seen);
    assertEquals(Set.of(), missing);
  }

  private static Path compile(Path folder, String options) throws Exception {
    Path source = Files.writeString(folder.resolve("p.c"), SOURCE);
    Path result = folder.resolve("p.o");
    String[] words = (options + " -fPIC -w").split(" ");
    Object[] arguments = new Object[words.length + 3];
    System.arraycopy(words, 0, arguments, 0, words.length);
    arguments[words.length] = "-o";
    arguments[words.length + 1] = result;
    arguments[words.length + 2] = source;
    Tool.find("gcc").run(arguments);
    return result;
  }

  private static void fuzz(Path file, Set<String> seen) throws Exception {
    fuzz(file.toString(), Files.readAllBytes(file), READ, seen);
  }

  private static void fuzz(String file, byte[] sound, Set<String> names, Set<String> seen)
      throws Exception {
    int refused = 0;
    for (ElfSection section : readAll(sound).sections()) {
      if (!names.contains(section.name()) || section.content().size() == 0) {
        continue;
      }
      Slice content = section.content();
      seen.add(section.name());
      for (int mutant = 0; mutant < MUTANTS; mutant++) {
        byte[] damaged = sound.clone();
        damage(damaged, content, new Random(31L * section.name().hashCode() + mutant));
        try {
          readAll(damaged);
        } catch (MalformedObjectException e) {
          refused++;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
          fail(file + " " + section.name() + ", mutant " + mutant, e);
        }
      }
    }
    assertTrue(refused > MUTANTS / 2, () -> file + ": hardly anything is refused");
  }

  /** Reads everything that there is a reader for. */
  private static ElfFile readAll(byte[] bytes) throws MalformedObjectException {
    ElfFile elf = ElfReader.read(bytes);
    DwarfReader reader = DwarfReader.open(elf);
    for (UnitReader unit : reader.units()) {
      unit.read();
      unit.lines();
    }
    NameIndex.of(reader.units()).find("sum");
    reader.addressRanges().unitAt(0x1100);
    for (NameTable table : reader.nameTables()) {
      for (int name = 0; name < table.size(); name++) {
        for (IndexedName entry : table.find(table.name(name))) {
          table.die(entry);
        }
      }
    }
    for (String name : new String[] {DwarfSection.FRAMES, DwarfSection.EXCEPTION_FRAMES}) {
      for (FrameDescription description : FrameTable.of(elf, name).descriptions()) {
        description.rows();
      }
    }
    SymbolTable.of(elf).symbols();
    elf.buildId();
    return elf;
  }

  private static void damage(byte[] bytes, Slice section, Random random) {
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      int at = section.start() + random.nextInt(section.size());
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt();
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes[at] = (byte) (random.nextBoolean() ? 0xff : 0);
        default -> {
          int room = section.start() + section.size() - at;
          for (int j = 0; j < Math.min(room, 1 + random.nextInt(10)); j++) {
            bytes[at + j] = (byte) (random.nextBoolean() ? 0xff : 0x80);
          }
        }
      }
    }
  }
}
