package org.umbriel.metadata.elf;

import java.util.Optional;

/**
 * A number of a section that a linker has to mend, since it says where something is.
 *
 * @param offset where the number stands
 * @param size 4 or 8
 * @param relative whether it is a distance from where it stands itself
 * @param section the section that {@code value} is an offset in; if empty it is an address, and so
 *     in whatever section is mapped there
 */
public record ElfRelocation(
    int offset, int size, boolean relative, Optional<String> section, long value) {

  public static ElfRelocation address(int offset, int size, long address) {
    return new ElfRelocation(offset, size, false, Optional.empty(), address);
  }

  public static ElfRelocation distance(int offset, long address) {
    return new ElfRelocation(offset, 4, true, Optional.empty(), address);
  }

  public static ElfRelocation offset(int offset, int size, String section, long value) {
    return new ElfRelocation(offset, size, false, Optional.of(section), value);
  }

  public ElfRelocation movedBy(int distance) {
    return new ElfRelocation(offset + distance, size, relative, section, value);
  }
}
