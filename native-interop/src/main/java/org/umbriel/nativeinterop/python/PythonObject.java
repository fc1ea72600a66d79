package org.umbriel.nativeinterop.python;

import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.umbriel.nativeinterop.NativeException;
import org.umbriel.nativeinterop.memory.MemoryAccessException;
import org.umbriel.nativeinterop.memory.Owner;
import org.umbriel.nativeinterop.type.ArrayType;
import org.umbriel.nativeinterop.type.CType;
import org.umbriel.nativeinterop.value.NativePointer;
import org.umbriel.nativeinterop.value.Value;

/**
 * An object of Python's that Java holds: Python does not free it before this is closed or
 * collected; using it after that is an exception. What is in it is read by the structures of
 * Python's library, as its DWARF describes them.
 */
public final class PythonObject implements AutoCloseable {
  private static final Cleaner CLEANER = Cleaner.create();

  private final Interpreter interpreter;
  private final Reference reference;
  private final Cleaner.Cleanable cleanable;

  /** Takes over a reference; with the interpreter's lock. */
  PythonObject(Interpreter interpreter, NativePointer object) {
    this.interpreter = interpreter;
    reference = new Reference(interpreter, object.address());
    cleanable = CLEANER.register(this, reference);
  }

  /** One count of the object's; it is given back once. */
  private static final class Reference implements Runnable, Owner {
    private final Interpreter interpreter;
    private final long address;
    private final AtomicBoolean gone = new AtomicBoolean();

    Reference(Interpreter interpreter, long address) {
      this.interpreter = interpreter;
      this.address = address;
    }

    @Override
    public void run() {
      if (gone.compareAndSet(false, true)) {
        interpreter.locked(
            () -> {
              interpreter.release(NativePointer.of(address));
              return true;
            });
      }
    }

    @Override
    public void check(long used, long size) {
      if (gone.get()) {
        throw new MemoryAccessException(used, "this object of Python's was let go");
      }
    }

    @Override
    public boolean isTrusted() {
      return false;
    }
  }

  /** Its address, typed as {@code PyObject} where that is described. */
  public NativePointer pointer() {
    reference.check(reference.address, 0);
    return new NativePointer(
        reference.address, NativePointer.of(reference.address).target(), reference);
  }

  /** The object as the structure of that name, {@code PyListObject}, holds it now. */
  public Value structure(String type) {
    CType described = interpreter.library().type(type);
    return interpreter.locked(() -> pointer().to(described).read());
  }

  /** The name of its class, {@code list}. */
  public String type() {
    Value type = structure("PyObject").member("ob_type").toPointer().read();
    return type.member("tp_name").toText();
  }

  /** The elements of a list or a tuple, read from memory. */
  public List<PythonObject> elements() {
    return interpreter.locked(
        () -> {
          String type = type();
          if (!type.equals("list") && !type.equals("tuple")) {
            throw new NativeException("a " + type + " of Python's has no elements in order");
          }
          boolean isList = type.equals("list");
          CType object = interpreter.library().type(isList ? "PyListObject" : "PyTupleObject");
          NativePointer pointer = pointer().to(object);
          int count = pointer.read().member("ob_base").member("ob_size").toInt();
          NativePointer items =
              isList
                  ? pointer.read().member("ob_item").toPointer()
                  : elementsOf(pointer.member("ob_item"));
          List<PythonObject> elements = new ArrayList<>();
          for (int i = 0; i < count; i++) {
            NativePointer element = items.plus(i).read().toPointer();
            interpreter.call("void Py_IncRef(void *)", element);
            elements.add(new PythonObject(interpreter, element));
          }
          return elements;
        });
  }

  private static NativePointer elementsOf(NativePointer array) {
    return array.target() instanceof ArrayType type ? array.to(type.element()) : array;
  }

  /** An integer of 64 bits. */
  public long toLong() {
    return interpreter.locked(
        () -> {
          long value = interpreter.call("long PyLong_AsLong(void *)", pointer()).toLong();
          if (value == -1 && interpreter.hasRaised()) {
            throw interpreter.raised();
          }
          return value;
        });
  }

  /** A number to the nearest double. */
  public double toDouble() {
    return interpreter.locked(
        () -> {
          double value = interpreter.call("double PyFloat_AsDouble(void *)", pointer()).toDouble();
          if (value == -1 && interpreter.hasRaised()) {
            throw interpreter.raised();
          }
          return value;
        });
  }

  /** The object of Java's that it holds. */
  public <T> T toJava(Class<T> type) {
    return interpreter.locked(() -> interpreter.capsules().get(pointer(), type));
  }

  /** An attribute of it. */
  public PythonObject attribute(String name) {
    return interpreter.locked(
        () ->
            new PythonObject(
                interpreter,
                interpreter.object(
                    "void *PyObject_GetAttrString(void *, const char *)", pointer(), name)));
  }

  /** Sets an attribute. */
  public void set(String name, @Nullable Object value) {
    interpreter.locked(
        () -> {
          NativePointer object = Arguments.of(interpreter, value);
          int failed =
              interpreter
                  .call(
                      "int PyObject_SetAttrString(void *, const char *, void *)",
                      pointer(),
                      name,
                      object)
                  .toInt();
          interpreter.release(object);
          if (failed != 0) {
            throw interpreter.raised();
          }
          return true;
        });
  }

  /**
   * Calls it.
   *
   * @param arguments numbers, texts, truth values, null, objects of Python's; any other object of
   *     Java's is held by Python until it does not need it any more
   * @throws PythonException if it raises an exception
   */
  public PythonObject call(@Nullable Object... arguments) {
    return interpreter.locked(
        () -> {
          NativePointer tuple = Arguments.tuple(interpreter, arguments);
          try {
            return new PythonObject(
                interpreter,
                interpreter.object("void *PyObject_CallObject(void *, void *)", pointer(), tuple));
          } finally {
            interpreter.release(tuple);
          }
        });
  }

  /** As {@code str} prints it. */
  @Override
  public String toString() {
    return interpreter.locked(() -> interpreter.text(pointer()));
  }

  /** Gives the object back to Python. */
  @Override
  public void close() {
    cleanable.clean();
  }
}
