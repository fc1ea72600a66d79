package org.umbriel.nativeinterop.call;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.umbriel.metadata.dwarf.read.Die;
import org.umbriel.metadata.dwarf.type.Function;
import org.umbriel.metadata.dwarf.type.Program;
import org.umbriel.metadata.dwarf.type.Variable;
import org.umbriel.metadata.elf.ElfSymbol;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.nativeinterop.load.DynamicLoader;
import org.umbriel.nativeinterop.load.DynamicLoader.Visibility;
import org.umbriel.nativeinterop.load.LibraryException;
import org.umbriel.nativeinterop.load.LoadedLibrary;
import org.umbriel.nativeinterop.memory.MemoryAccessException;
import org.umbriel.nativeinterop.memory.Owner;
import org.umbriel.nativeinterop.type.CType;
import org.umbriel.nativeinterop.type.Declaration;
import org.umbriel.nativeinterop.type.DwarfTypes;
import org.umbriel.nativeinterop.type.FunctionType;
import org.umbriel.nativeinterop.value.Callback;
import org.umbriel.nativeinterop.value.NativePointer;

/**
 * A library with all that its DWARF says: functions to be called, variables, types, by name. What
 * comes from it can be used until it is closed; from then on using it is an exception.
 *
 * <pre>{@code
 * NativeLibrary library = NativeLibrary.open("libfoo.so");
 * int length = library.function("measure").call("text", List.of(1, 2.5)).toInt();
 * }</pre>
 */
public final class NativeLibrary implements AutoCloseable {
  private final String name;
  private final LoadedLibrary loaded;
  private final Program program;
  private final DwarfTypes types;
  private final StubPool stubs = new StubPool();
  private final Lifetime lifetime = new Lifetime();

  /** Until when the library's addresses mean something. */
  private static final class Lifetime implements Owner {
    private volatile boolean closed;

    @Override
    public void check(long address, long size) {
      if (closed) {
        throw new MemoryAccessException(address, "its library is closed");
      }
    }

    @Override
    public boolean isTrusted() {
      return false;
    }
  }

  private NativeLibrary(String name, LoadedLibrary loaded, Program program) {
    this.name = name;
    this.loaded = loaded;
    this.program = program;
    types = new DwarfTypes(program);
  }

  /**
   * Loads a library: a path, or a name that is looked for where the dynamic loader looks. Its
   * initialisers run in this process.
   *
   * @throws LibraryException with the reason, if it can't be loaded or its file is malformed
   */
  public static NativeLibrary open(String name) {
    return open(name, Visibility.LOCAL);
  }

  /** The same, for libraries that others are linked with later. */
  public static NativeLibrary open(String name, Visibility visibility) {
    boolean isPath = name.indexOf('/') >= 0 || Files.isRegularFile(Path.of(name));
    if (!isPath) {
      LoadedLibrary loaded = DynamicLoader.open(name, visibility);
      return new NativeLibrary(name, loaded, describe(name, loaded.file()));
    }
    Path file = Path.of(name).toAbsolutePath();
    if (!Files.isRegularFile(file)) {
      throw new LibraryException(name, Files.exists(file) ? "not a file" : "no such file");
    }
    Program program = describe(name, file);
    try {
      return new NativeLibrary(name, DynamicLoader.open(file.toString(), visibility), program);
    } catch (LibraryException e) {
      throw new LibraryException(name, e.reason());
    }
  }

  /** Read before anything of the file is run: the loader believes whatever stands there. */
  private static Program describe(String name, Path file) {
    try {
      Program program = Program.open(file);
      program.symbols();
      return program;
    } catch (AccessDeniedException e) {
      throw new LibraryException(name, "may not be read");
    } catch (IOException | MalformedObjectException e) {
      throw new LibraryException(name, String.valueOf(e.getMessage()));
    }
  }

  /**
   * The function of that name, exported or not.
   *
   * @throws LibraryException if there is none, or nothing describes it
   */
  public NativeFunction function(String function) {
    requireOpen();
    Optional<Function> described = described(function);
    OptionalLong address = address(function, described);
    if (address.isEmpty()) {
      throw new LibraryException(name, missing(function, described.isPresent()));
    }
    if (described.isEmpty()) {
      throw new LibraryException(
          name,
          "nothing describes " + function + "; declare it, as in 'int " + function + "(int)'");
    }
    return function(function, types.of(described.get()), address.getAsLong());
  }

