package org.umbriel.metadata.dwarf.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.umbriel.metadata.dwarf.DwarfText;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.elf.Slice;
import org.umbriel.metadata.entry.Tag;

/**
 * Entries by name: functions, types, variables and enumerators that stand at the top of a unit or
 * in a namespace, and types in types. Declarations are left out. Four bytes an entry of the index,
 * and some for each name; names are compared where they stand.
 */
public final class NameIndex {
  private final List<UnitReader> units;
  private final int[] firstEntries;
  private final NameNumbers names = new NameNumbers();

  /** Entries by the numbers of their names, and in the order of the units. */
  private int[] entries = {};

  /** Where the entries with each name start, and one more. */
  private int[] starts = {0};

  private NameIndex(List<UnitReader> units) {
    this.units = List.copyOf(units);
    this.firstEntries = new int[units.size()];
  }

  /** Reads all the units, as far as their columns are not there yet. */
  public static NameIndex of(List<UnitReader> units) throws MalformedObjectException {
    NameIndex index = new NameIndex(units);
    Collector collector = index.new Collector();
    int first = 0;
    for (int i = 0; i < units.size(); i++) {
      index.firstEntries[i] = first;
      EntryTable table = units.get(i).table();
      collector.add(units.get(i), table, first);
      first = Math.addExact(first, table.size());
    }
    collector.finish();
    return index;
  }

  /** Entries in the order of the units, each with the number of its name. */
  private final class Collector {
    private final Map<DwarfReader, PlaceMap> places = new HashMap<>();
    private int[] found = new int[1 << 12];
    private int[] numbers = new int[1 << 12];
    private int size;

    private void add(UnitReader unit, EntryTable table, int first) throws MalformedObjectException {
      PlaceMap known = places.computeIfAbsent(unit.file(), file -> new PlaceMap());
      int parent = EntryTable.NONE;
      int parentTag = 0;
      for (int entry = 1; entry < table.size(); entry++) {
        if (table.parent(entry) != parent) {
          parent = table.parent(entry);
          parentTag = table.tagValue(parent);
        }
        if (isSought(table, entry, parentTag)) {
          int place = table.name(entry);
          if (place != FieldReader.NO_NAME && !table.isDeclaration(entry)) {
            add(first + entry, number(unit, entry, place, known));
          }
        }
      }
    }

    private void add(int entry, int number) {
      if (size == found.length) {
        found = Arrays.copyOf(found, 2 * size);
        numbers = Arrays.copyOf(numbers, 2 * size);
      }
      found[size] = entry;
      numbers[size++] = number;
    }

    private int number(UnitReader unit, int entry, int place, PlaceMap known)
        throws MalformedObjectException {
      if (place == FieldReader.OTHER_NAME) {
        byte[] name = DwarfText.encode(unit.die(entry).name().orElse(""));
        return names.of(name, 0, name.length);
      }
      int number = known.get(place);
      if (number == PlaceMap.UNKNOWN) {
        Slice section = unit.nameSection(place);
        int start = section.start() + (place & FieldReader.LARGEST_NAME_OFFSET);
        int end = section.start() + section.size();
        number = names.of(section.array(), Math.min(start, end), end);
        known.put(place, number);
      }
      return number;
    }

    /** Sorts by the numbers, which keeps the order of those with the same. */
    private void finish() {
      starts = new int[names.size() + 1];
      for (int i = 0; i < size; i++) {
        starts[numbers[i] + 1]++;
      }
      for (int i = 0; i < names.size(); i++) {
        starts[i + 1] += starts[i];
      }
      int[] next = starts.clone();
      entries = new int[size];
      for (int i = 0; i < size; i++) {
        entries[next[numbers[i]]++] = found[i];
      }
    }
  }

  private static boolean isSought(EntryTable table, int entry, int parentTag) {
    return isNamespace(parentTag)
        || parentTag == Tag.ENUMERATION_TYPE.value()
        || (isStructure(parentTag) && isType(table.tagValue(entry)));
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

  /** How many entries can be found. */
  public int size() {
    return entries.length;
  }

  /** All entries of that name, in the order of the units. */
  public List<Die> find(String name) {
    int number = names.find(DwarfText.encode(name));
    if (number < 0) {
      return List.of();
    }
    List<Die> dies = new ArrayList<>(starts[number + 1] - starts[number]);
    int unit = unit(entries[starts[number]]);
    for (int i = starts[number]; i < starts[number + 1]; i++) {
      unit = onwards(unit, entries[i]);
      dies.add(units.get(unit).die(entries[i] - firstEntries[unit]));
    }
    return dies;
  }

  /** A unit that starts at an entry or before it. */
  private int unit(int entry) {
    int found = Arrays.binarySearch(firstEntries, entry);
    return found >= 0 ? found : -found - 2;
  }

  /** The last one of those, from one that is known. */
  private int onwards(int from, int entry) {
    int unit = from;
    while (unit + 1 < firstEntries.length && firstEntries[unit + 1] <= entry) {
      unit++;
    }
    return unit;
  }
}
