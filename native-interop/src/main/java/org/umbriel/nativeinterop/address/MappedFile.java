package org.umbriel.nativeinterop.address;

import java.io.IOException;
import java.util.Optional;
import org.umbriel.metadata.dwarf.type.Variable;
import org.umbriel.metadata.elf.ElfSymbol;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.nativeinterop.load.MappedImage;
import org.umbriel.nativeinterop.memory.MemoryMap.Mapping;
import org.umbriel.nativeinterop.type.CType;
import org.umbriel.nativeinterop.type.DwarfTypes;
import org.umbriel.nativeinterop.unwind.NativeFrame;
import org.umbriel.nativeinterop.unwind.NativeFrame.Code;
import org.umbriel.nativeinterop.unwind.StackVariable;

/** What an ELF file that this process has mapped says of addresses. */
final class MappedFile {
  private final MappedImage image;
  private final DwarfTypes types;
  private Optional<Code> code = Optional.empty();
  private boolean isCodeRead;

  private MappedFile(MappedImage image) {
    this.image = image;
    types = new DwarfTypes(image.program());
  }

  /** Empty if it is no ELF file that can be read. */
  static Optional<MappedFile> open(Mapping mapping) {
    return MappedImage.open(ProcessHandle.current().pid(), mapping).map(MappedFile::new);
  }

  /** What a symbol names at an address. */
  Optional<Described> describe(long address) {
    try {
      long own = address - image.base();
      Optional<ElfSymbol> symbol = image.symbol(address);
      if (symbol.isEmpty()) {
        return Optional.empty();
      }
      String plain = symbol.get().plainName();
      long offset = own - symbol.get().address();
      if (symbol.get().isFunction()) {
        return Optional.of(new Described.Code(image.name(), plain, offset));
      }
      boolean isVariable =
          symbol.get().type() == ElfSymbol.STT_OBJECT && offset < symbol.get().size();
      return isVariable
          ? Optional.of(new Described.Static(image.name(), plain, offset, type(plain)))
          : Optional.empty();
    } catch (IOException | MalformedObjectException e) {
      return Optional.empty();
    }
  }

  /** The file's code; empty if nothing says how its frames are left. */
  Optional<Code> code() {
    if (!isCodeRead) {
      isCodeRead = true;
      try {
        code = Optional.of(Code.of(image));
      } catch (MalformedObjectException e) {
        code = Optional.empty();
      }
    }
    return code;
  }

  /** What lies at an address of a stack, in a frame of this file's code. */
  Described describe(NativeFrame frame, long address) {
    Optional<StackVariable> found = StackVariable.at(frame, address);
    if (found.isPresent()) {
      StackVariable variable = found.get();
      return new Described.Local(
          image.name(),
          variable.function(),
          variable.name(),
          variable.offset(),
          variable.type().map(type -> types.of(Optional.of(type))));
    }
    try {
      Optional<ElfSymbol> symbol = image.symbol(frame.address() + image.base());
      return new Described.StackFrame(image.name(), symbol.map(ElfSymbol::plainName).orElse("?"));
    } catch (MalformedObjectException e) {
      return new Described.StackFrame(image.name(), "?");
    }
  }

  private Optional<CType> type(String variable) throws IOException, MalformedObjectException {
    Optional<Variable> described = image.program().variable(variable);
    return described.isPresent() ? Optional.of(types.of(described.get().type())) : Optional.empty();
  }
}
