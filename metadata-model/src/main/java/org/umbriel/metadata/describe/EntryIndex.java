package org.umbriel.metadata.describe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.umbriel.metadata.dwarf.DebugInformation;
import org.umbriel.metadata.entry.Entry;
import org.umbriel.metadata.entry.Reference;

/** Finds the entries that references lead to. */
final class EntryIndex {
  private final DebugInformation information;
  private final Map<Integer, List<Entry>> unitEntries = new HashMap<>();

  EntryIndex(DebugInformation information) {
    this.information = information;
  }

  Optional<Entry> find(Reference reference) {
    if (reference.unit() >= information.units().size()) {
      return Optional.empty();
    }
    List<Entry> entries = unitEntries.computeIfAbsent(reference.unit(), this::entriesOf);
    return reference.entry() < entries.size()
        ? Optional.of(entries.get(reference.entry()))
        : Optional.empty();
  }

  Entry root(Reference reference) {
    return information.units().get(reference.unit()).root();
  }

  private List<Entry> entriesOf(int unit) {
    List<Entry> entries = new ArrayList<>();
    collect(information.units().get(unit).root(), entries);
    return entries;
  }

  private static void collect(Entry entry, List<Entry> entries) {
    entries.add(entry);
    entry.children().forEach(child -> collect(child, entries));
  }
}
