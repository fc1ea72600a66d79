package org.umbriel.metadata.dwarf.read;

import java.util.HashMap;
import java.util.Map;
import org.umbriel.metadata.dwarf.DwarfText;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.elf.Slice;
import org.umbriel.metadata.entry.Bytes;

/** A section of zero-terminated strings, each of which is decoded once. */
final class StringSection {
  private final Slice section;
  private final Budget budget;
  private final Map<Long, String> decoded = new HashMap<>();

  StringSection(Slice section) {
    this.section = section;
    this.budget = new Budget(section);
  }

  String at(long offset) throws MalformedObjectException {
    String known = decoded.get(offset);
    if (known != null) {
      return known;
    }
    Bytes bytes = section.cursor(offset).untilZero();
    budget.spend(offset, bytes.size());
    String text = DwarfText.decode(bytes);
    decoded.put(offset, text);
    return text;
  }
}
