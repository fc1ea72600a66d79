package org.umbriel.nativeinterop.bind;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.umbriel.nativeinterop.NativeException;
import org.umbriel.nativeinterop.call.NativeFunction;
import org.umbriel.nativeinterop.call.NativeLibrary;
import org.umbriel.nativeinterop.machine.CodeImage;
import org.umbriel.nativeinterop.machine.JavaVm;
import org.umbriel.nativeinterop.machine.Shim;

/**
 * An interface of Java whose methods are the functions of those names of a library. What they take
 * and return is read from the library's DWARF, as for {@link NativeFunction#call}; the interface
 * says what Java gives and wants. Where both agree on numbers, {@link
 * org.umbriel.nativeinterop.value.NativePointer}, texts that are arguments, and records of numbers
 * for structures, a call costs what one through JNI costs; all others, and calls with a wrong
 * argument, are those of {@link NativeFunction}. The code that is made lives as long as the
 * process.
 *
 * <pre>{@code
 * interface Shapes {
 *   double area(Point corner, int scale);      // double area(struct point corner, int scale)
 * }
 * Shapes shapes = Binding.of(NativeLibrary.open("libshapes.so"), Shapes.class);
 * }</pre>
 */
public final class Binding {
  private Binding() {}

  /**
   * Binds an interface.
   *
   * @throws NativeException if the library has no such function, or one takes another number of
   *     arguments
   */
  public static <T> T of(NativeLibrary library, Class<T> type) {
    return of(MethodHandles.lookup(), library, type);
  }

  /**
   * Binds an interface of another module, or of another class loader.
   *
   * @param lookup of a class in the interface's module
   */
  public static <T> T of(Lookup lookup, NativeLibrary library, Class<T> type) {
    if (!type.isInterface()) {
      throw new NativeException(type.getName() + " is no interface");
    }
    List<BoundMethod> methods = new ArrayList<>();
    for (Method method : type.getMethods()) {
      if (Modifier.isAbstract(method.getModifiers())) {
        methods.add(BoundMethod.of(method, library.function(method.getName())));
      }
    }
    try {
      byte[] bytes = new BindingWriter(type, methods).write();
      Class<?> made =
          MethodHandles.privateLookupIn(type, lookup)
              .defineHiddenClass(bytes, true, Lookup.ClassOption.NESTMATE)
              .lookupClass();
      register(type.getSimpleName(), made, methods);
      NativeFunction[] functions =
          methods.stream().map(BoundMethod::function).toArray(NativeFunction[]::new);
      Constructor<?> constructor = made.getDeclaredConstructor(NativeFunction[].class);
      constructor.setAccessible(true);
      return type.cast(constructor.newInstance((Object) functions));
    } catch (IllegalAccessException e) {
      throw new NativeException(
          type.getName() + " can't be bound without a lookup of its module: " + e, e);
    } catch (ReflectiveOperationException e) {
      throw new NativeException(type.getName() + " can't be bound: " + e, e);
    }
  }

  /** Gives native methods their code. */
  private static void register(String name, Class<?> made, List<BoundMethod> methods) {
    List<Shim> shims = new ArrayList<>();
    methods.forEach(method -> method.direct().ifPresent(direct -> shims.add(direct.shim())));
    if (shims.isEmpty()) {
      return;
    }
    List<Long> addresses = CodeImage.load("umbriel-" + name, shims).addresses();
    JavaVm vm = JavaVm.ofThisProcess();
    int next = 0;
    for (int i = 0; i < methods.size(); i++) {
      Optional<DirectCall> direct = methods.get(i).direct();
      if (direct.isPresent()) {
        vm.register(
            made, BindingWriter.nativeName(i), direct.get().descriptor(), addresses.get(next++));
      }
    }
  }
}
