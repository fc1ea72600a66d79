package org.umbriel.metadata.dwarf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.umbriel.metadata.dwarf.LineTable.SourceFile;
import org.umbriel.metadata.dwarf.frame.Architecture;
import org.umbriel.metadata.dwarf.frame.FrameAddress;
import org.umbriel.metadata.dwarf.frame.FrameRow;
import org.umbriel.metadata.dwarf.frame.FrameTable;
import org.umbriel.metadata.dwarf.frame.FrameWriter;
import org.umbriel.metadata.dwarf.frame.RegisterRule;
import org.umbriel.metadata.dwarf.type.Function;
import org.umbriel.metadata.dwarf.type.Program;
import org.umbriel.metadata.dwarf.type.TypeText;
import org.umbriel.metadata.dwarf.write.DwarfFormat;
import org.umbriel.metadata.dwarf.write.DwarfWriter;
import org.umbriel.metadata.elf.ElfSection;
import org.umbriel.metadata.elf.GrowingBuffer;
import org.umbriel.metadata.elf.RelocatableWriter;
import org.umbriel.metadata.elf.SharedObjectWriter.Export;
import org.umbriel.metadata.entry.AddressRange;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.AttributeValue.Locations;
import org.umbriel.metadata.entry.AttributeValue.Ranges;
import org.umbriel.metadata.entry.Bytes;
import org.umbriel.metadata.entry.Encoding;
import org.umbriel.metadata.entry.Entry;
import org.umbriel.metadata.entry.Language;
import org.umbriel.metadata.entry.LocationEntry;
import org.umbriel.metadata.entry.OperationCode;
import org.umbriel.metadata.entry.Reference;
import org.umbriel.metadata.entry.Tag;
import org.umbriel.metadata.testing.Tool;

/** An object of ours that a linker joins with one of a compiler's. */
class RelocatableTest {
  private static final long TEXT = 0x10000;
  private static final long DATA = 0x20000;
  private static final long FRAMES = 0x30000;
  private static final int PADDING = 16;
  private static final AddressRange TWICE = new AddressRange(TEXT + PADDING, TEXT + PADDING + 4);

  private static final String MAIN =
      """
      int twice(int n);
      int printf(const char *, ...);
      int main() { printf("%d\\n", twice(21)); return 0; }
      """;

  static List<DwarfFormat> formats() {
    return List.of(
        DwarfFormat.ofVersion(2).withLookup(),
        DwarfFormat.ofVersion(4).wide(),
        DwarfFormat.DWARF_5.withLookup(),
        DwarfFormat.DWARF_5.withLookup().withIndexes(),
        DwarfFormat.DWARF_5.wide().withIndexes());
  }

  @ParameterizedTest
  @MethodSource("formats")
  void isLinkedWithOthers(DwarfFormat format, @TempDir Path folder) throws Exception {
    Path ours = Files.write(folder.resolve("twice.o"), object(format));
    Path theirs = Files.writeString(folder.resolve("main.c"), MAIN);
    Path program = folder.resolve("program");
    Tool.find("gcc").run("-g", "-O1", theirs, ours, "-o", program);
    Process run = new ProcessBuilder(program.toString()).start();
    assertEquals("42\n", new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8));

    String verified = Tool.find("llvm-dwarfdump").run("--verify", program);
    assertTrue(verified.contains("No errors."), verified);
    Program read = Program.open(program);
    Function twice = read.function("twice").orElseThrow();
    assertEquals("int twice(int n)", TypeText.of(twice));
    long address = read.symbols().find("twice").orElseThrow().address();
    assertEquals(address, twice.address().orElseThrow());
    assertEquals(address, address(format, read));
    assertTrue(FrameTable.of(read.files().debug(), ".eh_frame").at(address).isPresent());

