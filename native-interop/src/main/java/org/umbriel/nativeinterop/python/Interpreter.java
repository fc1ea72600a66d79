package org.umbriel.nativeinterop.python;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.umbriel.nativeinterop.NativeException;
import org.umbriel.nativeinterop.call.NativeFunction;
import org.umbriel.nativeinterop.call.NativeLibrary;
import org.umbriel.nativeinterop.value.NativePointer;
import org.umbriel.nativeinterop.value.Value;

/** Python's own functions, its lock, and exceptions on their way from one machine to the other. */
final class Interpreter {
  /** The attribute of an exception in which the exception of Java's stands that it is. */
  private static final String JAVA = "java";

  private final NativeLibrary library;
  private final NativeFunction lock;
  private final NativeFunction unlock;
  private final Map<String, NativeFunction> functions = new ConcurrentHashMap<>();
  private final Capsules capsules = new Capsules(this);

  Interpreter(NativeLibrary library) {
    this.library = library;
    lock = library.declare("int PyGILState_Ensure(void)");
    unlock = library.declare("void PyGILState_Release(int)");
    if (call("int Py_IsInitialized(void)").toInt() == 0) {
      call("void Py_InitializeEx(int)", 0);
      // whoever initialises it has the lock, and has to let go of it
      call("void *PyEval_SaveThread(void)");
    }
  }

  NativeLibrary library() {
    return library;
  }

  Capsules capsules() {
    return capsules;
  }

  /** Does something while the interpreter's lock is held. */
  <T> T locked(Supplier<T> action) {
    Value state = lock.call();
    try {
      return action.get();
    } finally {
      unlock.call(state);
    }
  }

  /** Does something without the lock, which the thread may have, as Python's own input does. */
  <T> T unlocked(Supplier<T> action) {
    if (call("int PyGILState_Check(void)").toInt() == 0) {
      return action.get();
    }
    NativePointer thread = call("void *PyEval_SaveThread(void)").toPointer();
    try {
      return action.get();
    } finally {
      call("void PyEval_RestoreThread(void *)", thread);
    }
  }

  Value call(String declaration, @Nullable Object... arguments) {
    return functions.computeIfAbsent(declaration, library::declare).call(arguments);
  }

  /** Calls a function that returns an object, or null after it raised an exception. */
  NativePointer object(String declaration, @Nullable Object... arguments) {
    NativePointer object = call(declaration, arguments).toPointer();
    if (object.isNull()) {
      throw raised();
    }
    return object;
  }

  String text(NativePointer object) {
    NativePointer string = object("void *PyObject_Str(void *)", object);
    String text = call("const char *PyUnicode_AsUTF8(void *)", string).toText();
    release(string);
    return text;
  }

  void release(NativePointer object) {
    call("void Py_DecRef(void *)", object);
  }

  boolean hasRaised() {
    return !call("void *PyErr_Occurred(void)").toPointer().isNull();
  }

  /** Takes the exception that is being raised from Python. */
  NativeException raised() {
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
    Optional<Throwable> cause = Optional.empty();
    if (value[0] != 0) {
      message += ": " + text(NativePointer.of(value[0]));
      cause = cause(NativePointer.of(value[0]));
    }
    release(name);
    for (long each : new long[] {type[0], value[0], trace[0]}) {
      call("void Py_DecRef(void *)", NativePointer.of(each));
    }
    return new PythonException(message, cause.orElse(null));
  }

  private Optional<Throwable> cause(NativePointer exception) {
    NativePointer capsule =
        call("void *PyObject_GetAttrString(void *, const char *)", exception, JAVA).toPointer();
    if (capsule.isNull()) {
      call("void PyErr_Clear(void)");
      return Optional.empty();
    }
    Throwable cause = capsules.get(capsule, Throwable.class);
    release(capsule);
    return Optional.of(cause);
  }

  /** Raises an exception of Java's in Python, as a {@code RuntimeError} that holds it. */
  void raise(Throwable thrown) {
    NativePointer type =
        call("void *PyObject_GetAttrString(void *, const char *)", builtins(), "RuntimeError")
            .toPointer();
    NativePointer text = object("void *PyUnicode_FromString(const char *)", thrown.toString());
    NativePointer exception =
        object(
            "void *PyObject_CallFunctionObjArgs(void *, void *, void *)",
            type,
            text,
            NativePointer.NULL);
    NativePointer capsule = capsules.make(thrown);
    call("int PyObject_SetAttrString(void *, const char *, void *)", exception, JAVA, capsule);
    call("void PyErr_SetObject(void *, void *)", type, exception);
    for (NativePointer each : new NativePointer[] {type, text, exception, capsule}) {
      release(each);
    }
  }

  /** A borrowed reference. */
  private NativePointer builtins() {
    return object("void *PyImport_AddModule(const char *)", "builtins");
  }
}
