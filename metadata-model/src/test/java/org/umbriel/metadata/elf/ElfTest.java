package org.umbriel.metadata.elf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbriel.metadata.entry.Bytes;
import org.umbriel.metadata.testing.Tool;

class ElfTest {
  private static final byte[] FILE =
      ElfWriter.write(
          new ElfFile(
              Optional.of(Bytes.of(new byte[20])),
              List.of(
                  ElfSection.data(".one", new byte[] {1, 2, 3}),
                  ElfSection.strings(".two", new byte[] {'a', 0}))));

  @Test
  void sectionsComeBack() throws MalformedObjectException {
    ElfFile file = ElfReader.read(FILE);
    assertEquals(Optional.of(Bytes.of(new byte[20])), file.buildId());
    assertArrayEquals(new byte[] {1, 2, 3}, file.section(".one").orElseThrow().content().toArray());
    assertEquals(
        List.of(".note.gnu.build-id", ".one", ".two", ".shstrtab"),
        file.sections().stream().map(ElfSection::name).toList());
  }

  @Test
  void readelfSeesTheSame(@TempDir Path folder) throws Exception {
    Tool readelf = Tool.find("readelf");
    Path path = Files.write(folder.resolve("x.debug"), FILE);
    String headers = readelf.run("--wide", "--file-header", "--sections", "--notes", path);
    assertTrue(headers.contains(".one              PROGBITS"), headers);
    assertTrue(headers.contains("Build ID: 0000000000000000000000000000000000000000"), headers);
  }

  @Test
  void wrongFilesAreNamed() {
    assertEquals("ELF header at 0x0: not an ELF file", message(new byte[3]));
    assertEquals("ELF header at 0x4: only 64-bit files are read", message(withByte(4, 1)));
    assertEquals("ELF header at 0x5: only little-endian files are read", message(withByte(5, 2)));
    assertEquals(
        "ELF header at 0x7000098: section table of 320 bytes does not lie within the file",
        message(withByte(43, 7)));
    assertEquals("ELF header at 0x3e: no section 200 for names", message(withByte(62, 200)));
    assertTrue(ElfReader.isElf("\u007fELF...".getBytes(StandardCharsets.US_ASCII)));
  }

  private static byte[] withByte(int at, int value) {
    byte[] changed = FILE.clone();
    changed[at] = (byte) value;
    return changed;
  }

  private static String message(byte[] bytes) {
    return assertThrows(MalformedObjectException.class, () -> ElfReader.read(bytes)).getMessage();
  }
}
