package org.umbriel.metadata.dwarf.read;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.umbriel.metadata.dwarf.DwarfText;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.elf.Slice;
import org.umbriel.metadata.entry.Bytes;

/** A section of zero-terminated strings, each of which is decoded once; loaded for the first. */
final class StringSection {
  private final Sections sections;
  private final String name;
  private final Map<Long, String> decoded = new HashMap<>();
  private Optional<Budget> budget = Optional.empty();

  StringSection(Sections sections, String name) {
    this.sections = sections;
    this.name = name;
  }

  String at(long offset) throws MalformedObjectException {
    String known = decoded.get(offset);
    if (known != null) {
      return known;
    }
    Slice section = sections.get(name);
    if (budget.isEmpty()) {
      budget = Optional.of(new Budget(section));
    }
    Bytes bytes = section.cursor(offset).untilZero();
    budget.get().spend(offset, bytes.size());
    String text = DwarfText.decode(bytes);
    decoded.put(offset, text);
    return text;
  }
}
