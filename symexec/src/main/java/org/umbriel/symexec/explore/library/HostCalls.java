package org.umbriel.symexec.explore.library;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.umbriel.symexec.explore.machine.Abandoned;
import org.umbriel.symexec.explore.machine.Call;
import org.umbriel.symexec.explore.machine.HeapObject;
import org.umbriel.symexec.explore.machine.LoadedClass;
import org.umbriel.symexec.explore.machine.Machine;
import org.umbriel.symexec.explore.machine.Routine;
import org.umbriel.symexec.explore.machine.Thrown;

/**
 * Calls of pure library methods with concrete arguments, made on the JVM that this process runs on:
 * as exact as it can be. Values are copied in and out: primitives, strings, boxes, and arrays of
 * them.
 */
final class HostCalls {
  private final Map<Routine, Optional<Method>> methods = new HashMap<>();

  /** An argument that has no counterpart on the host. */
  private static final class NotConvertible extends Exception {
    private static final long serialVersionUID = 1L;

    NotConvertible() {
      super(null, null, false, false);
    }
  }

  /**
   * Makes a call, if every argument and the result can be converted.
   *
   * @return whether the call was made
   */
  boolean attempt(Call call) throws Thrown {
    Method method = methods.computeIfAbsent(call.routine(), HostCalls::find).orElse(null);
    if (method == null || !isConvertible(method.getReturnType())) {
      return false;
    }
    Object result;
    Object receiver = null;
    try {
      int slot = 0;
      if (!Modifier.isStatic(method.getModifiers())) {
        receiver = toHost(call.reference(slot++), method.getDeclaringClass());
      }
      List<@Nullable Object> arguments = new ArrayList<>();
      for (Class<?> type : method.getParameterTypes()) {
        arguments.add(argument(call, slot, type));
        slot += type == long.class || type == double.class ? 2 : 1;
      }
      result = method.invoke(receiver, arguments.toArray());
    } catch (NotConvertible symbolic) {
      return false;
    } catch (InvocationTargetException thrown) {
      Throwable cause = thrown.getTargetException();
      throw call.machine().raise(cause.getClass().getName().replace('.', '/'), cause.getMessage());
    } catch (IllegalAccessException hidden) {
      return false;
    }
    if (result != null && result == receiver && result instanceof String) {
      call.answer(call.object(0));
    } else {
      answer(call, method.getReturnType(), result);
    }
    return true;
  }

  private static Optional<Method> find(Routine routine) {
    try {
      ClassLoader loader = HostCalls.class.getClassLoader();
      Class<?> owner = Class.forName(routine.owner().javaName(), false, loader);
      List<Class<?>> types = new ArrayList<>();
      for (String descriptor : routine.code().type().parameters()) {
        types.add(type(descriptor, loader));
      }
      Method method =
          owner.getDeclaredMethod(routine.code().name(), types.toArray(new Class<?>[0]));
      return Modifier.isPublic(method.getModifiers()) && Modifier.isPublic(owner.getModifiers())
          ? Optional.of(method)
          : Optional.empty();
    } catch (ReflectiveOperationException absent) {
      return Optional.empty();
    }
  }

  private static Class<?> type(String descriptor, ClassLoader loader)
      throws ClassNotFoundException {
    return switch (descriptor.charAt(0)) {
      case 'Z' -> boolean.class;
      case 'B' -> byte.class;
      case 'C' -> char.class;
      case 'S' -> short.class;
      case 'I' -> int.class;
      case 'J' -> long.class;
      case 'F' -> float.class;
      case 'D' -> double.class;
      case '[' -> Class.forName(descriptor.replace('/', '.'), false, loader);
      default ->
          Class.forName(
              descriptor.substring(1, descriptor.length() - 1).replace('/', '.'), false, loader);
    };
  }

  private static boolean isConvertible(Class<?> type) {
    return type == String.class
        || (type.isPrimitive() && type != void.class)
        || (type.isArray()
            && (type.getComponentType().isPrimitive() || type.getComponentType() == String.class));
  }

  private static @Nullable Object argument(Call call, int slot, Class<?> type)
      throws NotConvertible {
    if (!type.isPrimitive()) {
      return toHost(call.reference(slot), type);
    }
    if (call.isSymbolic(slot)) {
      throw new NotConvertible();
    }
    return primitive(type, call.bits(slot));
  }

