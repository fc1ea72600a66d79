package org.umbriel.metadata.dwarf.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.umbriel.metadata.elf.Cursor;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.entry.AddressRange;
import org.umbriel.metadata.entry.Bytes;
import org.umbriel.metadata.entry.LocationEntry;

/**
 * Lists of addresses, and of places at addresses, as each version of DWARF writes them (DWARF 5,
 * 2.6.2, 2.17.3, 7.7.3, 7.25; DWARF 4, 7.7.3, 7.23).
 */
final class ListReader {
  /** More entries than this at one place are not the work of a compiler. */
  private static final int MOST_ENTRIES = 1 << 20;

  private final int addressSize;
  private final AddressIndex addresses;
  private final Budget budget;

  /** The address that the rest of a list counts from, as far as the list has said. */
  private long base;

  /** Finds the address with an index. */
  interface AddressIndex {
    long at(long index) throws MalformedObjectException;
  }

  ListReader(int addressSize, long base, AddressIndex addresses, Budget budget) {
    this.addressSize = addressSize;
    this.base = base;
    this.addresses = addresses;
    this.budget = budget;
  }

  /** Pairs of addresses, ended by a pair of zeros (DWARF 4, 2.17.3). */
  List<AddressRange> oldRanges(Cursor in) throws MalformedObjectException {
    List<AddressRange> ranges = new ArrayList<>();
    int start = in.offset();
    for (Optional<AddressRange> next = oldRange(in); next.isPresent(); next = oldRange(in)) {
      ranges.add(next.get());
      requireFew(ranges.size(), in);
    }
    budget.spend(start, in.offset() - start);
    return ranges;
  }

  private Optional<AddressRange> oldRange(Cursor in) throws MalformedObjectException {
    while (true) {
      long start = in.unsigned(addressSize);
      long end = in.unsigned(addressSize);
      if (start == largest()) {
        base = end;
      } else if (start == 0 && end == 0) {
        return Optional.empty();
      } else {
        return Optional.of(new AddressRange(base + start, base + end));
      }
    }
  }

  private long largest() {
    return addressSize == 8 ? -1L : (1L << (8 * addressSize)) - 1;
  }

  /** A list of {@code .debug_rnglists} (DWARF 5, 2.17.3 and 7.25). */
  List<AddressRange> ranges(Cursor in) throws MalformedObjectException {
    List<AddressRange> ranges = new ArrayList<>();
    int start = in.offset();
    while (true) {
      int kind = in.u8();
      switch (kind) {
        case 0 -> {
          budget.spend(start, in.offset() - start);
          return ranges;
        }
        case 1 -> base = addresses.at(in.uleb());
        case 2 -> ranges.add(new AddressRange(addresses.at(in.uleb()), addresses.at(in.uleb())));
        case 3 -> ranges.add(startAndLength(addresses.at(in.uleb()), in));
        case 4 -> ranges.add(new AddressRange(base + in.uleb(), base + in.uleb()));
        case 5 -> base = in.unsigned(addressSize);
        case 6 -> ranges.add(new AddressRange(in.unsigned(addressSize), in.unsigned(addressSize)));
        case 7 -> ranges.add(startAndLength(in.unsigned(addressSize), in));
        default -> throw in.malformed("entry " + kind + " of a range list is not known");
      }
      requireFew(ranges.size(), in);
    }
  }

  private static AddressRange startAndLength(long start, Cursor in)
      throws MalformedObjectException {
    return new AddressRange(start, start + in.uleb());
  }

  /** A list of {@code .debug_loc} (DWARF 4, 2.6.2). */
  List<LocationEntry> oldLocations(Cursor in) throws MalformedObjectException {
    List<LocationEntry> locations = new ArrayList<>();
    int start = in.offset();
    for (Optional<AddressRange> next = oldRange(in); next.isPresent(); next = oldRange(in)) {
      locations.add(new LocationEntry(next, in.bytes(in.u16())));
      requireFew(locations.size(), in);
    }
    budget.spend(start, in.offset() - start);
    return locations;
  }

  /**
   * A list of {@code .debug_loclists} (DWARF 5, 2.6.2 and 7.7.3), or of GNU's {@code
   * .debug_loc.dwo} before there was that.
   *
   * @param gnu whether lengths have two bytes, and those of ranges four
   */
  List<LocationEntry> locations(Cursor in, boolean gnu) throws MalformedObjectException {
    List<LocationEntry> locations = new ArrayList<>();
    int start = in.offset();
    while (true) {
      int kind = in.u8();
      if (kind == 0) {
        budget.spend(start, in.offset() - start);
        return locations;
      }
      if (kind == 1 || kind == 6) {
        base = kind == 1 ? addresses.at(in.uleb()) : in.unsigned(addressSize);
        continue;
      }
      if (kind == 9) {
        in.uleb();
        in.uleb();
        continue;
      }
      Optional<AddressRange> range = kind == 5 ? Optional.empty() : range(kind, gnu, in);
      Bytes expression = in.bytes(gnu ? in.u16() : in.uleb());
      locations.add(new LocationEntry(range, expression));
      requireFew(locations.size(), in);
    }
  }

  private Optional<AddressRange> range(int kind, boolean gnu, Cursor in)
      throws MalformedObjectException {
    AddressRange range =
        switch (kind) {
          case 2 -> new AddressRange(addresses.at(in.uleb()), addresses.at(in.uleb()));
          case 3 -> {
            long start = addresses.at(in.uleb());
            yield new AddressRange(start, start + (gnu ? in.u32() : in.uleb()));
          }
          case 4 ->
              gnu
                  ? new AddressRange(base + in.u32(), base + in.u32())
                  : new AddressRange(base + in.uleb(), base + in.uleb());
          case 7 -> new AddressRange(in.unsigned(addressSize), in.unsigned(addressSize));
          case 8 -> startAndLength(in.unsigned(addressSize), in);
          default -> throw in.malformed("entry " + kind + " of a location list is not known");
        };
    return Optional.of(range);
  }

  private static void requireFew(int count, Cursor in) throws MalformedObjectException {
    if (count > MOST_ENTRIES) {
      throw in.malformed("a list of more than " + MOST_ENTRIES + " entries");
    }
  }
}
