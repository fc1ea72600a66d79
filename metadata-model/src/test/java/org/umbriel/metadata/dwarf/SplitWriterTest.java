package org.umbriel.metadata.dwarf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbriel.metadata.dwarf.differential.WrittenComparison;
import org.umbriel.metadata.dwarf.read.DebugFiles;
import org.umbriel.metadata.dwarf.read.DwarfReader;
import org.umbriel.metadata.dwarf.read.UnitReader;
import org.umbriel.metadata.dwarf.write.DwarfFormat;
import org.umbriel.metadata.dwarf.write.SplitWriter;
import org.umbriel.metadata.elf.ElfFile;
import org.umbriel.metadata.elf.ElfReader;
import org.umbriel.metadata.elf.ElfSection;
import org.umbriel.metadata.elf.ElfType;
import org.umbriel.metadata.elf.ElfWriter;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.entry.Attribute;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.Entry;
import org.umbriel.metadata.entry.Tag;
import org.umbriel.metadata.testing.Tool;

/** Split units that we write, read by us and by others. */
class SplitWriterTest {
  private static final List<DwarfFormat> FORMATS =
      List.of(DwarfFormat.DWARF_5, DwarfFormat.DWARF_5.withLookup(), DwarfFormat.DWARF_5.wide());

  /** A program of one compilation unit, and type units; a few seeds have one. */
  private static List<Unit> program(long seed) {
    return LongStream.iterate(seed, s -> s + 1)
        .mapToObj(s -> RandomProgram.of(s, 5).units())
        .filter(units -> units.stream().filter(SplitWriterTest::isCompiled).count() == 1)
        .findFirst()
        .orElseThrow();
  }

  private static boolean isCompiled(Unit unit) {
    return unit.root().tag().equals(Tag.COMPILE_UNIT);
  }

  private static Unit compiled(List<Unit> units) {
    return units.stream().filter(SplitWriterTest::isCompiled).findFirst().orElseThrow();
  }

  private static boolean isOfSkeleton(Attribute attribute) {
    return List.of(
            AttributeName.COMP_DIR,
            AttributeName.LOW_PC,
            AttributeName.HIGH_PC,
            AttributeName.RANGES)
        .contains(attribute.name());
  }

  /** What is to be read of the split file. */
  private static DebugInformation half(List<Unit> units) {
    List<Unit> halves = new ArrayList<>();
    for (Unit unit : units) {
      Entry root = unit.root();
      List<Attribute> rest = root.attributes().stream().filter(a -> !isOfSkeleton(a)).toList();
      Entry half = new Entry(root.tag(), rest, root.children());
      halves.add(isCompiled(unit) ? new Unit(half, Optional.empty()) : unit);
    }
    return new DebugInformation(halves);
  }

  private static ElfFile file(List<ElfSection> sections) {
    return new ElfFile(
        ElfType.EXECUTABLE, ElfFile.EM_X86_64, 0, Optional.empty(), sections, List.of());
  }

  private static ElfFile written(List<ElfSection> sections) throws MalformedObjectException {
    return ElfReader.read(ElfWriter.write(file(sections)));
  }

  @Property(tries = 100)
  void whatIsWrittenIsRead(@ForAll long seed) throws MalformedObjectException {
    for (DwarfFormat format : FORMATS) {
      List<Unit> one = program(seed);
      List<Unit> other = program(seed + 1000);
      SplitWriter.Halves halves =
          new SplitWriter(format).add("a.dwo", one).add("b.dwo", other).finish();
      DwarfReader skeletons = DwarfReader.open(written(halves.skeletons()));
      Map<String, List<Unit>> expected = Map.of("a.dwo", one, "b.dwo", other);
      assertEquals(expected.keySet(), halves.split().keySet());
      for (UnitReader skeleton : skeletons.units()) {
        String name = skeleton.root().text(AttributeName.DWO_NAME).orElseThrow();
        DwarfReader split = DwarfReader.openSplit(written(halves.split().get(name)), skeletons);
        assertEquals(half(expected.get(name)), split.read(), format::toString);
        assertTrue(split.unitWithId(skeleton.splitId().orElseThrow()).isPresent());
        Unit whole = compiled(expected.get(name));
        assertEquals(whole.root().ranges(), skeleton.root().ranges());
        assertEquals(whole.lines(), skeleton.read().lines());
      }
    }
  }

  /** The file with the skeleton; beside it is the other half, half.dwo. */
  private static Path write(Path folder, DwarfFormat format, List<Unit> units) throws IOException {
    Path split = folder.resolve("half.dwo");
    SplitWriter.Halves halves = new SplitWriter(format).add(split.toString(), units).finish();
    Files.write(split, ElfWriter.write(file(halves.split().get(split.toString()))));
    return Files.write(folder.resolve("main"), ElfWriter.write(file(halves.skeletons())));
  }

  @Test
  void othersReadBothHalves(@TempDir Path folder) throws Exception {
    for (DwarfFormat format : FORMATS) {
      for (long seed = 0; seed < 3; seed++) {
        List<Unit> units = program(100 * seed);
        Path split = folder.resolve("half.dwo");
        Path main = write(folder, format, units);
        String verified = Tool.find("llvm-dwarfdump").run("--verify", main);
        assertTrue(verified.contains("No errors."), verified);
        assertEquals(List.of(), WrittenComparison.differencesOfLlvm(split), format::toString);
        List<UnitReader> whole = DebugFiles.open(main).units();
        assertEquals(1, whole.size());
        assertEquals(
            compiled(units).root().children().size(), whole.get(0).read().root().children().size());
      }
    }
  }

  private static String gdbName(Entry function) {
    return function
        .text(AttributeName.LINKAGE_NAME)
        .orElseGet(() -> function.text(AttributeName.NAME).orElseThrow());
  }

  @Test
  void gdbFindsTheOtherHalf(@TempDir Path folder) throws Exception {
    List<Unit> units = program(100);
    Path main = write(folder, DwarfFormat.DWARF_5, units);
    String shown = Tool.find("gdb").run("-batch", "-ex", "info functions -q .", main);
    TreeSet<String> names = new TreeSet<>();
    for (Unit unit : units) {
      unit.root().children().stream()
          .filter(entry -> entry.tag().equals(Tag.SUBPROGRAM))
          .forEach(entry -> names.add(gdbName(entry)));
    }
    names.forEach(name -> assertTrue(shown.contains(name), () -> name + " in " + shown));
    assertTrue(!names.isEmpty());
  }

  @Test
  void hasOneCompilationUnitAFile() {
    List<Unit> one = program(1);
    List<Unit> two = new ArrayList<>(one);
    two.addAll(one);
    SplitWriter writer = new SplitWriter(DwarfFormat.DWARF_5).add("a.dwo", one);
    assertThrows(IllegalArgumentException.class, () -> writer.add("a.dwo", one));
    assertThrows(IllegalArgumentException.class, () -> writer.add("b.dwo", two));
    assertThrows(IllegalArgumentException.class, () -> writer.add("b.dwo", List.of()));
    assertThrows(IllegalArgumentException.class, () -> new SplitWriter(DwarfFormat.ofVersion(4)));
  }
}
