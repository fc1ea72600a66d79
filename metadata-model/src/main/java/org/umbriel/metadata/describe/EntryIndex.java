package org.umbriel.metadata.describe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.umbriel.metadata.dwarf.DebugInformation;
import org.umbriel.metadata.dwarf.read.DwarfReader;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.entry.Entry;
import org.umbriel.metadata.entry.Reference;

/** Finds the entries that references lead to; of a file on the disk it keeps but a few units. */
final class EntryIndex {
  private static final int KEPT_UNITS = 16;

  private final int unitCount;
  private final Units units;
  private final Map<Integer, List<Entry>> unitEntries;

  /** Gives a unit's root with all below it. */
  private interface Units {
    Entry root(int unit) throws MalformedObjectException;
  }

  EntryIndex(DebugInformation information) {
    this(information.units().size(), unit -> information.units().get(unit).root(), false);
  }

  EntryIndex(DwarfReader reader) {
    this(reader.units().size(), unit -> reader.units().get(unit).read().root(), true);
  }

  private EntryIndex(int unitCount, Units units, boolean bounded) {
    this.unitCount = unitCount;
    this.units = units;
    this.unitEntries = new Recent<>(bounded ? KEPT_UNITS : Integer.MAX_VALUE);
  }

  /** Empty too if the unit that the reference leads into can't be read. */
  Optional<Entry> find(Reference reference) {
    List<Entry> entries = entriesOf(reference.unit());
    return reference.entry() < entries.size()
        ? Optional.of(entries.get(reference.entry()))
        : Optional.empty();
  }

  /** The root of the unit that a found entry stands in. */
  Entry root(Reference reference) {
    return entriesOf(reference.unit()).get(0);
  }

  private List<Entry> entriesOf(int unit) {
    List<Entry> known = unitEntries.get(unit);
    if (known != null) {
      return known;
    }
    List<Entry> entries = new ArrayList<>();
    if (unit < unitCount) {
      try {
        collect(units.root(unit), entries);
      } catch (MalformedObjectException e) {
        entries.clear();
      }
    }
    unitEntries.put(unit, entries);
    return entries;
  }

  private static void collect(Entry entry, List<Entry> entries) {
    entries.add(entry);
    entry.children().forEach(child -> collect(child, entries));
  }

  /** A map of the values that were asked for last. */
  private static final class Recent<V> extends LinkedHashMap<Integer, V> {
    private static final long serialVersionUID = 1;

    private final int most;

    Recent(int most) {
      super(16, 0.75f, true);
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Integer, V> eldest) {
      return size() > most;
    }
  }
}
