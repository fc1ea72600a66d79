package org.umbriel.metadata.elf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.umbriel.metadata.elf.SharedObjectWriter.Export;

/**
 * Sections to a relocatable object, which a linker joins with others (System V ABI, 4.1; AMD64
 * supplement, 4.4). Sections that are to be mapped lie at addresses of their own choice when they
 * come here, so that others can speak of what is in them; the object says it by section and offset.
 *
 * <pre>
 * the sections given, each at address 0
 * .rela.*         what of them the linker mends
 * .symtab .strtab a symbol for each section, then those that others see
 * </pre>
 */
public final class RelocatableWriter {
  private static final int R_X86_64_64 = 1;
  private static final int R_X86_64_PC32 = 2;
  private static final int R_X86_64_32 = 10;

  private final List<ElfSection> given;
  private final Map<String, Integer> indexes = new HashMap<>();
  private final List<ElfSection> sections = new ArrayList<>();

  private RelocatableWriter(List<ElfSection> given) {
    this.given = given;
  }

  /**
   * The bytes of the object, for {@link ElfFile#EM_X86_64}.
   *
   * @param exports functions by the addresses that the sections have here
   */
  public static byte[] write(List<ElfSection> sections, List<Export> exports) {
    return new RelocatableWriter(sections).write(exports);
  }

  private byte[] write(List<Export> exports) {
    int next = given.size() + 1;
    for (ElfSection section : given) {
      indexes.put(section.name(), indexes.size() + 1);
      next += section.relocations().isEmpty() ? 0 : 1;
      sections.add(unplaced(section));
    }
    int symbols = next;
    for (ElfSection section : given) {
      if (!section.relocations().isEmpty()) {
        sections.add(
            relocations(section).linked(symbols, index(section.name()), ElfFormat.RELA_SIZE));
      }
    }
    addSymbols(symbols, exports);
    return ElfWriter.write(
        new ElfFile(
            ElfType.RELOCATABLE, ElfFile.EM_X86_64, 0, Optional.empty(), sections, List.of()));
  }

  private static ElfSection unplaced(ElfSection section) {
    ElfSection.Header h = section.header();
    try {
      return ElfSection.of(
              h.name(),
              h.type(),
              h.flags(),
              0,
              (int) Math.max(1, h.alignment()),
              section.content().toArray())
          .linked(h.link(), h.info(), (int) h.entrySize());
    } catch (MalformedObjectException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private int index(String section) {
    Integer index = indexes.get(section);
    if (index == null) {
      throw new IllegalArgumentException("no section " + section);
    }
    return index;
  }

  private ElfSection relocations(ElfSection section) {
    GrowingBuffer out = new GrowingBuffer();
    for (ElfRelocation each : section.relocations()) {
      Optional<String> name =
          each.section().or(() -> sectionAt(each.value()).map(ElfSection::name));
      if (name.isPresent()) {
        long type = each.relative() ? R_X86_64_PC32 : each.size() == 8 ? R_X86_64_64 : R_X86_64_32;
        long start = each.section().isPresent() ? 0 : given.get(index(name.get()) - 1).address();
        out.u64(each.offset()).u32(type).u32(index(name.get())).u64(each.value() - start);
      }
    }
    return ElfSection.of(
        ".rela" + section.name(),
        ElfSection.SHT_RELA,
        ElfSection.SHF_INFO_LINK,
        0,
        8,
        out.toArray());
  }

  /** The section that is mapped at an address, or ends there; without one it stays as it is. */
  private Optional<ElfSection> sectionAt(long address) {
    Optional<ElfSection> ending = Optional.empty();
    for (ElfSection section : given) {
      long distance = address - section.address();
      if (section.has(ElfSection.SHF_ALLOC) && section.address() != 0) {
        if (Long.compareUnsigned(distance, section.header().size()) < 0) {
          return Optional.of(section);
        }
        ending = distance == section.header().size() ? Optional.of(section) : ending;
      }
    }
    return ending;
  }

  private void addSymbols(int index, List<Export> exports) {
    GrowingBuffer table = new GrowingBuffer().bytes(new byte[ElfFormat.SYMBOL_SIZE]);
    GrowingBuffer names = new GrowingBuffer().u8(0);
    for (int section = 1; section <= given.size(); section++) {
      table.u32(0).u8(ElfSymbol.STT_SECTION).u8(0).u16(section).u64(0).u64(0);
    }
    for (Export export : exports) {
      ElfSection home =
          sectionAt(export.address())
              .orElseThrow(() -> new IllegalArgumentException("no section for " + export));
      table.u32(names.size()).u8(ElfSymbol.STB_GLOBAL << 4 | ElfSymbol.STT_FUNC).u8(0);
      table.u16(index(home.name())).u64(export.address() - home.address()).u64(export.size());
      names.bytes(export.name().getBytes(StandardCharsets.UTF_8)).u8(0);
    }
    sections.add(
        ElfSection.of(".symtab", ElfSection.SHT_SYMTAB, 0, 0, 8, table.toArray())
            .linked(index + 1, given.size() + 1, ElfFormat.SYMBOL_SIZE));
    sections.add(ElfSection.of(".strtab", ElfSection.SHT_STRTAB, 0, 0, 1, names.toArray()));
  }
}
