package org.umbriel.nativeinterop.python;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.umbriel.nativeinterop.NativeException;
import org.umbriel.nativeinterop.call.NativeLibrary;
import org.umbriel.nativeinterop.entrypoint.Entrypoints;
import org.umbriel.nativeinterop.load.DynamicLoader.Visibility;
import org.umbriel.nativeinterop.load.LibraryException;
import org.umbriel.nativeinterop.type.StructType;
import org.umbriel.nativeinterop.value.Callback;
import org.umbriel.nativeinterop.value.JavaTypes;
import org.umbriel.nativeinterop.value.NativePointer;
import org.umbriel.nativeinterop.value.Value;

/**
 * CPython 3, loaded into this process. Any thread may call it: the interpreter's lock is taken for
 * the time of each call. What Java publishes ({@link
 * org.umbriel.nativeinterop.entrypoint.Entrypoints}) Python finds by name: {@code
 * ctypes.CDLL(None).fac}. It stays initialised until the process ends, since neither machine knows
 * of the other's end.
 */
public final class Python {
  private static final int NEWEST = 14;
  private static final int OLDEST = 8;

  /** Start symbols of Python's grammar (compile.h): statements, or one expression. */
  private static final int STATEMENTS = 257;

  private static final int EXPRESSION = 258;

  private final Interpreter interpreter;
  private final NativePointer globals;

  private Python(NativeLibrary library) {
    interpreter = new Interpreter(library);
    globals = interpreter.locked(this::mainModule);
  }

  private NativePointer mainModule() {
    NativePointer module = interpreter.object("void *PyImport_AddModule(const char *)", "__main__");
    return interpreter.object("void *PyModule_GetDict(void *)", module);
  }

  /**
   * Loads the newest Python that the dynamic loader finds.
   *
   * @throws LibraryException if there is none
   */
  public static Python start() {
    return start("libpython3.%d.so.1.0");
  }

  /**
   * @param name of the library, with a place for the minor version
   */
  static Python start(String name) {
    for (int minor = NEWEST; minor >= OLDEST; minor--) {
      Optional<NativeLibrary> library = find(String.format(Locale.ROOT, name, minor));
      if (library.isPresent()) {
        return new Python(library.get());
      }
    }
    throw new LibraryException(
        "libpython3", "not installed (Debian's package is libpython3-dev, others have python3)");
  }

  private static Optional<NativeLibrary> find(String name) {
    try {
      return Optional.of(NativeLibrary.open(name, Visibility.GLOBAL));
    } catch (LibraryException e) {
      return Optional.empty();
    }
  }

  /**
   * Runs statements in the main module.
   *
   * @throws PythonException if they raise an exception
   */
  public void run(String source) {
    interpreter.locked(
        () -> {
          interpreter.release(evaluate(source, STATEMENTS));
          return true;
        });
  }

  /** The value of an expression that is an integer of 64 bits. */
  public long evaluateLong(String expression) {
    return interpreter.locked(
        () -> {
          NativePointer object = evaluate(expression, EXPRESSION);
          long value = interpreter.call("long PyLong_AsLong(void *)", object).toLong();
          interpreter.release(object);
          if (value == -1 && interpreter.hasRaised()) {
            throw interpreter.raised();
          }
          return value;
        });
  }

  /** The value of an expression as {@code str} prints it. */
  public String evaluateText(String expression) {
    return interpreter.locked(
        () -> {
          NativePointer object = evaluate(expression, EXPRESSION);
          String text = interpreter.text(object);
          interpreter.release(object);
          return text;
        });
  }

  private NativePointer evaluate(String source, int start) {
    return interpreter.object(
        "void *PyRun_String(const char *, int, void *, void *)", source, start, globals, globals);
  }

  /** The value of an expression, held for Java. */
  public PythonObject evaluate(String expression) {
    return interpreter.locked(
        () -> new PythonObject(interpreter, evaluate(expression, EXPRESSION)));
  }

  /** Puts an object of Java's or a value into the main module, under a name. */
  public void set(String name, @Nullable Object value) {
    try (PythonObject module = evaluate("__import__('__main__')")) {
      module.set(name, value);
    }
  }

  /**
   * Makes a static method a function of the main module, by a symbol of the process. While it runs
   * other threads may run Python; what it throws is raised in Python, as a {@code RuntimeError}
   * with the exception in it, and is the cause of what comes back to Java if nobody catches it
   * there.
   */
  public Entrypoints publish(String name, Method method) {
    Object none = method.getReturnType().isPrimitive() ? 0 : null;
    Entrypoints published =
        new Entrypoints.Batch()
            .add(name, method, callback -> arguments -> around(callback, arguments, none))
            .publish();
    StringBuilder types = new StringBuilder();
    for (Class<?> parameter : method.getParameterTypes()) {
      types.append(CtypesSource.expression(JavaTypes.of(parameter))).append(", ");
    }
    String result = CtypesSource.expression(JavaTypes.of(method.getReturnType()));
    run(
        "import ctypes\n"
            + (name + " = ctypes.PyDLL(None)." + name + "\n")
            + (name + ".argtypes = [" + types + "]\n")
            + (name + ".restype = " + result + "\n"));
    return published;
  }

  private @Nullable Object around(Callback callback, List<Value> arguments, @Nullable Object none) {
    Outcome outcome = interpreter.unlocked(() -> Outcome.of(callback, arguments));
    Throwable thrown = outcome.thrown();
    if (thrown == null) {
      return outcome.value();
    }
    interpreter.locked(
        () -> {
          interpreter.raise(thrown);
          return true;
        });
    return none;
  }

  /** What a method returned or threw. */
  private record Outcome(@Nullable Object value, @Nullable Throwable thrown) {
    static Outcome of(Callback callback, List<Value> arguments) {
      try {
        return new Outcome(callback.call(arguments), null);
      } catch (Throwable e) {
        return new Outcome(null, e);
      }
    }
  }

  /**
   * A class of {@code ctypes} in the main module for the structure that a record is, or a described
   * one. It refuses to be made if {@code ctypes} would lay it out otherwise.
   */
  public PythonObject structure(StructType type) {
    run(CtypesSource.of(type));
    return evaluate(CtypesSource.className(type));
  }

  /**
   * What a pointer to a structure leads to, as an object of {@code ctypes}: both sides see what the
   * other writes. Python's object holds the pointer, so that what owns the memory stays.
   */
  public PythonObject view(NativePointer pointer) {
    if (!(pointer.target() instanceof StructType type)) {
      throw new NativeException("a pointer to " + pointer.target().text() + ", to no structure");
    }
    try (PythonObject made = structure(type);
        PythonObject from = made.attribute("from_address")) {
      PythonObject view = from.call(pointer.address());
      view.set("umbriel_owner", pointer);
      return view;
    }
  }

  /** How many objects of Java's Python holds. */
  public int held() {
    return interpreter.capsules().size();
  }
}
