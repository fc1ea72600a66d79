package org.umbriel.metadata.dwarf.frame;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.umbriel.metadata.dwarf.DwarfSection;
import org.umbriel.metadata.elf.Cursor;
import org.umbriel.metadata.elf.ElfFile;
import org.umbriel.metadata.elf.ElfSection;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.elf.Slice;
import org.umbriel.metadata.entry.AddressRange;

/** The descriptions of a section of call frame information, by address. */
public final class FrameTable {
  private static final long ESCAPE_64 = 0xffffffffL;
  private static final int ADDRESS_SIZE = 8;

  private final Slice section;
  private final boolean exceptions;
  private final long address;
  private final Map<Long, CommonInformation> common = new HashMap<>();
  private final List<FrameDescription> descriptions = new ArrayList<>();
  private final TreeMap<Long, FrameDescription> byAddress = new TreeMap<>(Long::compareUnsigned);

  private FrameTable(Slice section, boolean exceptions, long address) {
    this.section = section;
    this.exceptions = exceptions;
    this.address = address;
  }

  /** The table of a file: {@code .debug_frame}, else {@code .eh_frame}; empty without either. */
  public static FrameTable of(ElfFile file) throws MalformedObjectException {
    FrameTable table = of(file, DwarfSection.FRAMES);
    return table.descriptions.isEmpty() ? of(file, DwarfSection.EXCEPTION_FRAMES) : table;
  }

  /**
   * @param name {@code .debug_frame} or {@code .eh_frame}
   */
  public static FrameTable of(ElfFile file, String name) throws MalformedObjectException {
    Optional<ElfSection> section = file.section(name);
    if (section.isEmpty()) {
      return read(Slice.of(name, new byte[0]), 0);
    }
    return read(section.get().content().named(name), section.get().address());
  }

  /**
   * @param address where the section is in memory, which addresses in {@code .eh_frame} count from
   */
  public static FrameTable read(Slice section, long address) throws MalformedObjectException {
    boolean exceptions = section.section().equals(DwarfSection.EXCEPTION_FRAMES);
    FrameTable table = new FrameTable(section, exceptions, address);
    table.readAll();
    return table;
  }

  private void readAll() throws MalformedObjectException {
    Cursor in = section.cursor();
    while (in.hasMore()) {
      long offset = in.offset();
      long length = in.u32();
      boolean wide = length == ESCAPE_64;
      if (wide) {
        length = in.u64();
      }
      if (length == 0) {
        continue;
      }
      Cursor entry = in.sub(length);
      long idAt = entry.offset();
      long id = wide && !exceptions ? entry.u64() : entry.u32();
      if (isCommon(id, wide)) {
        common.put(offset, common(offset, entry));
      } else {
        addDescription(offset, exceptions ? idAt - id : id, entry);
      }
    }
  }

  private boolean isCommon(long id, boolean wide) {
    if (exceptions) {
      return id == 0;
    }
    return wide ? id == -1 : id == ESCAPE_64;
  }

  private CommonInformation common(long offset, Cursor in) throws MalformedObjectException {
    int version = in.u8();
    String augmentation = new String(in.untilZero().toArray(), StandardCharsets.ISO_8859_1);
    int addressSize = ADDRESS_SIZE;
    if (version >= 4 && !exceptions) {
      addressSize = in.u8();
      in.u8();
    }
    if (augmentation.startsWith("eh")) {
      in.skip(ADDRESS_SIZE);
    }
    long codeAlignment = in.uleb();
    long dataAlignment = in.sleb();
    int returnAddress = version == 1 ? in.u8() : in.uleb31("register");
    int pointerEncoding = 0;
    int lsdaEncoding = PointerReader.OMITTED;
    boolean signal = false;
    if (augmentation.startsWith("z")) {
      Cursor data = in.sub(in.uleb());
      for (char letter : augmentation.substring(1).toCharArray()) {
        switch (letter) {
          case 'R' -> pointerEncoding = data.u8();
          case 'L' -> lsdaEncoding = data.u8();
          case 'S' -> signal = true;
          case 'P' -> pointers().read(data, data.u8());
          default -> {
            // 'B' and unknown letters have no data that is needed here
          }
        }
      }
    }
    return new CommonInformation(
        offset,
        version,
        augmentation,
        addressSize,
        codeAlignment,
        dataAlignment,
        returnAddress,
        pointerEncoding,
        lsdaEncoding,
        signal,
        in.rest());
  }

  private PointerReader pointers() {
    return new PointerReader(address);
  }

  private void addDescription(long offset, long commonOffset, Cursor in)
      throws MalformedObjectException {
    CommonInformation shared = common.get(commonOffset);
    if (shared == null) {
      throw in.malformed("no common information at 0x" + Long.toHexString(commonOffset));
    }
    long start = pointers().read(in, shared.pointerEncoding());
    long length = pointers().read(in, shared.pointerEncoding() & PointerReader.FORMAT);
    if (shared.isAugmented()) {
      in.skip(in.uleb());
    }
    FrameDescription description =
        new FrameDescription(offset, shared, new AddressRange(start, start + length), in.rest());
    descriptions.add(description);
    byAddress.put(start, description);
  }

  /** All descriptions, in the order of the section. */
  public List<FrameDescription> descriptions() {
    return List.copyOf(descriptions);
  }

  /** The description of the code at an address. */
  public Optional<FrameDescription> at(long wanted) {
    Map.Entry<Long, FrameDescription> below = byAddress.floorEntry(wanted);
    return below != null && below.getValue().range().contains(wanted)
        ? Optional.of(below.getValue())
        : Optional.empty();
  }
}
