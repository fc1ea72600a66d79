package org.umbriel.metadata.describe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbriel.metadata.dwarf.DebugInformation;
import org.umbriel.metadata.dwarf.Unit;
import org.umbriel.metadata.dwarf.read.DwarfReader;
import org.umbriel.metadata.elf.ElfReader;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.site.CheckSite;
import org.umbriel.metadata.testing.Tool;

class SampleDescriptionTest {
  private static final String BUILD_ID = "00112233445566778899aabbccddeeff00112233";
  private static final DescribedClass SAMPLE = SampleClass.described();

  private static byte[] file() {
    return Descriptions.write(BUILD_ID, "sample.jar", List.of(SAMPLE));
  }

  @Test
  void recordsComeBack() throws MalformedObjectException {
    assertEquals(
        List.of(new RecordedClass(3, "a/b/C", SAMPLE.unit().digest(), SAMPLE.records())),
        Descriptions.read(file()));
  }

  @Test
  void entriesComeBack() throws MalformedObjectException {
    assertEquals(
        Descriptions.describe("sample.jar", List.of(SAMPLE)),
        DwarfReader.open(ElfReader.read(file())).read());
    assertEquals(BUILD_ID, ElfReader.read(file()).buildId().map(Object::toString).orElseThrow());
  }

  @Test
  void textForPeople() throws IOException {
    DebugInformation information = Descriptions.describe("sample.jar", List.of(SAMPLE));
    StringBuilder text = new StringBuilder();
    TextPrinter printer = new TextPrinter(information, text);
    for (Unit unit : information.units()) {
      printer.print(unit);
    }
    assertGolden("sample.txt", text.toString());
  }

  @Test
  void jsonForPrograms() throws IOException {
    DebugInformation information = Descriptions.describe("sample.jar", List.of(SAMPLE));
    StringBuilder json = new StringBuilder();
    JsonPrinter printer = new JsonPrinter(information, json);
    printer.start(Optional.of("META-INF/umbriel/" + BUILD_ID + ".debug"));
    for (Unit unit : information.units()) {
      printer.print(unit);
    }
    printer.end();
    assertGolden("sample.json", json.toString());
  }

  private static void assertGolden(String name, String actual) throws IOException {
    Path written = Path.of("target", "golden", name);
    Files.createDirectories(written.getParent());
    Files.writeString(written, actual);
    try (InputStream golden = SampleDescriptionTest.class.getResourceAsStream(name)) {
      assertNotNull(golden, () -> "no golden file; compare and copy " + written);
      String expected = new String(golden.readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(expected, actual, () -> "if it is right, copy " + written);
    }
  }

  @Test
  void gdbKnowsMethodsAndLines(@TempDir Path folder) throws Exception {
    Path path = Files.write(folder.resolve("sample.debug"), file());
    String shown = Tool.find("gdb").run("-nx", "-batch", "-ex", "info line *0x300000009", path);
    assertTrue(shown.contains("Line 214 of \"a/b/C.java\""), shown);
    assertTrue(shown.contains("m([CI)C"), shown);
  }

  @Test
  void sitesThatStandNowhereAreRefused() {
    CheckSite site = SAMPLE.records().undecided().get(0);
    CheckSite moved =
        new CheckSite(site.id(), site.instruction(), 1, site.line(), site.operand(), false);
    ClassRecords records = new ClassRecords(List.of(moved), List.of(), List.of());
    DescribedClass wrong = new DescribedClass(0, SAMPLE.unit(), records);
    assertThrows(
        IllegalArgumentException.class, () -> Descriptions.describe("sample.jar", List.of(wrong)));
  }

  /** The code of an assertion that was proven may be gone; what was decided is not. */
  @Test
  void sitesWhoseCodeIsGoneAreKept() throws MalformedObjectException {
    CheckSite site = SAMPLE.records().undecided().get(0);
    CheckSite gone = new CheckSite(site.id(), -1, -1, 214, site.operand(), false);
    ClassRecords records = new ClassRecords(List.of(gone), List.of(), List.of());
    byte[] file =
        Descriptions.write(
            BUILD_ID, "sample.jar", List.of(new DescribedClass(0, SAMPLE.unit(), records)));
    assertEquals(records, Descriptions.read(file).get(0).records());
  }
}
