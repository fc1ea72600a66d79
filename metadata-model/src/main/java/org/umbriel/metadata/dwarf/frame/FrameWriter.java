package org.umbriel.metadata.dwarf.frame;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.umbriel.metadata.dwarf.DwarfSection;
import org.umbriel.metadata.elf.ElfRelocation;
import org.umbriel.metadata.elf.ElfSection;
import org.umbriel.metadata.elf.GrowingBuffer;
import org.umbriel.metadata.entry.AddressRange;
import org.umbriel.metadata.entry.Bytes;

/**
 * Rows to {@code .debug_frame} (DWARF 5, 6.4) or {@code .eh_frame}: one piece of common
 * information, and for each function the instructions that lead from one row to the next.
 */
public final class FrameWriter {
  /** From 4 on common information says how large addresses are. */
  private static final int FIRST_WITH_SIZES = 4;

  private static final int LAST_WITH_SHORT_REGISTER = 1;

  private static final int EXCEPTION_VERSION = 1;
  private static final int ABSOLUTE_POINTER = 0;

  /** DW_EH_PE_pcrel with DW_EH_PE_sdata4 (LSB 4.1, 10.5). */
  private static final int RELATIVE_POINTER = 0x1b;

  private final Architecture architecture;
  private final int version;
  private final boolean exceptions;
  private final OptionalLong section;
  private final GrowingBuffer out = new GrowingBuffer();
  private final List<ElfRelocation> relocations = new ArrayList<>();

  private FrameWriter(
      Architecture architecture, int version, boolean exceptions, OptionalLong section) {
    this.architecture = architecture;
    this.version = version;
    this.exceptions = exceptions;
    this.section = section;
    writeCommon();
  }

  /** Writes {@code .debug_frame} as DWARF 4 and 5 have it. */
  public static FrameWriter forDebuggers(Architecture architecture) {
    return forDebuggers(architecture, FIRST_WITH_SIZES);
  }

  /**
   * Writes {@code .debug_frame}.
   *
   * @param version of the section: 1 with DWARF 2, 3 with DWARF 3, 4 with DWARF 4 and 5
   */
  public static FrameWriter forDebuggers(Architecture architecture, int version) {
    if (version != 1 && version != 3 && version != FIRST_WITH_SIZES) {
      throw new IllegalArgumentException("no version " + version);
    }
    return new FrameWriter(architecture, version, false, OptionalLong.empty());
  }

  /** Writes {@code .eh_frame}, with addresses as they are. */
  public static FrameWriter forExceptions(Architecture architecture) {
    return new FrameWriter(architecture, EXCEPTION_VERSION, true, OptionalLong.empty());
  }

  /**
   * Writes {@code .eh_frame} for an object that may be mapped anywhere, with addresses as
   * distances.
   *
   * @param section where the section is to be, in the object's own addresses
   */
  public static FrameWriter forSharedObject(Architecture architecture, long section) {
    return new FrameWriter(architecture, EXCEPTION_VERSION, true, OptionalLong.of(section));
  }

  private void writeCommon() {
    out.u32(0).u32(exceptions ? 0 : -1);
    out.u8(version);
    if (exceptions) {
      out.u8('z').u8('R');
    }
    out.u8(0);
    if (version >= FIRST_WITH_SIZES) {
      out.u8(architecture.addressSize()).u8(0);
    }
    out.uleb(architecture.codeAlignment()).sleb(architecture.dataAlignment());
    if (version <= LAST_WITH_SHORT_REGISTER) {
      out.u8(architecture.returnAddress());
    } else {
      out.uleb(architecture.returnAddress());
    }
    if (exceptions) {
      out.uleb(1).u8(section.isPresent() ? RELATIVE_POINTER : ABSOLUTE_POINTER);
    }
    finish(0);
  }

  private void finish(int start) {
    out.align(architecture.addressSize());
    out.set32(start, out.size() - start - 4L);
  }

  /**
   * Adds a function.
   *
   * @param rows by ascending address; the first stands at the start of the range
   */
  public FrameWriter add(AddressRange range, List<FrameRow> rows) {
    if (rows.isEmpty() || rows.get(0).address() != range.start()) {
      throw new IllegalArgumentException("no row at the start of " + range);
    }
    int start = out.size();
    out.u32(0);
    writeCommonPlace(start);
    writeRange(range);
    if (exceptions) {
      out.uleb(0);
    }
    long address = range.start();
    FrameAddress frameAddress = new FrameAddress.RegisterOffset(-1, 0);
    SortedMap<Integer, RegisterRule> rules = new TreeMap<>();
    for (FrameRow row : rows) {
      advance(row.address() - address);
      write(frameAddress, row.frameAddress());
      write(rules, row.rules());
      address = row.address();
      frameAddress = row.frameAddress();
      rules = row.rules();
    }
    finish(start);
    return this;
  }