    String gdb =
        Tool.find("gdb")
            .run(
                "-nx",
                "-batch",
                "-ex",
                "info line twice",
                "-ex",
                "info scope twice",
                "-ex",
                "print &counter",
                program);
    assertTrue(gdb.contains("Line 7 of \"twice.src\" starts at address 0x"), gdb);
    assertTrue(gdb.contains("a variable in $rdi"), gdb);
    assertTrue(gdb.contains("(int *) 0x") && gdb.contains("<counter>"), gdb);
  }

  /** The first address of the first unit's lines that is the function's. */
  private static long address(DwarfFormat format, Program program) throws Exception {
    for (var unit : program.units()) {
      for (LineSequence sequence : unit.lines().orElseThrow().sequences()) {
        if (sequence.rows().get(0).line() == 7 && unit.header().version() == format.version()) {
          return sequence.rows().get(0).address();
        }
      }
    }
    return 0;
  }

  private static byte[] object(DwarfFormat format) {
    byte[] code = new byte[PADDING + 4];
    byte[] twice = {(byte) 0x8d, 0x04, 0x3f, (byte) 0xc3}; // lea eax, [rdi + rdi]; ret
    System.arraycopy(twice, 0, code, PADDING, twice.length);
    List<ElfSection> sections = new ArrayList<>();
    long text = ElfSection.SHF_ALLOC | ElfSection.SHF_EXECINSTR;
    long data = ElfSection.SHF_ALLOC | ElfSection.SHF_WRITE;
    sections.add(ElfSection.of(".text", ElfSection.SHT_PROGBITS, text, TEXT, 16, code));
    sections.add(ElfSection.of(".data", ElfSection.SHT_PROGBITS, data, DATA, 8, new byte[8]));
    SortedMap<Integer, RegisterRule> rules = new TreeMap<>();
    rules.put(16, new RegisterRule.Offset(-8));
    List<FrameRow> rows =
        List.of(new FrameRow(TWICE.start(), new FrameAddress.RegisterOffset(7, 8), rules));
    sections.add(
        FrameWriter.forSharedObject(Architecture.X86_64, FRAMES).add(TWICE, rows).finish(FRAMES));
    sections.add(FrameWriter.forDebuggers(Architecture.X86_64).add(TWICE, rows).finish(0));
    sections.addAll(
        DwarfWriter.write(
            new DebugInformation(List.of(unit(format.version()))), format.forLinker()));
    sections.add(ElfSection.of(".note.GNU-stack", ElfSection.SHT_PROGBITS, 0, 0, 1, new byte[0]));
    return RelocatableWriter.write(
        sections,
        List.of(new Export("twice", TWICE.start(), 4), new Export("counter", DATA + 4, 4)));
  }

  private static Unit unit(int version) {
    Entry type =
        Entry.builder(Tag.BASE_TYPE)
            .text(AttributeName.NAME, "int")
            .constant(AttributeName.BYTE_SIZE, 4)
            .code(AttributeName.ENCODING, Encoding.SIGNED)
            .build();
    Bytes register = Bytes.of((byte) 0x55); // DW_OP_reg5
    Entry parameter =
        Entry.builder(Tag.FORMAL_PARAMETER)
            .text(AttributeName.NAME, "n")
            .reference(AttributeName.TYPE, new Reference(0, 1))
            .with(
                AttributeName.LOCATION,
                new Locations(List.of(new LocationEntry(Optional.of(TWICE), register))))
            .build();
    Entry function =
        Entry.builder(Tag.SUBPROGRAM)
            .text(AttributeName.NAME, "twice")
            .flag(AttributeName.EXTERNAL, true)
            .flag(AttributeName.PROTOTYPED, true)
            .reference(AttributeName.TYPE, new Reference(0, 1))
            .address(AttributeName.LOW_PC, TWICE.start())
            .address(AttributeName.HIGH_PC, TWICE.end())
            .child(parameter)
            .build();
    GrowingBuffer place = new GrowingBuffer().u8(OperationCode.ADDR.value()).u64(DATA + 4);
    Entry variable =
        Entry.builder(Tag.VARIABLE)
            .text(AttributeName.NAME, "counter")
            .flag(AttributeName.EXTERNAL, true)
            .reference(AttributeName.TYPE, new Reference(0, 1))
            .expression(AttributeName.LOCATION, Bytes.of(place.toArray()))
            .build();
    Entry.Builder root =
        Entry.builder(Tag.COMPILE_UNIT)
            .text(AttributeName.NAME, "twice.src")
            .text(AttributeName.COMP_DIR, "/nowhere")
            .code(AttributeName.LANGUAGE, Language.C89)
            .address(AttributeName.LOW_PC, version == 2 ? TWICE.start() : 0);
    if (version == 2) {
      root.address(AttributeName.HIGH_PC, TWICE.end());
    } else {
      root.with(AttributeName.RANGES, new Ranges(List.of(TWICE)));
    }
    SourceFile file = new SourceFile("twice.src", 0, Optional.empty());
    LineSequence sequence =
        new LineSequence(
            List.of(
                LineRow.statement(TWICE.start(), 1, 7), LineRow.statement(TWICE.end() - 1, 1, 8)),
            TWICE.end());
    LineTable lines = new LineTable(List.of("/nowhere"), List.of(file, file), List.of(sequence));
    return new Unit(root.child(type).child(function).child(variable).build(), Optional.of(lines));
  }
}
