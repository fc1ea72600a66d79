package org.umbriel.metadata.elf;

import java.util.List;
import java.util.Optional;

/**
 * What a linker would write into a section of a relocatable file (System V ABI, AMD64 supplement,
 * table 4.9), with each section at its own address, which is 0.
 */
final class Relocations {
  private static final int R_NONE = 0;
  private static final int R_X86_64_64 = 1;
  private static final int R_X86_64_PC32 = 2;
  private static final int R_X86_64_32 = 10;
  private static final int R_X86_64_32S = 11;
  private static final int R_X86_64_DTPOFF64 = 17;
  private static final int R_X86_64_DTPOFF32 = 21;
  private static final int R_X86_64_PC64 = 24;

  private Relocations() {}

  /**
   * @param table the relocations of the section
   */
  static Slice apply(Slice content, int machine, ElfSection table, List<ElfSection> sections)
      throws MalformedObjectException {
    if (machine != ElfFile.EM_X86_64) {
      throw new MalformedObjectException(
          table.name(), 0, "relocations of machine " + machine + " are not known");
    }
    int link = table.header().link();
    Optional<ElfSection> symbols =
        link > 0 && link <= sections.size()
            ? Optional.of(sections.get(link - 1))
            : Optional.empty();
    if (symbols.isEmpty() || symbols.get().type() != ElfSection.SHT_SYMTAB) {
      throw new MalformedObjectException(table.name(), 0, "relocations without a symbol table");
    }
    Slice symbolTable = symbols.get().content();
    GrowingBuffer out = new GrowingBuffer(content.size()).bytes(content.toBytes());
    Cursor in = table.content().cursor();
    while (in.remaining() >= ElfFormat.RELA_SIZE) {
      long offset = in.u64();
      int type = (int) in.u32();
      long symbol = in.u32();
      long addend = in.u64();
      if (type != R_NONE) {
        apply(out, offset, type, value(symbolTable, symbol) + addend, in);
      }
    }
    return Slice.of(content.section(), out.toArray());
  }

  private static long value(Slice symbols, long index) throws MalformedObjectException {
    Cursor in = symbols.cursor(index * ElfFormat.SYMBOL_SIZE);
    in.skip(8);
    return in.u64();
  }

  private static void apply(GrowingBuffer out, long offset, int type, long value, Cursor in)
      throws MalformedObjectException {
    int size =
        switch (type) {
          case R_X86_64_64, R_X86_64_DTPOFF64, R_X86_64_PC64 -> 8;
          case R_X86_64_32, R_X86_64_32S, R_X86_64_PC32, R_X86_64_DTPOFF32 -> 4;
          default -> throw in.malformed("relocation of unknown type " + type);
        };
    if (offset < 0 || offset > out.size() - size) {
      throw in.malformed("relocation at 0x" + Long.toHexString(offset) + ", beyond the section");
    }
    boolean relative = type == R_X86_64_PC32 || type == R_X86_64_PC64;
    long mended = relative ? value - offset : value;
    out.set32((int) offset, mended);
    if (size == 8) {
      out.set32((int) offset + 4, mended >>> 32);
    }
  }
}
