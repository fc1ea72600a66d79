package org.umbriel.metadata.dwarf.read;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.umbriel.metadata.dwarf.DwarfSection;
import org.umbriel.metadata.elf.ElfFile;
import org.umbriel.metadata.elf.ElfSection;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.elf.Slice;

/**
 * The sections of a file by their standard names, each loaded once; one that is absent is empty.
 */
final class Sections {

  private final ElfFile file;
  private final boolean split;
  private final Map<String, Slice> loaded = new HashMap<>();

  Sections(ElfFile file) {
    this.file = file;
    this.split =
        file.section(DwarfSection.INFO).isEmpty()
            && file.section(DwarfSection.INFO + DwarfSection.SPLIT).isPresent();
  }

  /** Whether this is the second half of a split file: all sections are called {@code *.dwo}. */
  boolean split() {
    return split;
  }

  /** A section that has no twin in split files: the index of a package. */
  Slice index(String name) throws MalformedObjectException {
    Optional<ElfSection> section = file.section(name);
    return section.isPresent() ? section.get().content() : Slice.of(name, new byte[0]);
  }

  Slice get(String name) throws MalformedObjectException {
    Slice known = loaded.get(name);
    if (known != null) {
      return known;
    }
    Optional<ElfSection> section =
        file.section(split ? name + DwarfSection.SPLIT : name)
            .or(() -> file.section(name.replace(".debug_", ".zdebug_")));
    Slice content =
        section.isPresent() ? section.get().content().named(name) : Slice.of(name, new byte[0]);
    loaded.put(name, content);
    return content;
  }
}
