package org.umbriel.metadata.dwarf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.umbriel.metadata.dwarf.differential.WrittenComparison;
import org.umbriel.metadata.dwarf.read.Die;
import org.umbriel.metadata.dwarf.read.DwarfReader;
import org.umbriel.metadata.dwarf.read.IndexedName;
import org.umbriel.metadata.dwarf.read.NameTable;
import org.umbriel.metadata.dwarf.read.UnitReader;
import org.umbriel.metadata.dwarf.write.DwarfFormat;
import org.umbriel.metadata.dwarf.write.DwarfWriter;
import org.umbriel.metadata.elf.Compression;
import org.umbriel.metadata.elf.ElfFile;
import org.umbriel.metadata.elf.ElfReader;
import org.umbriel.metadata.elf.ElfSection;
import org.umbriel.metadata.elf.ElfWriter;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.entry.AddressRange;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.AttributeValue.Locations;
import org.umbriel.metadata.entry.Bytes;
import org.umbriel.metadata.entry.Entry;
import org.umbriel.metadata.entry.LocationEntry;
import org.umbriel.metadata.entry.Tag;
import org.umbriel.metadata.testing.Tool;

/** Every section in every format that it is written in, read by us and by others. */
class WrittenFormatsTest {
  private static final int FILES = 4;

  static List<DwarfFormat> formats() {
    List<DwarfFormat> formats = new ArrayList<>();
    for (int version = 2; version <= 5; version++) {
      DwarfFormat format = DwarfFormat.ofVersion(version).withLookup();
      formats.add(format);
      if (version >= 3) {
        formats.add(format.wide());
      }
      if (version >= 5) {
        formats.add(format.withIndexes());
        formats.add(format.withIndexes().wide());
        formats.add(DwarfFormat.DWARF_5);
      }
    }
    return formats;
  }

  static byte[] write(long seed, DwarfFormat format) {
    DebugInformation information = RandomProgram.of(seed, format.version());
    return ElfWriter.write(new ElfFile(Optional.empty(), DwarfWriter.write(information, format)));
  }

  @Property(tries = 200)
  void whatIsWrittenIsRead(@ForAll long seed) throws MalformedObjectException {
    for (DwarfFormat format : formats()) {
      byte[] bytes = write(seed, format);
      DwarfReader reader = DwarfReader.open(ElfReader.read(bytes));
      assertEquals(RandomProgram.of(seed, format.version()), reader.read(), format::toString);
      assertArrayEquals(bytes, write(seed, format), "same input, same bytes");
    }
  }

