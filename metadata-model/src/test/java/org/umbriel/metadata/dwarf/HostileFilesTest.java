package org.umbriel.metadata.dwarf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.umbriel.metadata.dwarf.read.Die;
import org.umbriel.metadata.dwarf.read.DwarfReader;
import org.umbriel.metadata.dwarf.read.NameTable;
import org.umbriel.metadata.dwarf.type.TypeText;
import org.umbriel.metadata.elf.ElfFile;
import org.umbriel.metadata.elf.ElfReader;
import org.umbriel.metadata.elf.ElfSection;
import org.umbriel.metadata.elf.ElfWriter;
import org.umbriel.metadata.elf.GrowingBuffer;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.Form;
import org.umbriel.metadata.entry.Tag;

/** Small files that try to cost much, each refused for its reason. */
class HostileFilesTest {
  private static final int MANY = 1 << 19;

  private final GrowingBuffer abbreviations = new GrowingBuffer();
  private final GrowingBuffer info = new GrowingBuffer();
  private final GrowingBuffer strings = new GrowingBuffer();
  private final GrowingBuffer lines = new GrowingBuffer();
  private final GrowingBuffer names = new GrowingBuffer();

  private byte[] file() {
    return ElfWriter.write(
        new ElfFile(
            Optional.empty(),
            List.of(
                ElfSection.data(DwarfSection.ABBREVIATIONS, abbreviations.toArray()),
                ElfSection.data(DwarfSection.INFO, info.toArray()),
                ElfSection.data(DwarfSection.STRINGS, strings.toArray()),
                ElfSection.data(DwarfSection.LINES, lines.toArray()),
                ElfSection.data(DwarfSection.NAMES, names.toArray()))));
  }

