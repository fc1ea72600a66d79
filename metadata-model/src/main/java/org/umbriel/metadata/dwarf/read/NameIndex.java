package org.umbriel.metadata.dwarf.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.umbriel.metadata.dwarf.DwarfText;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.elf.Slice;
import org.umbriel.metadata.entry.Tag;

/**
 * Entries by name: functions, types, variables and enumerators that stand at the top of a unit or
 * in a namespace, and types in types. Declarations are left out. One table of numbers, eight bytes
 * an entry of the index; names are compared where they stand.
 */
public final class NameIndex {
  private static final int FNV_OFFSET = 0x811c9dc5;
  private static final int FNV_PRIME = 0x01000193;

  private final List<UnitReader> units;
  private final long[] firstEntries;
  private long[] found = new long[1 << 10];
  private int size;

  private NameIndex(List<UnitReader> units) {
    this.units = List.copyOf(units);
    this.firstEntries = new long[units.size()];
  }

  /** Reads all the units, as far as their columns are not there yet. */
  public static NameIndex of(List<UnitReader> units) throws MalformedObjectException {
    NameIndex index = new NameIndex(units);
    long first = 0;
    for (int i = 0; i < units.size(); i++) {
      index.firstEntries[i] = first;
      EntryTable table = units.get(i).table();
      index.add(units.get(i), table, first);
      first += table.size();
    }
    Arrays.sort(index.found, 0, index.size);
    return index;
  }

  private void add(UnitReader unit, EntryTable table, long first) throws MalformedObjectException {
    for (int entry = 1; entry < table.size(); entry++) {
      if (table.name(entry) != EntryTable.NO_NAME
          && !table.isDeclaration(entry)
          && isSought(table, entry)) {
        if (size == found.length) {
          found = Arrays.copyOf(found, 2 * size);
        }
        found[size++] = ((long) hash(unit, table.name(entry), entry) << 32) | (first + entry);
      }
    }
  }

  private static boolean isSought(EntryTable table, int entry) {
    int parent = table.parent(entry);
    int tag = table.tagValue(entry);
    int parentTag = table.tagValue(parent);
    if (isNamespace(parentTag)) {
      return true;
    }
    return tag == Tag.ENUMERATOR.value() || (isType(tag) && isStructure(parentTag));
  }

  private static boolean isNamespace(int tag) {
    return tag == Tag.COMPILE_UNIT.value()
        || tag == Tag.PARTIAL_UNIT.value()
        || tag == Tag.TYPE_UNIT.value()
        || tag == Tag.NAMESPACE.value()
        || tag == Tag.MODULE.value();
  }

  private static boolean isStructure(int tag) {
    return tag == Tag.STRUCTURE_TYPE.value()
        || tag == Tag.CLASS_TYPE.value()
        || tag == Tag.UNION_TYPE.value();
  }

  private static boolean isType(int tag) {
    return isStructure(tag) || tag == Tag.ENUMERATION_TYPE.value() || tag == Tag.TYPEDEF.value();
  }

  private static int hash(UnitReader unit, int name, int entry) throws MalformedObjectException {
    if (name == EntryTable.OTHER_NAME) {
      return hash(DwarfText.encode(unit.die(entry).name().orElse("")));
    }
    Slice section = unit.nameSection(name);
    byte[] bytes = section.array();
    int at = section.start() + (name & EntryTable.LARGEST_NAME_OFFSET);
    int end = section.start() + section.size();
    int hash = FNV_OFFSET;
    while (at < end && bytes[at] != 0) {
      hash = (hash ^ bytes[at++]) * FNV_PRIME;
    }
    return hash;
  }

  private static int hash(byte[] name) {
    int hash = FNV_OFFSET;
    for (byte each : name) {
      hash = (hash ^ each) * FNV_PRIME;
    }
    return hash;
  }

  /** Where the entries with a hash start: they are sorted by hash, then by place. */
  private int first(int hash) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if ((int) (found[middle] >> 32) < hash) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** How many entries can be found. */
  public int size() {
    return size;
  }

  /** All entries of that name, in the order of the units. */
  public List<Die> find(String name) throws MalformedObjectException {
    List<Die> dies = new ArrayList<>();
    byte[] wanted = DwarfText.encode(name);
    int hash = hash(wanted);
    for (int i = first(hash); i < size && (int) (found[i] >> 32) == hash; i++) {
      Die die = die(found[i] & 0xffffffffL);
      if (isCalled(die, wanted)) {
        dies.add(die);
      }
    }
    return dies;
  }

  /** Compares where the name stands: some names have tens of thousands of entries. */
  private static boolean isCalled(Die die, byte[] wanted) throws MalformedObjectException {
    int name = die.unit().table().name(die.entry());
    if (name == EntryTable.OTHER_NAME) {
      return Arrays.equals(DwarfText.encode(die.name().orElse("")), wanted);
    }
    Slice section = die.unit().nameSection(name);
    byte[] bytes = section.array();
    int at = section.start() + (name & EntryTable.LARGEST_NAME_OFFSET);
    int end = at + wanted.length;
    return end < section.start() + section.size()
        && bytes[end] == 0
        && Arrays.equals(bytes, at, end, wanted, 0, wanted.length);
  }

  private Die die(long ordinal) {
    int found = Arrays.binarySearch(firstEntries, ordinal);
    int unit = found >= 0 ? found : -found - 2;
    while (unit + 1 < firstEntries.length && firstEntries[unit + 1] == ordinal) {
      unit++;
    }
    return units.get(unit).die((int) (ordinal - firstEntries[unit]));
  }
}
