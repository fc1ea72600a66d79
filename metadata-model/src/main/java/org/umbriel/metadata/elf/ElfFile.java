package org.umbriel.metadata.elf;

import java.util.List;
import java.util.Optional;
import org.umbriel.metadata.entry.Bytes;

/**
 * An ELF64 file: its sections, what of it is mapped, and its build id.
 *
 * @param machine one of the {@code EM_} constants
 * @param buildId what identifies the file, or the file that this one describes, as the linker's
 *     note carries it
 */
public record ElfFile(
    ElfType type,
    int machine,
    long entry,
    Optional<Bytes> buildId,
    List<ElfSection> sections,
    List<ElfSegment> segments) {
  public static final int EM_NONE = 0;
  public static final int EM_X86_64 = 62;
  public static final int EM_AARCH64 = 183;

  public ElfFile {
    sections = List.copyOf(sections);
    segments = List.copyOf(segments);
  }

  /** A file of debugging information for no machine in particular. */
  public ElfFile(Optional<Bytes> buildId, List<ElfSection> sections) {
    this(ElfType.EXECUTABLE, EM_NONE, 0, buildId, sections, List.of());
  }

  /** The first section of that name. */
  public Optional<ElfSection> section(String name) {
    return sections.stream().filter(section -> section.name().equals(name)).findFirst();
  }

  /** The section with this index; index 0 is none. */
  public Optional<ElfSection> section(int index) {
    return index > 0 && index <= sections.size()
        ? Optional.of(sections.get(index - 1))
        : Optional.empty();
  }
}
