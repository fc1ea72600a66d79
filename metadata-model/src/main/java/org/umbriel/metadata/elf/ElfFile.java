package org.umbriel.metadata.elf;

import java.util.List;
import java.util.Optional;
import org.umbriel.metadata.entry.Bytes;

/**
 * The sections of an ELF64 file, and its build id.
 *
 * @param buildId what identifies the file that this one describes, as the linker's note carries it
 */
public record ElfFile(Optional<Bytes> buildId, List<ElfSection> sections) {
  public ElfFile {
    sections = List.copyOf(sections);
  }

  /** The first section of that name. */
  public Optional<ElfSection> section(String name) {
    return sections.stream().filter(section -> section.name().equals(name)).findFirst();
  }
}
