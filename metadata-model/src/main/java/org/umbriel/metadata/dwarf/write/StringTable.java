package org.umbriel.metadata.dwarf.write;

import java.util.HashMap;
import java.util.Map;
import org.umbriel.metadata.dwarf.DwarfText;
import org.umbriel.metadata.elf.GrowingBuffer;

/** A section of zero-terminated strings, each of which stands there once. */
final class StringTable {
  private final GrowingBuffer out = new GrowingBuffer();
  private final Map<String, Integer> offsets = new HashMap<>();

  /** Where the string stands, from the start of the section. */
  int offset(String text) {
    Integer known = offsets.get(text);
    if (known != null) {
      return known;
    }
    int offset = out.size();
    offsets.put(text, offset);
    out.bytes(DwarfText.encode(text)).u8(0);
    return offset;
  }

  byte[] toArray() {
    return out.toArray();
  }
}