  private static Object primitive(Class<?> type, long bits) {
    if (type == boolean.class) {
      return bits != 0;
    } else if (type == byte.class) {
      return (byte) bits;
    } else if (type == char.class) {
      return (char) bits;
    } else if (type == short.class) {
      return (short) bits;
    } else if (type == int.class) {
      return (int) bits;
    } else if (type == long.class) {
      return bits;
    } else if (type == float.class) {
      return Float.intBitsToFloat((int) bits);
    }
    return Double.longBitsToDouble(bits);
  }

  private static long bits(Object value) {
    if (value instanceof Boolean b) {
      return b ? 1 : 0;
    } else if (value instanceof Character c) {
      return c;
    } else if (value instanceof Float f) {
      return Float.floatToRawIntBits(f);
    } else if (value instanceof Double d) {
      return Double.doubleToRawLongBits(d);
    }
    return ((Number) value).longValue();
  }

  private static @Nullable Object toHost(@Nullable HeapObject object, Class<?> wanted)
      throws NotConvertible {
    if (object == null) {
      return null;
    }
    Object converted = convert(object);
    if (!wanted.isInstance(converted)) {
      throw new NotConvertible();
    }
    return converted;
  }

  private static Object convert(HeapObject object) throws NotConvertible {
    if (object.payload() instanceof String text && Texts.isString(object)) {
      return text;
    }
    if (object.payload() instanceof Buffer buffer && buffer.text() instanceof String text) {
      StringBuilder copy = new StringBuilder(buffer.capacity());
      copy.append(text);
      return copy;
    }
    LoadedClass type = object.type();
    if (type.isArray()) {
      return array(object);
    }
    Class<?> primitive =
        switch (type.name()) {
          case "java/lang/Boolean" -> boolean.class;
          case "java/lang/Byte" -> byte.class;
          case "java/lang/Character" -> char.class;
          case "java/lang/Short" -> short.class;
          case "java/lang/Integer" -> int.class;
          case "java/lang/Long" -> long.class;
          case "java/lang/Float" -> float.class;
          case "java/lang/Double" -> double.class;
          default -> throw new NotConvertible();
        };
    if (object.isSymbolic(0)) {
      throw new NotConvertible();
    }
    return primitive(primitive, object.bits(0));
  }

  private static Object array(HeapObject array) throws NotConvertible {
    LoadedClass element = array.type().element();
    Class<?> type =
        switch (element.name()) {
          case "boolean" -> boolean.class;
          case "byte" -> byte.class;
          case "char" -> char.class;
          case "short" -> short.class;
          case "int" -> int.class;
          case "long" -> long.class;
          case "float" -> float.class;
          case "double" -> double.class;
          case "java/lang/String" -> String.class;
          case "java/lang/CharSequence" -> CharSequence.class;
          case "java/lang/Object" -> Object.class;
          default -> throw new NotConvertible();
        };
    Object copy = Array.newInstance(type, array.length());
    for (int i = 0; i < array.length(); i++) {
      if (array.isSymbolic(i)) {
        throw new NotConvertible();
      }
      Array.set(
          copy,
          i,
          type.isPrimitive() ? primitive(type, array.bits(i)) : toHost(array.reference(i), type));
    }
    return copy;
  }

  private static void answer(Call call, Class<?> type, @Nullable Object result) {
    if (type == long.class || type == double.class) {
      call.answerWide(bits(require(result)));
    } else if (type.isPrimitive()) {
      call.answer(bits(require(result)));
    } else {
      call.answer(result == null ? null : fromHost(call.machine(), result));
    }
  }

  private static Object require(@Nullable Object result) {
    if (result == null) {
      throw new IllegalStateException("a primitive is never null");
    }
    return result;
  }

  /** Whether this very object is a constant of the JDK's code, and so of every class's. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isConstant(String text) {
    return text == "" || text == "true" || text == "false" || text == "null";
  }

  private static HeapObject fromHost(Machine machine, Object value) {
    if (value instanceof String text) {
      return isConstant(text) ? machine.classes().literal(text) : new Texts(machine).create(text);
    }
    if (!value.getClass().isArray()) {
      throw Abandoned.unsupported("a result of " + value.getClass());
    }
    LoadedClass type = machine.classes().load(value.getClass().getName().replace('.', '/'));
    HeapObject array = machine.heap().array(type, Array.getLength(value));
    for (int i = 0; i < array.length(); i++) {
      Object element = Array.get(value, i);
      if (element instanceof String text) {
        machine.heap().writeCell(array, i, new Texts(machine).create(text));
      } else if (element != null) {
        machine.heap().writeBits(array, i, bits(element));
      }
    }
    return array;
  }
}