  private String refusal() {
    byte[] file = file();
    return assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () ->
            assertThrows(
                    MalformedObjectException.class,
                    () -> readAll(DwarfReader.open(ElfReader.read(file))))
                .getMessage());
  }

  private static void readAll(DwarfReader reader) throws MalformedObjectException {
    reader.read();
    for (NameTable table : reader.nameTables()) {
      for (int name = 0; name < table.size(); name++) {
        table.entries(name);
      }
    }
  }

  private void declare(int code, Tag tag, boolean children, AttributeName name, Form form) {
    abbreviations.uleb(code).uleb(tag.value()).u8(children ? 1 : 0);
    abbreviations.uleb(name.value()).uleb(form.value()).u16(0);
  }

  private void unit(GrowingBuffer entries) {
    info.u32(entries.size() + 8L).u16(5).u8(1).u8(8).u32(0).bytes(entries);
  }

  @Test
  void entriesNestedWithoutEnd() {
    declare(1, Tag.COMPILE_UNIT, true, AttributeName.EXTERNAL, Form.FLAG_PRESENT);
    abbreviations.u8(0);
    GrowingBuffer entries = new GrowingBuffer();
    for (int i = 0; i < MANY; i++) {
      entries.u8(1);
    }
    unit(entries);
    assertEquals(".debug_info at 0x3f5: entries are nested deeper than 1000", refusal());
  }

  @Test
  void stringsThatOverlap() {
    declare(1, Tag.COMPILE_UNIT, true, AttributeName.EXTERNAL, Form.FLAG_PRESENT);
    declare(2, Tag.VARIABLE, false, AttributeName.NAME, Form.STRP);
    abbreviations.u8(0);
    strings.bytes("x".repeat(MANY).getBytes(StandardCharsets.US_ASCII)).u8(0);
    GrowingBuffer entries = new GrowingBuffer().u8(1);
    for (int i = 0; i < MANY / 4; i++) {
      entries.u8(2).u32(i);
    }
    unit(entries.u8(0));
    assertEquals(".debug_str at 0x12: parts of the section overlap too often", refusal());
  }

  @Test
  void abbreviationsThatOverlap() {
    int first = 1 << 14;
    int last = first + MANY / 16;
    for (int code = first; code <= last; code++) {
      declare(code, Tag.COMPILE_UNIT, false, AttributeName.NAME, Form.UDATA);
    }
    int each = abbreviations.size() / (last - first + 1);
    abbreviations.u8(0);
    for (int i = 0; i < last - first; i++) {
      info.u32(12).u16(5).u8(1).u8(8).u32((long) i * each).uleb(last).u8(0);
    }
    String refusal = refusal();
    assertTrue(refusal.endsWith("parts of the section overlap too often"), refusal);
  }

  /** Its name would be longer than memory. */
  @Test
  void functionThatTakesItselfTwice() throws Exception {
    declare(1, Tag.COMPILE_UNIT, true, AttributeName.EXTERNAL, Form.FLAG_PRESENT);
    declare(2, Tag.SUBROUTINE_TYPE, true, AttributeName.TYPE, Form.REF4);
    declare(3, Tag.FORMAL_PARAMETER, false, AttributeName.TYPE, Form.REF4);
    abbreviations.u8(0);
    int type = 13;
    GrowingBuffer entries = new GrowingBuffer().u8(1).u8(2).u32(type);
    unit(entries.u8(3).u32(type).u8(3).u32(type).u8(0).u8(0));
    Die die = DwarfReader.open(ElfReader.read(file())).units().get(0).die(1);
    String text =
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> TypeText.of(Optional.of(die)));
    assertTrue(text.contains("...") && text.length() < 1_000_000, text);
  }

  @Test
  void namesWithEntriesThatOverlap() {
    declare(1, Tag.COMPILE_UNIT, false, AttributeName.EXTERNAL, Form.FLAG_PRESENT);
    abbreviations.u8(0);
    unit(new GrowingBuffer().u8(1));
    int count = MANY / 32;
    int each = 8;
    int shapes = 7;
    names.u32(32L + 4 + (long) count * each + shapes + count + 1).u16(5).u16(0);
    names.u32(1).u32(0).u32(0).u32(0).u32(count).u32(shapes).u32(0).u32(0);
    names.bytes(new byte[count * each]);
    names.u8(1).u8(Tag.VARIABLE.value()).u8(2).u8(Form.FLAG_PRESENT.value()).u16(0).u8(0);
    for (int i = 0; i < count; i++) {
      names.u8(1);
    }
    names.u8(0);
    String refusal = refusal();
    assertTrue(refusal.startsWith(".debug_names at "), refusal);
    assertTrue(refusal.endsWith("parts of the section overlap too often"), refusal);
  }

  @Test
  void moreNamesThanThereIsRoomFor() {
    names.u32(32).u16(5).u16(0).u32(-1).u32(0).u32(0).u32(0).u32(-1).u32(0).u32(0);
    names.u32(0);
    assertEquals(
        ".debug_names at 0x24: 4294967295 names, 4294967295 units: more than there is", refusal());
  }

  @Test
  void filesWithoutBytes() {
    declare(1, Tag.COMPILE_UNIT, false, AttributeName.STMT_LIST, Form.SEC_OFFSET);
    abbreviations.u8(0);
    unit(new GrowingBuffer().u8(1).u32(0));
    GrowingBuffer program = new GrowingBuffer();
    program.u8(1).u8(1).u8(1).u8(-3).u8(12).u8(1);
    program.u8(0).uleb(Integer.MAX_VALUE);
    lines.u32(8L + program.size()).u16(5).u8(8).u8(0).u32(program.size()).bytes(program);
    assertEquals(".debug_line at 0x18: 2147483647 files in 0 bytes", refusal());
  }

  @Test
  void referenceIntoTheMiddleOfAnEntry() {
    declare(1, Tag.COMPILE_UNIT, false, AttributeName.TYPE, Form.REF4);
    abbreviations.u8(0);
    unit(new GrowingBuffer().u8(1).u32(13));
    assertEquals(".debug_info at 0xd: a reference leads here, but no entry starts here", refusal());
  }
}
