package org.umbriel.nativeinterop.memory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is mapped where in a process, at one moment ({@code proc(5)}, /proc/pid/maps). */
public final class MemoryMap {
  private final List<Mapping> mappings;

  private MemoryMap(List<Mapping> mappings) {
    this.mappings = List.copyOf(mappings);
  }

  /**
   * A run of addresses that are mapped alike.
   *
   * @param permissions such as {@code r-xp}
   * @param offset where it starts in its file
   * @param name of the file, or a word such as {@code [heap]}; empty if it has none
   */
  public record Mapping(long start, long end, String permissions, long offset, String name) {
    public boolean contains(long address) {
      return Long.compareUnsigned(address, start) >= 0 && Long.compareUnsigned(address, end) < 0;
    }

    public boolean isReadable() {
      return permissions.charAt(0) == 'r';
    }

    public boolean isWritable() {
      return permissions.charAt(1) == 'w';
    }
  }

  /** The map of this process as it is now. */
  public static MemoryMap now() {
    return of(ProcessHandle.current().pid());
  }

  /** That of another process. */
  public static MemoryMap of(long pid) {
    Path maps = Path.of("/proc", Long.toString(pid), "maps");
    try {
      List<Mapping> mappings = new ArrayList<>();
      for (String line : Files.readAllLines(maps, StandardCharsets.ISO_8859_1)) {
        mappings.add(parse(line));
      }
      return new MemoryMap(mappings);
    } catch (IOException e) {
      throw new MemoryAccessException(0, "the memory map can't be read: " + e.getMessage());
    }
  }

  private static Mapping parse(String line) {
    String[] words = line.split(" +", 6);
    int dash = words[0].indexOf('-');
    return new Mapping(
        Long.parseUnsignedLong(words[0].substring(0, dash), 16),
        Long.parseUnsignedLong(words[0].substring(dash + 1), 16),
        words[1],
        Long.parseUnsignedLong(words[2], 16),
        words.length > 5 ? words[5] : "");
  }

  public List<Mapping> mappings() {
    return mappings;
  }

  /** Whether instructions may be at an address. */
  public boolean isCode(long address) {
    return at(address).map(mapping -> mapping.permissions().charAt(2) == 'x').orElse(false);
  }

  /** The mapping that an address lies in. */
  public Optional<Mapping> at(long address) {
    return mappings.stream().filter(mapping -> mapping.contains(address)).findFirst();
  }
}
