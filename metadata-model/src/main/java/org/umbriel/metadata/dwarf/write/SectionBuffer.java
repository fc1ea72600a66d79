package org.umbriel.metadata.dwarf.write;

import java.util.ArrayList;
import java.util.List;
import org.umbriel.metadata.dwarf.DwarfSection;
import org.umbriel.metadata.elf.ElfRelocation;
import org.umbriel.metadata.elf.ElfSection;
import org.umbriel.metadata.elf.GrowingBuffer;

/**
 * A section in the making, or a part of one: bytes, numbers in the sizes of the format, and what of
 * it a linker has to mend.
 */
final class SectionBuffer {
  private static final long ESCAPE_64 = 0xffffffffL;

  private final DwarfFormat format;
  private final GrowingBuffer out = new GrowingBuffer();
  private final List<ElfRelocation> relocations = new ArrayList<>();

  SectionBuffer(DwarfFormat format) {
    this.format = format;
  }

  DwarfFormat format() {
    return format;
  }

  /** The bytes alone. */
  GrowingBuffer out() {
    return out;
  }

  int size() {
    return out.size();
  }

  /** An offset in another section, or in this one. */
  SectionBuffer offset(String section, long value) {
    if (format.linkable()) {
      relocations.add(ElfRelocation.offset(out.size(), format.offsetSize(), section, value));
    }
    return size(value);
  }

  /** A number of as many bytes as an offset has. */
  SectionBuffer size(long value) {
    out.unsigned(value, format.offsetSize());
    return this;
  }

  SectionBuffer address(long value) {
    mention(out.size(), value);
    out.u64(value);
    return this;
  }

  /** Says that an address stands somewhere. */
  void mention(int position, long address) {
    if (format.linkable()) {
      relocations.add(ElfRelocation.address(position, DwarfFormat.ADDRESS_SIZE, address));
    }
  }

  /** Mends the offset of an entry in another unit, written earlier. */
  void setEntryAddress(int position, long value) {
    int size = format.entryAddressSize();
    if (format.linkable()) {
      relocations.add(ElfRelocation.offset(position, size, DwarfSection.INFO, value));
    }
    out.set(position, value, size);
  }

  void setSize(int position, long value) {
    out.set(position, value, format.offsetSize());
  }

  /** Starts a unit that begins with its length (DWARF 5, 7.4); {@link #close} takes the result. */
  int open() {
    if (format.offsetSize() == 8) {
      out.u32(ESCAPE_64);
    }
    int start = out.size();
    size(0);
    return start;
  }

  void close(int opened) {
    setSize(opened, (long) out.size() - opened - format.offsetSize());
  }

  /** Appends a part that was written aside. */
  void append(SectionBuffer part) {
    int base = out.size();
    out.bytes(part.out);
    part.relocations.forEach(each -> relocations.add(each.movedBy(base)));
  }

  void clear() {
    out.clear();
    relocations.clear();
  }

  ElfSection section(String name) {
    return ElfSection.data(name, out.toArray()).relocated(relocations);
  }
}