  private void writeCommonPlace(int start) {
    if (!exceptions) {
      relocations.add(ElfRelocation.offset(out.size(), 4, DwarfSection.FRAMES, 0));
    }
    out.u32(exceptions ? start + 4L : 0);
  }

  private void writeRange(AddressRange range) {
    long length = range.end() - range.start();
    if (section.isPresent()) {
      relocations.add(ElfRelocation.distance(out.size(), range.start()));
      out.u32(range.start() - section.getAsLong() - out.size()).u32(length);
    } else {
      int size = architecture.addressSize();
      relocations.add(ElfRelocation.address(out.size(), size, range.start()));
      out.unsigned(range.start(), size).unsigned(length, size);
    }
  }

  private void advance(long distance) {
    long delta = distance / architecture.codeAlignment();
    if (delta < 0 || delta * architecture.codeAlignment() != distance || delta >>> 32 != 0) {
      throw new IllegalArgumentException("rows go by " + distance);
    }
    if (delta == 0) {
      return;
    }
    if (delta < 0x40) {
      out.u8(0x40 | (int) delta);
    } else if (delta < 0x100) {
      out.u8(0x02).u8((int) delta);
    } else if (delta < 0x10000) {
      out.u8(0x03).u16((int) delta);
    } else {
      out.u8(0x04).u32(delta);
    }
  }

  private void write(FrameAddress before, FrameAddress now) {
    if (now.equals(before)) {
      return;
    }
    if (now instanceof FrameAddress.Expression expression) {
      out.u8(0x0f);
      block(expression.code());
      return;
    }
    FrameAddress.RegisterOffset simple = (FrameAddress.RegisterOffset) now;
    if (simple.offset() < 0) {
      out.u8(0x12).uleb(simple.register()).sleb(factored(simple.offset()));
    } else if (before instanceof FrameAddress.RegisterOffset old
        && old.register() == simple.register()) {
      out.u8(0x0e).uleb(simple.offset());
    } else if (before instanceof FrameAddress.RegisterOffset old
        && old.offset() == simple.offset()
        && old.register() >= 0) {
      out.u8(0x0d).uleb(simple.register());
    } else {
      out.u8(0x0c).uleb(simple.register()).uleb(simple.offset());
    }
  }

  private void write(
      SortedMap<Integer, RegisterRule> before, SortedMap<Integer, RegisterRule> now) {
    for (int register : before.keySet()) {
      if (!now.containsKey(register)) {
        restore(register);
      }
    }
    for (Map.Entry<Integer, RegisterRule> rule : now.entrySet()) {
      if (!rule.getValue().equals(before.get(rule.getKey()))) {
        write(rule.getKey(), rule.getValue());
      }
    }
  }

  private void restore(int register) {
    if (register < 0x40) {
      out.u8(0xc0 | register);
    } else {
      out.u8(0x06).uleb(register);
    }
  }

  private void write(int register, RegisterRule rule) {
    if (rule instanceof RegisterRule.Undefined) {
      out.u8(0x07).uleb(register);
    } else if (rule instanceof RegisterRule.SameValue) {
      out.u8(0x08).uleb(register);
    } else if (rule instanceof RegisterRule.Register other) {
      out.u8(0x09).uleb(register).uleb(other.number());
    } else if (rule instanceof RegisterRule.Expression expression) {
      out.u8(0x10).uleb(register);
      block(expression.code());
    } else if (rule instanceof RegisterRule.ValueExpression expression) {
      out.u8(0x16).uleb(register);
      block(expression.code());
    } else if (rule instanceof RegisterRule.ValueOffset value) {
      out.u8(0x15).uleb(register).sleb(factored(value.offset()));
    } else {
      long offset = factored(((RegisterRule.Offset) rule).offset());
      if (offset >= 0 && register < 0x40) {
        out.u8(0x80 | register).uleb(offset);
      } else {
        out.u8(0x11).uleb(register).sleb(offset);
      }
    }
  }

  private long factored(long offset) {
    long factored = offset / architecture.dataAlignment();
    if (factored * architecture.dataAlignment() != offset) {
      throw new IllegalArgumentException("an offset of " + offset);
    }
    return factored;
  }

  private void block(Bytes code) {
    out.uleb(code.size()).bytes(code);
  }

  /**
   * The section with all functions added.
   *
   * @param address where it will be in memory; 0 if it is not mapped
   */
  public ElfSection finish(long address) {
    byte[] bytes = new GrowingBuffer(out.size() + 4).bytes(out).u32(0).toArray();
    ElfSection written =
        exceptions
            ? ElfSection.of(
                DwarfSection.EXCEPTION_FRAMES,
                ElfSection.SHT_PROGBITS,
                ElfSection.SHF_ALLOC,
                address,
                8,
                bytes)
            : ElfSection.data(DwarfSection.FRAMES, out.toArray());
    return written.relocated(relocations);
  }
}
