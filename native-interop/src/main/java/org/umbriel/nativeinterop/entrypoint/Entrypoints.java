package org.umbriel.nativeinterop.entrypoint;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.umbriel.nativeinterop.NativeException;
import org.umbriel.nativeinterop.call.Upcall;
import org.umbriel.nativeinterop.load.DynamicLoader;
import org.umbriel.nativeinterop.load.DynamicLoader.Visibility;
import org.umbriel.nativeinterop.load.LoadedLibrary;
import org.umbriel.nativeinterop.load.MemoryFile;
import org.umbriel.nativeinterop.memory.RawMemory;
import org.umbriel.nativeinterop.type.CType;
import org.umbriel.nativeinterop.type.Declaration;
import org.umbriel.nativeinterop.type.FunctionType;
import org.umbriel.nativeinterop.value.Callback;
import org.umbriel.nativeinterop.value.NativePointer;

/**
 * Functions of Java that are symbols of the process: {@code dlsym} finds them, libraries that are
 * loaded later are linked with them, {@code dladdr} and gdb name them ({@code break fac}, {@code
 * print fac(5)}). They are made in batches: each is a shared object in a file in memory.
 *
 * <pre>{@code
 * Entrypoints.publish("fac", Example.class.getDeclaredMethod("fac", long.class));
 * }</pre>
 *
 * Closing a batch lets go of the methods. The symbols stay, since native code may have kept their
 * addresses; a call is an exception of Java from then on, and gives C zero.
 */
public final class Entrypoints implements AutoCloseable {
  private final LoadedLibrary image;
  private final List<Upcall> upcalls;

  private Entrypoints(LoadedLibrary image, List<Upcall> upcalls) {
    this.image = image;
    this.upcalls = upcalls;
  }

  /** Makes one static method a symbol. */
  public static Entrypoints publish(String name, Method method) {
    return new Batch().add(name, method).publish();
  }

  /** Functions that become symbols together. */
  public static final class Batch {
    private final List<Entrypoint> entrypoints = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    /**
     * Adds a static method, whose types C knows: primitive ones, String, {@link NativePointer}.
     *
     * @throws NativeException if C could not call it
     */
    public Batch add(String name, Method method) {
      return add(new JavaMethod(method).as(checked(name)));
    }

    /**
     * The same, with something around each call.
     *
     * @param around takes the call of the method
     */
    public Batch add(String name, Method method, UnaryOperator<Callback> around) {
      Entrypoint plain = new JavaMethod(method).as(checked(name));
      Callback callback = around.apply(plain.callback());
      return add(new Entrypoint(name, plain.type(), callback, plain.file(), plain.line()));
    }

    /** Adds a function by its declaration in C, {@code struct point flip(struct point p)}. */
    public Batch add(
        String declaration, Function<String, Optional<CType>> types, Callback callback) {
      Declaration read = Declaration.parse(declaration, types);
      FunctionType type = read.function();
      if (type.isVariadic()) {
        throw new NativeException(declaration + ": a variadic function can't be published");
      }
      return add(new Entrypoint(checked(read.name()), type, callback, "", 0));
    }

    private Batch add(Entrypoint entrypoint) {
      entrypoints.add(entrypoint);
      return this;
    }

    private String checked(String name) {
      if (!name.matches("[A-Za-z_]\\w*")) {
        throw new NativeException("'" + name + "' is no name of C");
      }
      if (!names.add(name)) {
        throw new NativeException(name + " is already in this batch");
      }
      return name;
    }

    /** Makes all of them symbols. */
    public Entrypoints publish() {
      if (entrypoints.isEmpty()) {
        throw new NativeException("no function to publish");
      }
      String name = "java-" + entrypoints.get(0).name();
      EntryImage image = new EntryImage(name, entrypoints);
      Path file = MemoryFile.create(name, image.write());
      List<Upcall> upcalls = new ArrayList<>();
      LoadedLibrary loaded = DynamicLoader.open(file.toString(), Visibility.GLOBAL);
      long slot = loaded.base() + image.slots();
      for (Entrypoint entrypoint : entrypoints) {
        Upcall upcall = new Upcall(entrypoint.type(), entrypoint.callback());
        RawMemory.putLong(slot, upcall.pointer().address());
        upcalls.add(upcall);
        slot += 8;
      }
      return new Entrypoints(loaded, upcalls);
    }
  }

  /** The address that a symbol of this batch has. */
  public NativePointer pointer(String name) {
    long address =
        DynamicLoader.symbol(image, name)
            .orElseThrow(() -> new NativeException(name + " is not in this batch"));
    return NativePointer.of(address);
  }

  /** The shared object, as debuggers and {@code dladdr} see it. */
  public Path file() {
    return image.file();
  }

  /** Lets go of the methods; the symbols stay. */
  @Override
  public void close() {
    upcalls.forEach(Upcall::release);
  }
}
