package org.umbriel.nativeinterop.load;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.umbriel.nativeinterop.memory.ProcessMemory;

/** {@code dlopen(3)} and its relatives. */
public final class DynamicLoader {
  private static final int RTLD_NOW = 2;
  private static final int RTLD_GLOBAL = 0x100;
  private static final int RTLD_DI_LINKMAP = 2;
  private static final long RTLD_DEFAULT = 0;

  private static final Function DLOPEN = function("dlopen");
  private static final Function DLSYM = function("dlsym");
  private static final Function DLINFO = function("dlinfo");
  private static final Function DLCLOSE = function("dlclose");

  private static final Function DLERROR = function("dlerror");

  // The JVM looks native methods up when they are first called, which forgets the loader's last
  // error and frees its text. So the way there is gone before it is needed, twice: the first time
  // there is no text to read any more.
  static {
    for (int i = 0; i < 2; i++) {
      symbol("no symbol of this name");
      lastError();
    }
  }

  private DynamicLoader() {}

  /** Who sees the symbols of a library. */
  public enum Visibility {
    /** Those who ask for them by the library. */
    LOCAL,
    /** Libraries that are loaded later, too, when they are linked. */
    GLOBAL
  }

  /**
   * Loads a library: a path, or a name that is looked for where the dynamic loader looks.
   *
   * @throws LibraryException with the loader's reason
   */
  public static LoadedLibrary open(String name, Visibility visibility) {
    int flags = RTLD_NOW | (visibility == Visibility.GLOBAL ? RTLD_GLOBAL : 0);
    long handle = DLOPEN.invokeLong(new Object[] {name, flags});
    if (handle == 0) {
      String reason = lastError();
      throw new LibraryException(
          name, reason.startsWith(name + ": ") ? reason.substring(name.length() + 2) : reason);
    }
    return describe(name, handle);
  }

  private static String lastError() {
    return String.valueOf(DLERROR.invokeString(new Object[0], false));
  }

  /** {@code struct link_map} of link.h: the base, and the file's name. */
  private static LoadedLibrary describe(String name, long handle) {
    try (Memory result = new Memory(Long.BYTES)) {
      int failed = DLINFO.invokeInt(new Object[] {new Pointer(handle), RTLD_DI_LINKMAP, result});
      if (failed != 0) {
        throw new LibraryException(name, "the dynamic loader does not say where it is");
      }
      Pointer map = result.getPointer(0);
      String file = ProcessMemory.readText(map.getLong(Long.BYTES));
      return new LoadedLibrary(handle, map.getLong(0), Path.of(file.isEmpty() ? name : file));
    }
  }

  /** The address of a symbol of a library, or of what it depends on. */
  public static OptionalLong symbol(LoadedLibrary library, String name) {
    return symbol(library.handle(), name);
  }

  /** The address of a symbol that everybody sees. */
  public static OptionalLong symbol(String name) {
    return symbol(RTLD_DEFAULT, name);
  }

  private static OptionalLong symbol(long handle, String name) {
    long address = DLSYM.invokeLong(new Object[] {new Pointer(handle), name});
    return address == 0 ? OptionalLong.empty() : OptionalLong.of(address);
  }

  public static void close(LoadedLibrary library) {
    DLCLOSE.invokeInt(new Object[] {new Pointer(library.handle())});
  }

  private static Function function(String name) {
    return NativeLibrary.getProcess().getFunction(name);
  }
}