  @Property(tries = 300)
  void anyEntriesOfDwarf5AreRead(@ForAll long seed) throws MalformedObjectException {
    DebugInformation information = RandomInformation.of(seed);
    for (DwarfFormat format :
        List.of(DwarfFormat.DWARF_5.wide(), DwarfFormat.DWARF_5.withLookup())) {
      byte[] bytes =
          ElfWriter.write(new ElfFile(Optional.empty(), DwarfWriter.write(information, format)));
      assertEquals(information, DwarfReader.open(ElfReader.read(bytes)).read());
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void looksUpWhatIsWritten(DwarfFormat format) throws MalformedObjectException {
    DwarfReader reader = DwarfReader.open(ElfReader.read(write(7, format)));
    int found = 0;
    for (UnitReader unit : reader.units()) {
      for (AddressRange range : unit.root().ranges()) {
        found++;
        assertEquals(
            format.lookup() ? Optional.of(unit) : Optional.empty(),
            reader.addressRanges().unitAt(range.start()));
      }
    }
    assertTrue(found > 0);
    boolean named = format.lookup() && format.version() == 5;
    assertEquals(named ? 1 : 0, reader.nameTables().size());
    for (NameTable table : reader.nameTables()) {
      assertTrue(table.size() > 5);
      for (int i = 0; i < table.size(); i++) {
        String name = table.name(i);
        for (IndexedName entry : table.find(name)) {
          Die die = table.die(entry).orElseThrow();
          assertEquals(entry.tag(), die.tag());
          Die origin = die.reference(AttributeName.ABSTRACT_ORIGIN).orElse(die);
          assertTrue(
              List.of(origin.text(AttributeName.NAME), origin.text(AttributeName.LINKAGE_NAME))
                  .contains(Optional.of(name)));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void othersReadWhatIsWritten(DwarfFormat format, @TempDir Path folder) throws Exception {
    Tool llvm = Tool.find("llvm-dwarfdump");
    Path file = folder.resolve("written");
    for (int seed = 0; seed < FILES; seed++) {
      Files.write(file, write(seed, format));
      String verified = llvm.run("--verify", file);
      assertTrue(verified.contains("No errors."), verified);
      assertEquals(List.of(), WrittenComparison.differences(file), format + ", seed " + seed);
    }
  }

  @Test
  void allSectionsAreWritten() throws MalformedObjectException {
    Set<String> written = new TreeSet<>();
    for (DwarfFormat format : formats()) {
      for (int seed = 0; seed < FILES; seed++) {
        for (ElfSection section : ElfReader.read(write(seed, format)).sections()) {
          if (section.content().size() > 0) {
            written.add(section.name());
          }
        }
      }
    }
    written.remove(".shstrtab");
    assertEquals(
        new TreeSet<>(
            Set.of(
                ".debug_abbrev",
                ".debug_addr",
                ".debug_aranges",
                ".debug_info",
                ".debug_line",
                ".debug_line_str",
                ".debug_loc",
                ".debug_loclists",
                ".debug_names",
                ".debug_ranges",
                ".debug_rnglists",
                ".debug_str",
                ".debug_str_offsets",
                ".debug_types")),
        written);
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void compressedSectionsAreRead(Compression way) throws Exception {
    DebugInformation information = RandomProgram.of(3, 5);
    List<ElfSection> sections = new ArrayList<>();
    for (ElfSection section : DwarfWriter.write(information)) {
      sections.add(section.compressed(way));
    }
    byte[] bytes = ElfWriter.write(new ElfFile(Optional.empty(), sections));
    ElfFile read = ElfReader.read(bytes);
    assertEquals(information, DwarfReader.open(read).read());
    assertTrue(
        read.section(".debug_info").orElseThrow().has(ElfSection.SHF_COMPRESSED), way::toString);
    ElfSection mapped = ElfSection.of("x", 1, ElfSection.SHF_ALLOC, 0, 1, new byte[4]);
    assertThrows(IllegalArgumentException.class, () -> mapped.compressed(way));
  }

  @Test
  void othersReadCompressedSections(@TempDir Path folder) throws Exception {
    List<ElfSection> sections = new ArrayList<>();
    for (ElfSection section : DwarfWriter.write(RandomProgram.of(3, 5))) {
      sections.add(section.compressed(Compression.ZLIB));
    }
    Path file = folder.resolve("compressed");
    Files.write(file, ElfWriter.write(new ElfFile(Optional.empty(), sections)));
    String verified = Tool.find("llvm-dwarfdump").run("--verify", file);
    assertTrue(verified.contains("No errors."), verified);
    assertEquals(List.of(), WrittenComparison.differences(file));
  }

  @Test
  void whatAFormatCannotSayIsRefused() {
    Locations anywhere =
        new Locations(List.of(new LocationEntry(Optional.empty(), Bytes.of((byte) 0x50))));
    Entry root = Entry.builder(Tag.COMPILE_UNIT).with(AttributeName.LOCATION, anywhere).build();
    DebugInformation information = new DebugInformation(List.of(new Unit(root, Optional.empty())));
    assertThrows(
        IllegalArgumentException.class,
        () -> DwarfWriter.write(information, DwarfFormat.ofVersion(4)));
    assertThrows(IllegalArgumentException.class, () -> DwarfFormat.ofVersion(2).wide());
    assertThrows(IllegalArgumentException.class, () -> DwarfFormat.ofVersion(4).withIndexes());
  }
}
