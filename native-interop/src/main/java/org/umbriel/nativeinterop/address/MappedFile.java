package org.umbriel.nativeinterop.address;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.umbriel.metadata.dwarf.type.Program;
import org.umbriel.metadata.dwarf.type.Variable;
import org.umbriel.metadata.elf.ElfSegment;
import org.umbriel.metadata.elf.ElfSymbol;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.nativeinterop.memory.MemoryMap.Mapping;
import org.umbriel.nativeinterop.type.CType;
import org.umbriel.nativeinterop.type.DwarfTypes;

/** An ELF file that is mapped, with what its symbols and its DWARF say. */
final class MappedFile {
  private final String name;
  private final Program program;
  private final DwarfTypes types;
  private final long base;

  private MappedFile(String name, Program program, long base) {
    this.name = name;
    this.program = program;
    types = new DwarfTypes(program);
    this.base = base;
  }

  /** Empty if it is no ELF file that can be read. */
  static Optional<MappedFile> open(Mapping mapping) {
    try {
      String plain = mapping.name().replaceFirst(" \\(deleted\\)$", "");
      Path path = Path.of(plain);
      Program program = Program.open(Files.isRegularFile(path) ? path : image(mapping));
      for (ElfSegment segment : program.files().program().segments()) {
        long end = segment.offset() + segment.fileSize();
        boolean holds =
            segment.type() == ElfSegment.PT_LOAD
                && mapping.offset() >= (segment.offset() & -4096)
                && mapping.offset() < end;
        if (holds) {
          long address = segment.address() + mapping.offset() - segment.offset();
          String file = plain.substring(plain.lastIndexOf('/') + 1);
          return Optional.of(new MappedFile(file, program, mapping.start() - address));
        }
      }
      return Optional.empty();
    } catch (IOException | MalformedObjectException e) {
      return Optional.empty();
    }
  }

  /** A file that was deleted, or never had a name, is still there for who has it mapped. */
  private static Path image(Mapping mapping) {
    String range = Long.toHexString(mapping.start()) + "-" + Long.toHexString(mapping.end());
    return Path.of("/proc/self/map_files", range);
  }

  /** What a symbol names at an address. */
  Optional<Described> describe(long address) {
    try {
      long own = address - base;
      Optional<ElfSymbol> symbol = program.symbols().around(own);
      if (symbol.isEmpty()) {
        return Optional.empty();
      }
      String plain = symbol.get().plainName();
      long offset = own - symbol.get().address();
      if (symbol.get().isFunction()) {
        return Optional.of(new Described.Code(name, plain, offset));
      }
      boolean isVariable =
          symbol.get().type() == ElfSymbol.STT_OBJECT && offset < symbol.get().size();
      return isVariable
          ? Optional.of(new Described.Static(name, plain, offset, type(plain)))
          : Optional.empty();
    } catch (IOException | MalformedObjectException e) {
      return Optional.empty();
    }
  }

  private Optional<CType> type(String variable) throws IOException, MalformedObjectException {
    Optional<Variable> described = program.variable(variable);
    return described.isPresent() ? Optional.of(types.of(described.get().type())) : Optional.empty();
  }
}
