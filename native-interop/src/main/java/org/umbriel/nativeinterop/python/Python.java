package org.umbriel.nativeinterop.python;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.umbriel.nativeinterop.NativeException;
import org.umbriel.nativeinterop.call.NativeFunction;
import org.umbriel.nativeinterop.call.NativeLibrary;
import org.umbriel.nativeinterop.load.DynamicLoader.Visibility;
import org.umbriel.nativeinterop.load.LibraryException;
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

  private final NativeLibrary library;
  private final NativeFunction lock;
  private final NativeFunction unlock;
  private final NativePointer globals;

  private Python(NativeLibrary library) {
    this.library = library;
    lock = library.declare("int PyGILState_Ensure(void)");
    unlock = library.declare("void PyGILState_Release(int)");
    if (call("int Py_IsInitialized(void)").toInt() == 0) {
      call("void Py_InitializeEx(int)", 0);
      // whoever initialises it has the lock, and has to let go of it
      call("void *PyEval_SaveThread(void)");
    }
    globals = locked(() -> mainModule());
  }

  private NativePointer mainModule() {
    NativePointer module = object("void *PyImport_AddModule(const char *)", "__main__");
    return object("void *PyModule_GetDict(void *)", module);
  }

  /**
   * Loads the newest Python that the dynamic loader finds.
   *
   * @throws LibraryException if there is none
   */
  public static Python start() {
    for (int minor = NEWEST; minor >= OLDEST; minor--) {
      Optional<NativeLibrary> library = find("libpython3." + minor + ".so.1.0");
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

  /** Something done while the interpreter's lock is held. */
  private interface Locked<T> {
    T run();
  }

  private <T> T locked(Locked<T> action) {
    Value state = lock.call();
    try {
      return action.run();
    } finally {
      unlock.call(state);
    }
  }

  private Value call(String declaration, @Nullable Object... arguments) {
    return library.declare(declaration).call(arguments);
  }

  private NativePointer object(String declaration, @Nullable Object... arguments) {
    NativePointer object = call(declaration, arguments).toPointer();
    if (object.isNull()) {
      throw raised();
    }
    return object;
  }

  /**
   * Runs statements in the main module.
   *
   * @throws PythonException if they raise an exception
   */
  public void run(String source) {
    locked(
        () -> {
          release(evaluate(source, STATEMENTS));
          return true;
        });
  }

  /** The value of an expression that is an integer of 64 bits. */
  public long evaluateLong(String expression) {
    return locked(
        () -> {
          NativePointer object = evaluate(expression, EXPRESSION);
          long value = call("long PyLong_AsLong(void *)", object).toLong();
          release(object);
          if (value == -1 && !call("void *PyErr_Occurred(void)").toPointer().isNull()) {
            throw raised();
          }
          return value;
        });
  }

  /** The value of an expression as {@code str} prints it. */
  public String evaluateText(String expression) {
    return locked(
        () -> {
          NativePointer object = evaluate(expression, EXPRESSION);
          String text = text(object);
          release(object);
          return text;
        });
  }

  private NativePointer evaluate(String source, int start) {
    return object(
        "void *PyRun_String(const char *, int, void *, void *)", source, start, globals, globals);
  }

  private String text(NativePointer object) {
    NativePointer string = object("void *PyObject_Str(void *)", object);
    String text = call("const char *PyUnicode_AsUTF8(void *)", string).toText();
    release(string);
    return text;
  }

  private void release(NativePointer object) {
    call("void Py_DecRef(void *)", object);
  }

  /** Takes the exception that is being raised from Python. */
  private NativeException raised() {
    long[] type = {0};
    long[] value = {0};
    long[] trace = {0};
    call("void PyErr_Fetch(long *, long *, long *)", type, value, trace);
    if (type[0] == 0) {
      return new NativeException("Python failed without an exception");
    }
    NativePointer raised = NativePointer.of(type[0]);
    NativePointer name =
        object("void *PyObject_GetAttrString(void *, const char *)", raised, "__name__");
    String message = text(name);
    if (value[0] != 0) {
      message += ": " + text(NativePointer.of(value[0]));
    }
    release(name);
    for (long each : new long[] {type[0], value[0], trace[0]}) {
      call("void Py_DecRef(void *)", NativePointer.of(each));
    }
    return new PythonException(message);
  }
}
