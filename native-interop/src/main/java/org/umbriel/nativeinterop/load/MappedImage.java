package org.umbriel.nativeinterop.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.umbriel.metadata.dwarf.type.Program;
import org.umbriel.metadata.elf.ElfSegment;
import org.umbriel.metadata.elf.ElfSymbol;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.nativeinterop.memory.MemoryMap.Mapping;

/**
 * An ELF file that a process has mapped, with what its symbols and its DWARF say.
 *
 * @param name of the file, without its folder
 * @param base what is added to the file's own addresses
 */
public record MappedImage(String name, Program program, long base) {
  /** Empty if it is no ELF file that can be read. */
  public static Optional<MappedImage> open(long pid, Mapping mapping) {
    try {
      String plain = mapping.name().replaceFirst(" \\(deleted\\)$", "");
      Path path = Path.of(plain);
      Program program = Program.open(Files.isRegularFile(path) ? path : image(pid, mapping));
      for (ElfSegment segment : program.files().program().segments()) {
        long end = segment.offset() + segment.fileSize();
        boolean holds =
            segment.type() == ElfSegment.PT_LOAD
                && mapping.offset() >= (segment.offset() & -4096)
                && mapping.offset() < end;
        if (holds) {
          long address = segment.address() + mapping.offset() - segment.offset();
          String file = plain.substring(plain.lastIndexOf('/') + 1);
          return Optional.of(new MappedImage(file, program, mapping.start() - address));
        }
      }
      return Optional.empty();
    } catch (IOException | MalformedObjectException e) {
      return Optional.empty();
    }
  }

  /** A file that was deleted, or never had a name, is still there for who has it mapped. */
  private static Path image(long pid, Mapping mapping) {
    String range = Long.toHexString(mapping.start()) + "-" + Long.toHexString(mapping.end());
    return Path.of("/proc/" + pid + "/map_files", range);
  }

  /** The symbol at or before an address of the process. */
  public Optional<ElfSymbol> symbol(long address) throws MalformedObjectException {
    return program.symbols().around(address - base);
  }
}
