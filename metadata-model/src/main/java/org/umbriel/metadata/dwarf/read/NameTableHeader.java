package org.umbriel.metadata.dwarf.read;

import org.umbriel.metadata.elf.Cursor;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.elf.Slice;

/**
 * Where the parts of an index of names stand (DWARF 5, 6.1.1.4.1), one behind the other in this
 * order.
 *
 * @param hashes there are none if there are no buckets
 * @param strings where the names' offsets stand
 * @param places where the offsets of the names' entries stand
 * @param pool where the entries start
 */
record NameTableHeader(
    Slice section,
    int offsetSize,
    long unitCount,
    long typeUnitCount,
    long foreignTypeUnitCount,
    long bucketCount,
    long nameCount,
    long units,
    long typeUnits,
    long foreignTypeUnits,
    long buckets,
    long hashes,
    long strings,
    long places,
    long abbreviations,
    long pool,
    long end) {
  private static final int VERSION = 5;

  /** Reads a header and passes over the index that it starts. */
  static NameTableHeader read(Slice section, Cursor in) throws MalformedObjectException {
    UnitLength length = UnitLength.read(in);
    Cursor header = in.sub(length.bytes());
    long end = in.offset();
    int version = header.u16();
    if (version != VERSION) {
      throw header.malformed("index of names of version " + version + ", only 5 is read");
    }
    header.skip(2);
    long unitCount = header.u32();
    long typeUnitCount = header.u32();
    long foreignCount = header.u32();
    long bucketCount = header.u32();
    long nameCount = header.u32();
    long abbreviationSize = header.u32();
    long augmentationSize = header.u32();
    header.skip((augmentationSize + 3) & -4);
    int offsetSize = length.offsetSize();
    long units = header.offset();
    long typeUnits = units + unitCount * offsetSize;
    long foreign = typeUnits + typeUnitCount * offsetSize;
    long buckets = foreign + foreignCount * 8;
    long hashes = buckets + bucketCount * 4;
    long strings = hashes + (bucketCount == 0 ? 0 : nameCount * 4);
    long places = strings + nameCount * offsetSize;
    long abbreviations = places + nameCount * offsetSize;
    long pool = abbreviations + abbreviationSize;
    if (pool > end) {
      throw header.malformed(nameCount + " names, " + unitCount + " units: more than there is");
    }
    return new NameTableHeader(
        section,
        offsetSize,
        unitCount,
        typeUnitCount,
        foreignCount,
        bucketCount,
        nameCount,
        units,
        typeUnits,
        foreign,
        buckets,
        hashes,
        strings,
        places,
        abbreviations,
        pool,
        end);
  }

  /** An element of one of the tables of offsets. */
  long offset(long table, long index) throws MalformedObjectException {
    return section.cursor(table + index * offsetSize, end).unsigned(offsetSize);
  }

  /** An element of one of the tables of four bytes. */
  long number(long table, long index) throws MalformedObjectException {
    return section.cursor(table + index * 4, end).u32();
  }
}
