package org.umbriel.nativeinterop.python;

import org.jspecify.annotations.Nullable;
import org.umbriel.nativeinterop.value.NativePointer;

/** Objects of Java on their way to Python, as new references. */
final class Arguments {
  private Arguments() {}

  static NativePointer of(Interpreter interpreter, @Nullable Object value) {
    if (value == null) {
      return interpreter.object("void *Py_BuildValue(const char *)", "");
    }
    if (value instanceof PythonObject object) {
      interpreter.call("void Py_IncRef(void *)", object.pointer());
      return object.pointer();
    }
    if (value instanceof Boolean truth) {
      return interpreter.object("void *PyBool_FromLong(long)", truth ? 1 : 0);
    }
    if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      return interpreter.object("void *PyFloat_FromDouble(double)", number);
    }
    if (value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte) {
      long number = ((Number) value).longValue();
      return interpreter.object("void *PyLong_FromLongLong(long long)", number);
    }
    if (value instanceof String text) {
      return interpreter.object("void *PyUnicode_FromString(const char *)", text);
    }
    return interpreter.capsules().make(value);
  }

  static NativePointer tuple(Interpreter interpreter, @Nullable Object[] values) {
    NativePointer tuple = interpreter.object("void *PyTuple_New(long)", values.length);
    for (int i = 0; i < values.length; i++) {
      interpreter.call(
          "int PyTuple_SetItem(void *, long, void *)", tuple, i, of(interpreter, values[i]));
    }
    return tuple;
  }
}