  /** The loader looks for names in what it has unloaded, and crashes. */
  private void requireOpen() {
    if (lifetime.closed) {
      throw new LibraryException(name, "it is closed");
    }
  }

  private String missing(String function, boolean described) {
    if (described) {
      return function + " has no code of its own, it is inlined where it is used";
    }
    return "no function " + function + Suggestion.of(function, program);
  }

  private Optional<Function> described(String function) {
    try {
      Optional<ElfSymbol> symbol = program.symbols().find(function);
      boolean isIndirect = symbol.isPresent() && symbol.get().type() == ElfSymbol.STT_GNU_IFUNC;
      return isIndirect ? implementation(function) : program.function(function);
    } catch (IOException | MalformedObjectException e) {
      throw new LibraryException(name, String.valueOf(e.getMessage()));
    }
  }

  /** Of an indirect function the description is that of its resolver; wanted is what it chose. */
  private Optional<Function> implementation(String function)
      throws IOException, MalformedObjectException {
    OptionalLong address = DynamicLoader.symbol(loaded, function);
    Optional<Die> die =
        address.isPresent()
            ? program.functionAt(address.getAsLong() - loaded.base())
            : Optional.empty();
    Optional<String> name = die.isPresent() ? die.get().name() : Optional.empty();
    return name.isPresent() ? program.function(name.get()) : Optional.empty();
  }

  /** The loader knows which of several definitions counts, and resolves indirect ones. */
  private OptionalLong address(String function, Optional<Function> described) {
    OptionalLong exported = DynamicLoader.symbol(loaded, function);
    if (exported.isPresent() || described.isEmpty() || described.get().address().isEmpty()) {
      return exported;
    }
    return OptionalLong.of(loaded.base() + described.get().address().getAsLong());
  }

  private NativeFunction function(String function, FunctionType type, long address) {
    return new NativeFunction(function, type, address, lifetime, stubs);
  }

  /**
   * A function by its declaration, for what nothing describes: {@code double scale(double x, int)}.
   * Types that the library describes may be used in it.
   *
   * @throws org.umbriel.nativeinterop.NativeException if the declaration can't be read
   */
  public NativeFunction declare(String declaration) {
    Declaration read = Declaration.parse(declaration, types::named);
    requireOpen();
    OptionalLong address = DynamicLoader.symbol(loaded, read.name());
    if (address.isEmpty()) {
      throw new LibraryException(name, missing(read.name(), false));
    }
    return function(read.name(), read.function(), address.getAsLong());
  }

  /** The address of a variable, with its type. */
  public NativePointer variable(String variable) {
    requireOpen();
    try {
      Optional<Variable> described = program.variable(variable);
      OptionalLong exported = DynamicLoader.symbol(loaded, variable);
      if (described.isEmpty()) {
        throw new LibraryException(name, "no variable " + variable);
      }
      CType type = types.of(described.get().type());
      if (exported.isPresent()) {
        return new NativePointer(exported.getAsLong(), type, lifetime);
      }
      if (described.get().address().isEmpty()) {
        throw new LibraryException(name, variable + " has no address");
      }
      long address = loaded.base() + described.get().address().getAsLong();
      return new NativePointer(address, type, lifetime);
    } catch (IOException | MalformedObjectException e) {
      throw new LibraryException(name, String.valueOf(e.getMessage()));
    }
  }

  /** The type of that name: {@code struct point}, {@code size_t}. */
  public CType type(String type) {
    return types.named(type).orElseThrow(() -> new LibraryException(name, "no type " + type));
  }

  /**
   * A callback that native code may keep: its address calls Java for as long as the process lives.
   *
   * @param type as {@code int (const void *, const void *)}, the name of such a type included
   */
  public NativePointer callback(String type, Callback callback) {
    FunctionType function = Declaration.parseFunction(type, types::named);
    return new Upcall(function, callback).pointer();
  }

  /** What is known of the library. */
  public Program program() {
    return program;
  }

  /** Where the library lies in this process. */
  public LoadedLibrary loaded() {
    return loaded;
  }

  /** Unloads the library, unless others use it. */
  @Override
  public synchronized void close() {
    if (!lifetime.closed) {
      lifetime.closed = true;
      DynamicLoader.close(loaded);
    }
  }
}
