package org.umbriel.metadata.dwarf.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.umbriel.metadata.dwarf.DwarfSection;
import org.umbriel.metadata.dwarf.differential.FrameComparison;
import org.umbriel.metadata.dwarf.evaluate.Machine;
import org.umbriel.metadata.elf.ElfFile;
import org.umbriel.metadata.elf.ElfReader;
import org.umbriel.metadata.elf.ElfSection;
import org.umbriel.metadata.elf.ElfType;
import org.umbriel.metadata.elf.ElfWriter;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.elf.Slice;
import org.umbriel.metadata.entry.AddressRange;
import org.umbriel.metadata.entry.Bytes;
import org.umbriel.metadata.testing.Tool;

class FrameTest {
  private static final String SOURCE =
      """
      #include <string.h>
      int deep(int n, char *p) { char b[4096]; memset(b, n, n); return n > 0 ? deep(n - 1, b) + p[n] : b[3]; }
      double many(double a, long b) { volatile long v[b]; v[0] = b; return a * v[0]; }
      """;

  @Test
  void sameRowsAsReadelf(@TempDir Path folder) throws Exception {
    Path source = Files.writeString(folder.resolve("f.c"), SOURCE);
    Path library = folder.resolve("libf.so");
    Tool.find("gcc").run("-O2", "-g", "-shared", "-fPIC", "-o", library, source);
    String shown = Tool.find("readelf").run("--debug-dump=frames-interp", library);
    FrameTable table = FrameTable.of(ElfReader.open(library));
    var result = FrameComparison.run(table, new BufferedReader(new StringReader(shown)));
    assertEquals(List.of(), result.differences());
    assertTrue(result.rows() > 20, () -> "" + result.rows());
  }

  @Property(tries = 300)
  void whatIsWrittenIsRead(@ForAll long seed) throws MalformedObjectException {
    long address = 0x7000;
    for (FrameWriter writer :
        List.of(
            FrameWriter.forDebuggers(Architecture.X86_64, 1),
            FrameWriter.forDebuggers(Architecture.X86_64, 3),
            FrameWriter.forDebuggers(Architecture.X86_64, 4),
            FrameWriter.forExceptions(Architecture.X86_64),
            FrameWriter.forSharedObject(Architecture.X86_64, address))) {
      Random random = new Random(seed);
      List<List<FrameRow>> written = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        List<FrameRow> rows = rows(random, 0x1000 * (i + 1));
        writer.add(new AddressRange(rows.get(0).address(), 0x1000 * (i + 2)), rows);
        written.add(rows);
      }
      FrameTable table = FrameTable.read(writer.finish(address).content(), address);
      List<List<FrameRow>> read = new ArrayList<>();
      for (FrameDescription description : table.descriptions()) {
        read.add(description.rows());
      }
      assertEquals(written, read);
    }
  }

  private static List<FrameRow> rows(Random random, long start) {
    List<FrameRow> rows = new ArrayList<>();
    long address = start;
    for (int i = random.nextInt(6); i >= 0; i--) {
      SortedMap<Integer, RegisterRule> rules = new TreeMap<>();
      for (int register = random.nextInt(4); register < 17; register += 1 + random.nextInt(6)) {
        rules.put(register, rule(random));
      }
      rows.add(new FrameRow(address, frameAddress(random), rules));
      address += 1 + random.nextInt(300);
    }
    return rows;
  }

  private static FrameAddress frameAddress(Random random) {
    return random.nextInt(5) == 0
        ? new FrameAddress.Expression(Bytes.of((byte) 0x77, (byte) random.nextInt(64)))
        : new FrameAddress.RegisterOffset(random.nextInt(17), 8 * (random.nextInt(40) - 5));
  }

  private static RegisterRule rule(Random random) {
    long offset = 8 * (random.nextInt(40) - 20);
    return switch (random.nextInt(7)) {
      case 0 -> new RegisterRule.Undefined();
      case 1 -> new RegisterRule.SameValue();
      case 2 -> new RegisterRule.ValueOffset(offset);
      case 3 -> new RegisterRule.Register(random.nextInt(17));
      case 4 -> new RegisterRule.Expression(Bytes.of((byte) 0x77, (byte) 8));
      case 5 -> new RegisterRule.ValueExpression(Bytes.of((byte) 0x30));
      default -> new RegisterRule.Offset(offset);
    };
  }

  /** After {@code push rbp; mov rbp, rsp}. */
  @Test
  void findsTheCaller() throws Exception {
    FrameRow row =
        new FrameRow(
            0,
            new FrameAddress.RegisterOffset(6, 16),
            new TreeMap<>(
                Map.of(6, new RegisterRule.Offset(-16), 16, new RegisterRule.Offset(-8))));
    Map<Long, Long> memory = Map.of(0x1000L, 0x2000L, 0x1008L, 0x400123L);
    Machine machine =
        new Machine() {
          @Override
          public OptionalLong register(int number) {
            return number == 6 ? OptionalLong.of(0x1000) : OptionalLong.empty();
          }

          @Override
          public OptionalLong memory(long address, int size) {
            return memory.containsKey(address)
                ? OptionalLong.of(memory.get(address))
                : OptionalLong.empty();
          }
        };
    Optional<Unwinder.Frame> caller = new Unwinder(Architecture.X86_64).caller(row, machine);
    assertEquals(
        Optional.of(new Unwinder.Frame(Map.of(6, 0x2000L, 7, 0x1010L, 16, 0x400123L), 0x1010)),
        caller);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4})
  void othersReadWhatIsWritten(int version, @TempDir Path folder) throws Exception {
    FrameWriter writer = FrameWriter.forDebuggers(Architecture.X86_64, version);
    List<FrameRow> rows = rows(new Random(1), 0x1000);
    writer.add(new AddressRange(0x1000, 0x3000), rows);
    ElfSection section = writer.finish(0);
    ElfFile file =
        new ElfFile(
            ElfType.EXECUTABLE,
            ElfFile.EM_X86_64,
            0,
            Optional.empty(),
            List.of(section),
            List.of());
    Path path = Files.write(folder.resolve("f.o"), ElfWriter.write(file));
    String shown = Tool.find("readelf").run("--debug-dump=frames-interp", path);
    FrameTable table = FrameTable.of(ElfReader.open(path), DwarfSection.FRAMES);
    var result = FrameComparison.run(table, new BufferedReader(new StringReader(shown)));
    assertEquals(List.of(), result.differences());
  }

  @Test
  void damagedSectionsAreReadOrRefused() throws MalformedObjectException {
    Random random = new Random(7);
    FrameWriter writer = FrameWriter.forExceptions(Architecture.X86_64);
    writer.add(new AddressRange(0x1000, 0x3000), rows(random, 0x1000));
    byte[] sound = writer.finish(0).content().toArray();
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = sound.clone();
      for (int j = random.nextInt(4); j >= 0; j--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try {
        Slice slice = Slice.of(DwarfSection.EXCEPTION_FRAMES, damaged);
        for (FrameDescription description : FrameTable.read(slice, 0).descriptions()) {
          description.rows();
        }
      } catch (MalformedObjectException e) {
        refused++;
      }
    }
    assertTrue(refused > 1000);
  }
}
