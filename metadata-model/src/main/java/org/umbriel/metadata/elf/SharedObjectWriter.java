package org.umbriel.metadata.elf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Machine code to a shared object that the dynamic loader opens (System V ABI, 5.3): code, zeroed
 * data, a symbol for each function, and what debuggers and unwinders want to know. Functions that
 * it calls of other objects have their addresses written into its data by the loader.
 *
 * <pre>
 * 0                ELF header, program headers      read
 * {@link #TEXT_ADDRESS}     code                             read, execute
 * the next page    data, .dynamic                   read, write
 * the next page    .eh_frame, its header, symbols   read
 * </pre>
 *
 * Offsets in the file are addresses.
 */
public final class SharedObjectWriter {
  /** Where the code starts in the object's own addresses. */
  public static final long TEXT_ADDRESS = 0x1000;

  private static final int PAGE = 0x1000;
  private static final int TEXT_SECTION = 1;
  private static final int SYMBOLS_SECTION = 7;
  private static final int STRINGS_SECTION = 8;
  private static final int DT_NULL = 0;
  private static final int DT_HASH = 4;
  private static final int DT_STRTAB = 5;
  private static final int DT_SYMTAB = 6;
  private static final int DT_STRSZ = 10;
  private static final int DT_SYMENT = 11;
  private static final int DT_SONAME = 14;
  private static final int DT_RELA = 7;
  private static final int DT_RELASZ = 8;
  private static final int DT_RELAENT = 9;
  private static final int DT_FINI = 13;
  private static final int DYNAMIC_SIZE = 16 * 11;
  private static final int SHT_RELA = 4;
  private static final int RELOCATION_SIZE = 24;

  /** The address of a symbol (AMD64 supplement, 4.4.1). */
  private static final int R_X86_64_GLOB_DAT = 6;

  private static final int FRAME_HEADER_SIZE = 8;

  /** DW_EH_PE_pcrel with DW_EH_PE_sdata4, and DW_EH_PE_omit (LSB 4.1, 10.5). */
  private static final int RELATIVE = 0x1b;

  private static final int OMITTED = 0xff;

  private final String name;
  private final byte[] text;
  private final int dataSize;
  private final List<String> imports;
  private OptionalLong atExit = OptionalLong.empty();
  private final List<ElfSection> sections = new ArrayList<>();
  private final List<ElfSegment> segments = new ArrayList<>();

  /**
   * @param name which the dynamic loader knows the object by
   * @param text for {@link ElfFile#EM_X86_64}, to lie at {@link #TEXT_ADDRESS}
   * @param dataSize bytes of data, a multiple of 8
   */
  public SharedObjectWriter(String name, byte[] text, int dataSize) {
    this(name, text, dataSize, List.of());
  }

  /**
   * @param imports functions of other objects, whose addresses are the first of the data
   */
  public SharedObjectWriter(String name, byte[] text, int dataSize, List<String> imports) {
    this.name = name;
    this.text = text.clone();
    this.dataSize = dataSize;
    this.imports = List.copyOf(imports);
    if (dataSize < 8 * imports.size()) {
      throw new IllegalArgumentException(dataSize + " bytes for " + imports);
    }
  }

  /** Has a function run when the process exits. */
  public SharedObjectWriter runAtExit(long address) {
    atExit = OptionalLong.of(address);
    return this;
  }

  /** A function that others can find by name. */
  public record Export(String name, long address, long size) {}

  /** Where the data starts. */
  public long dataAddress() {
    return nextPage(TEXT_ADDRESS + text.length);
  }

  private long dynamicAddress() {
    return dataAddress() + dataSize;
  }

  /** Where {@code .eh_frame} starts. */
  public long framesAddress() {
    return nextPage(dynamicAddress() + DYNAMIC_SIZE);
  }

  private static long nextPage(long address) {
    return (address + PAGE - 1) & -PAGE;
  }

  /**
   * The bytes of the object.
   *
   * @param frames how functions are unwound, written for {@link #framesAddress}
   * @param debug sections that are not mapped
   */
  public byte[] write(List<Export> exports, ElfSection frames, List<ElfSection> debug) {
    byte[] frameBytes = content(frames);
    SymbolsWriter symbols = new SymbolsWriter(name);
    imports.forEach(symbols::addUndefined);
    exports.forEach(symbols::add);
    long frameHeader = framesAddress() + frameBytes.length;
    long hash = aligned(frameHeader + FRAME_HEADER_SIZE);
    long table = aligned(hash + symbols.hash().length);
    long strings = table + symbols.table().length;
    long relocations = aligned(strings + symbols.strings().length);
    long end = relocations + (long) RELOCATION_SIZE * imports.size();

    add(".text", ElfSection.SHT_PROGBITS, ElfSection.SHF_EXECINSTR, TEXT_ADDRESS, text);
    add(".data", ElfSection.SHT_PROGBITS, ElfSection.SHF_WRITE, dataAddress(), new byte[dataSize]);
    byte[] dynamic = dynamic(symbols, hash, table, strings, relocations);
    add(".dynamic", ElfSection.SHT_DYNAMIC, ElfSection.SHF_WRITE, dynamicAddress(), dynamic);
    link(STRINGS_SECTION, 0, 16);
    add(".eh_frame", ElfSection.SHT_PROGBITS, 0, framesAddress(), frameBytes);
    add(".eh_frame_hdr", ElfSection.SHT_PROGBITS, 0, frameHeader, frameHeader(frameBytes.length));
    add(".hash", ElfSection.SHT_HASH, 0, hash, symbols.hash());
    link(SYMBOLS_SECTION, 0, 4);
    add(".dynsym", ElfSection.SHT_DYNSYM, 0, table, symbols.table());
    link(STRINGS_SECTION, 1, ElfFormat.SYMBOL_SIZE);
    add(".dynstr", ElfSection.SHT_STRTAB, 0, strings, symbols.strings());
    if (!imports.isEmpty()) {
      add(".rela.dyn", SHT_RELA, 0, relocations, relocations());
      link(SYMBOLS_SECTION, 0, RELOCATION_SIZE);
    }
    sections.addAll(debug);

    int headers = ElfFormat.HEADER_SIZE + 7 * ElfFormat.PROGRAM_HEADER_SIZE;
    load(ElfSegment.PF_R, 0, headers);
    load(ElfSegment.PF_R | ElfSegment.PF_X, TEXT_ADDRESS, text.length);
    load(ElfSegment.PF_R | ElfSegment.PF_W, dataAddress(), dataSize + DYNAMIC_SIZE);
    load(ElfSegment.PF_R, framesAddress(), end - framesAddress());
    int writable = ElfSegment.PF_R | ElfSegment.PF_W;
    segment(ElfSegment.PT_DYNAMIC, writable, dynamicAddress(), DYNAMIC_SIZE, 8);
    segment(ElfSegment.PT_GNU_EH_FRAME, ElfSegment.PF_R, frameHeader, FRAME_HEADER_SIZE, 4);
    segment(ElfSegment.PT_GNU_STACK, writable, 0, 0, 16);
    return ElfWriter.write(
        new ElfFile(
            ElfType.SHARED_OBJECT, ElfFile.EM_X86_64, 0, Optional.empty(), sections, segments));
  }

  private static byte[] content(ElfSection section) {
    try {
      return section.content().toArray();
    } catch (MalformedObjectException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static long aligned(long address) {
    return (address + 7) & -8;
  }

  private void add(String section, int type, long flags, long address, byte[] bytes) {
    long all = flags | ElfSection.SHF_ALLOC;
    sections.add(ElfSection.of(section, type, all, address, 1, bytes).at(address));
  }

  private void link(int link, int info, int entrySize) {
    int last = sections.size() - 1;
    sections.set(last, sections.get(last).linked(link, info, entrySize));
  }

  private void load(int flags, long address, long size) {
    segment(ElfSegment.PT_LOAD, flags, address, size, PAGE);
  }

  private void segment(int type, int flags, long address, long size, long alignment) {
    segments.add(new ElfSegment(type, flags, address, address, size, size, alignment));
  }

  /** The symbols of imports are the first ones. */
  private byte[] relocations() {
    GrowingBuffer out = new GrowingBuffer();
    for (int i = 0; i < imports.size(); i++) {
      out.u64(dataAddress() + 8L * i).u64((i + 1L) << 32 | R_X86_64_GLOB_DAT).u64(0);
    }
    return out.toArray();
  }

  private byte[] dynamic(
      SymbolsWriter symbols, long hash, long table, long strings, long relocations) {
    GrowingBuffer out = new GrowingBuffer(DYNAMIC_SIZE);
    out.u64(DT_SONAME).u64(symbols.objectName());
    out.u64(DT_HASH).u64(hash);
    out.u64(DT_SYMTAB).u64(table);
    out.u64(DT_SYMENT).u64(ElfFormat.SYMBOL_SIZE);
    out.u64(DT_STRTAB).u64(strings);
    out.u64(DT_STRSZ).u64(symbols.strings().length);
    if (!imports.isEmpty()) {
      out.u64(DT_RELA).u64(relocations);
      out.u64(DT_RELASZ).u64((long) RELOCATION_SIZE * imports.size());
      out.u64(DT_RELAENT).u64(RELOCATION_SIZE);
    }
    atExit.ifPresent(address -> out.u64(DT_FINI).u64(address));
    while (out.size() < DYNAMIC_SIZE) {
      out.u64(DT_NULL).u64(0);
    }
    return out.toArray();
  }

  /** Leads unwinders to {@code .eh_frame}, which stands right before it; they search it whole. */
  private static byte[] frameHeader(int framesSize) {
    GrowingBuffer out = new GrowingBuffer(FRAME_HEADER_SIZE);
    out.u8(1).u8(RELATIVE).u8(OMITTED).u8(OMITTED);
    return out.u32(-framesSize - 4L).toArray();
  }

  /** {@code .dynsym}, {@code .dynstr} and {@code .hash} (System V ABI, 5.3, "Hash Table"). */
  private static final class SymbolsWriter {
    private final GrowingBuffer table = new GrowingBuffer();
    private final GrowingBuffer strings = new GrowingBuffer();
    private final List<String> names = new ArrayList<>();
    private final int objectName;

    SymbolsWriter(String objectName) {
      table.bytes(new byte[ElfFormat.SYMBOL_SIZE]);
      strings.u8(0);
      this.objectName = string(objectName);
    }

    private int string(String text) {
      int at = strings.size();
      strings.bytes(text.getBytes(StandardCharsets.UTF_8)).u8(0);
      return at;
    }

    void add(Export export) {
      names.add(export.name());
      table.u32(string(export.name()));
      table.u8(ElfSymbol.STB_GLOBAL << 4 | ElfSymbol.STT_FUNC).u8(0).u16(TEXT_SECTION);
      table.u64(export.address()).u64(export.size());
    }

    void addUndefined(String function) {
      names.add(function);
      table.u32(string(function));
      table.u8(ElfSymbol.STB_GLOBAL << 4 | ElfSymbol.STT_NOTYPE).u8(0).u16(0);
      table.u64(0).u64(0);
    }

    int objectName() {
      return objectName;
    }

    byte[] table() {
      return table.toArray();
    }

    byte[] strings() {
      return strings.toArray();
    }

    /** Buckets of chains of symbols, of which number 0 is none. */
    byte[] hash() {
      int buckets = Math.max(1, names.size());
      int[] first = new int[buckets];
      int[] next = new int[names.size() + 1];
      for (int symbol = 1; symbol <= names.size(); symbol++) {
        int bucket = (int) (hash(names.get(symbol - 1)) % buckets);
        next[symbol] = first[bucket];
        first[bucket] = symbol;
      }
      GrowingBuffer out = new GrowingBuffer();
      out.u32(buckets).u32(next.length);
      for (int each : first) {
        out.u32(each);
      }
      for (int each : next) {
        out.u32(each);
      }
      return out.toArray();
    }

    private static long hash(String symbol) {
      long h = 0;
      for (byte b : symbol.getBytes(StandardCharsets.UTF_8)) {
        h = (h << 4) + (b & 0xff);
        long high = h & 0xf0000000L;
        h = (h ^ high >>> 24) & ~high;
      }
      return h & 0xffffffffL;
    }
  }
}
