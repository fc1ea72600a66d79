package org.umbriel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.umbriel.metadata.dwarf.DebugInformation;
import org.umbriel.metadata.dwarf.DwarfSection;
import org.umbriel.metadata.dwarf.Unit;
import org.umbriel.metadata.dwarf.read.UnitReader;
import org.umbriel.metadata.dwarf.type.Program;
import org.umbriel.metadata.dwarf.write.DwarfWriter;
import org.umbriel.metadata.elf.ElfFile;
import org.umbriel.metadata.elf.ElfSection;
import org.umbriel.metadata.elf.ElfWriter;
import org.umbriel.metadata.elf.GrowingBuffer;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.Entry;
import org.umbriel.metadata.entry.Form;
import org.umbriel.metadata.entry.Reference;
import org.umbriel.metadata.entry.Tag;

/** Native objects that lie: one line each from {@code describe}, the same from the library. */
@Timeout(120)
class BadObjectTest {
  @TempDir private Path folder;

  private Path file(byte[] bytes) throws Exception {
    return Files.write(folder.resolve("object"), bytes);
  }

  private static byte[] sound() {
    Entry root = Entry.builder(Tag.COMPILE_UNIT).text(AttributeName.NAME, "a-unit.c").build();
    return ElfWriter.write(
        new ElfFile(
            Optional.empty(),
            DwarfWriter.write(new DebugInformation(List.of(new Unit(root, Optional.empty()))))));
  }

  private static byte[] withByte(int offset, int value) {
    byte[] bytes = sound();
    bytes[offset] = (byte) value;
    return bytes;
  }

  /** A unit with one attribute. */
  private static byte[] unit(AttributeName name, Form form, GrowingBuffer value, long more) {
    GrowingBuffer shapes = new GrowingBuffer().u8(1).uleb(Tag.COMPILE_UNIT.value()).u8(0);
    shapes.uleb(name.value()).uleb(form.value()).u16(0).u8(0);
    GrowingBuffer info = new GrowingBuffer();
    info.u32(9 + value.size() + more).u16(5).u8(1).u8(8).u32(0).u8(1).bytes(value);
    return ElfWriter.write(
        new ElfFile(
            Optional.empty(),
            List.of(
                ElfSection.data(DwarfSection.ABBREVIATIONS, shapes.toArray()),
                ElfSection.data(DwarfSection.INFO, info.toArray()))));
  }

  private void assertRefused(String message, byte[] bytes) throws Exception {
    Path path = file(bytes);
    assertEquals(
        message,
        assertThrows(
                MalformedObjectException.class,
                () -> {
                  for (UnitReader unit : Program.open(path).units()) {
                    unit.read();
                  }
                })
            .getMessage());
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = describe(path, out, err);
    assertEquals("umbriel: " + path + ": " + message + "\n", err.toString());
    assertEquals(ExitCode.USAGE, code);
  }

  private static int describe(Path path, StringWriter out, StringWriter err) {
    return Umbriel.run(new PrintWriter(out), new PrintWriter(err), "describe", path.toString());
  }

  @Test
  void otherKindsOfObjects() throws Exception {
    assertRefused("ELF header at 0x4: only 64-bit files are read", withByte(4, 1));
    assertRefused("ELF header at 0x5: only little-endian files are read", withByte(5, 2));
  }

  @Test
  void truncated() throws Exception {
    byte[] sound = sound();
    for (int length : new int[] {10, 64, sound.length / 2, sound.length - 1}) {
      Path path = file(Arrays.copyOf(sound, length));
      StringWriter err = new StringWriter();
      assertEquals(ExitCode.USAGE, describe(path, new StringWriter(), err), err.toString());
      assertThrows(MalformedObjectException.class, () -> Program.open(path), "" + length);
      assertEquals(1, err.toString().lines().count(), err.toString());
      assertTrue(err.toString().startsWith("umbriel: " + path + ": "), err.toString());
    }
  }

  @Test
  void stripped() throws Exception {
    Path path = file(ElfWriter.write(new ElfFile(Optional.empty(), List.of())));
    assertEquals(List.of(), Program.open(path).units());
    StringWriter err = new StringWriter();
    assertEquals(ExitCode.USAGE, describe(path, new StringWriter(), err));
    assertEquals("umbriel: " + path + ": no debugging information in it\n", err.toString());
  }

  @Test
  void offsetsPastTheEnd() throws Exception {
    GrowingBuffer far = new GrowingBuffer().u32(0x7fffffff);
    assertRefused(
        ".debug_str at 0x7fffffff: beyond the section's 0 bytes",
        unit(AttributeName.NAME, Form.STRP, far, 0));
    assertRefused(
        ".debug_info at 0x7fffffff: a reference leads here, but no entry starts here",
        unit(AttributeName.TYPE, Form.REF_ADDR, far, 0));
  }

  @Test
  void absurdSizes() throws Exception {
    GrowingBuffer number = new GrowingBuffer().u8(0);
    assertRefused(
        ".debug_info at 0x4: needs 2147483658 more bytes, has 10",
        unit(AttributeName.NAME, Form.UDATA, number, Integer.MAX_VALUE + 1L));
    GrowingBuffer block = new GrowingBuffer().uleb(-1);
    assertRefused(
        ".debug_info at 0x17: needs 18446744073709551615 more bytes, has 0",
        unit(AttributeName.LOCATION, Form.EXPRLOC, block, 0));
  }

  /** A type of itself is no reason to refuse a file, nor to go round for ever. */
  @Test
  void cycles() throws Exception {
    Entry cycle =
        Entry.builder(Tag.POINTER_TYPE)
            .reference(AttributeName.TYPE, new Reference(0, 1))
            .reference(AttributeName.ABSTRACT_ORIGIN, new Reference(0, 1))
            .build();
    Entry variable =
        Entry.builder(Tag.VARIABLE)
            .text(AttributeName.NAME, "endless")
            .reference(AttributeName.TYPE, new Reference(0, 1))
            .build();
    Entry root = Entry.builder(Tag.COMPILE_UNIT).child(cycle).child(variable).build();
    Path path =
        file(
            ElfWriter.write(
                new ElfFile(
                    Optional.empty(),
                    DwarfWriter.write(
                        new DebugInformation(List.of(new Unit(root, Optional.empty())))))));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    assertEquals(ExitCode.DONE, describe(path, out, err), err.toString());
    assertTrue(out.toString().contains("variable endless : ?"), out.toString());
    assertTrue(Program.open(path).variable("endless").isPresent());
  }
}
