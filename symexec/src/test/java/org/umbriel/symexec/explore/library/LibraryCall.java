package org.umbriel.symexec.explore.library;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One call of a library method: made by reflection, and written as a program that makes it and
 * compares. All values are given as {@link LibraryValue}s, so that both get objects of their own.
 */
final class LibraryCall {
  private static final Set<String> ALLOCATE =
      Set.of("repeat", "indent", "setLength", "ensureCapacity");
  private static final int MOST = 1_000;

  /** One reference in so many is null. */
  private static final int NULLS = 12;

  private final Method method;
  private final @Nullable LibraryValue receiver;
  private final List<LibraryValue> arguments;
  private final @Nullable Object result;
  private final @Nullable Throwable thrown;
  private final String receiverAfter;

  private LibraryCall(Method method, @Nullable LibraryValue receiver, List<LibraryValue> arguments)
      throws IllegalAccessException {
    this.method = method;
    this.receiver = receiver;
    this.arguments = arguments;
    Object self = receiver == null ? null : receiver.object();
    Object answer = null;
    Throwable failure = null;
    try {
      answer = method.invoke(self, arguments.stream().map(LibraryValue::object).toArray());
    } catch (InvocationTargetException e) {
      failure = e.getTargetException();
    }
    this.result = answer;
    this.thrown = failure;
    this.receiverAfter = String.valueOf(self);
  }

  /** A call with random arguments; empty if there are none of a parameter's type. */
  static Optional<LibraryCall> of(Method method, Random random) throws IllegalAccessException {
    if (!isComparable(method.getReturnType())) {
      return Optional.empty();
    }
    LibraryValue receiver = null;
    if (!Modifier.isStatic(method.getModifiers())) {
      receiver = LibraryValue.of(method.getDeclaringClass(), random);
      if (receiver == null) {
        return Optional.empty();
      }
    }
    List<LibraryValue> arguments = new ArrayList<>();
    for (Class<?> type : method.getParameterTypes()) {
      LibraryValue argument =
          type.isPrimitive() || random.nextInt(NULLS) > 0
              ? LibraryValue.of(type, random)
              : LibraryValue.NULL;
      if (argument == null) {
        return Optional.empty();
      }
      arguments.add(argument);
    }
    if (ALLOCATE.contains(method.getName())
        && arguments.get(0).object() instanceof Integer size
        && size > MOST) {
      return Optional.empty();
    }
    return Optional.of(new LibraryCall(method, receiver, arguments));
  }

  private static boolean isComparable(Class<?> type) {
    return type.isPrimitive()
        || type == char[].class
        || type == byte[].class
        || type == int[].class
        || type == String[].class
        || CharSequence.class.isAssignableFrom(type)
        || type == Comparable.class
        || Number.class.isAssignableFrom(type)
        || type == Boolean.class
        || type == Character.class;
  }

  /** A class whose {@code main} makes the call, with an assertion error where anything differs. */
  String program(String name) {
    StringBuilder text = new StringBuilder("final class " + name);
    text.append(" { public static void main(String[] none) {\n");
    List<String> names = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      names.add("p" + i);
      text.append("  " + typeName(method.getParameterTypes()[i]) + " p" + i);
      text.append(" = " + arguments.get(i).source() + ";\n");
    }
    String target = method.getDeclaringClass().getName();
    if (receiver != null) {
      text.append("  " + target + " self = " + receiver.source() + ";\n");
      target = "self";
    }
    String call = target + "." + method.getName() + "(" + String.join(", ", names) + ")";
    boolean isVoid = method.getReturnType() == void.class;
    if (!isVoid) {
      text.append("  " + typeName(method.getReturnType()) + " r = " + zero() + ";\n");
    }
    text.append("  Throwable t = null;\n  try { " + (isVoid ? "" : "r = ") + call);
    text.append("; } catch (Throwable e) { t = e; }\n");
    String type = thrown == null ? "null" : "\"" + thrown.getClass().getName() + "\"";
    text.append("  Pins.thrown(" + type + ", t);\n");
    if (thrown != null && !(thrown instanceof NullPointerException)) {
      String message = LibraryValue.literal(thrown.getMessage());
      text.append("  Pins.same(" + message + ", t.getMessage());\n");
    }
    if (!isVoid && thrown == null) {
      text.append("  Pins.same(" + LibraryValue.literal(expected()) + ", r);\n");
    }
    compareState(text);
    return text.append("} }\n").toString();
  }

  /** What the call may have changed. */
  private void compareState(StringBuilder text) {
    if (receiver != null && receiver.object() instanceof CharSequence && thrown == null) {
      text.append("  Pins.same(" + LibraryValue.literal(receiverAfter) + ", self.toString());\n");
    }
    for (int i = 0; i < arguments.size(); i++) {
      Object argument = arguments.get(i).object();
      if (argument instanceof char[]) {
        text.append("  Pins.same(" + LibraryValue.literal(argument) + ", p" + i + ");\n");
      }
    }
  }

  private @Nullable Object expected() {
    Class<?> type = method.getReturnType();
    return type.isPrimitive() || type.isArray() || result == null ? result : result.toString();
  }

  private String zero() {
    Class<?> type = method.getReturnType();
    return type == boolean.class ? "false" : type.isPrimitive() ? "0" : "null";
  }

  private static String typeName(Class<?> type) {
    return type.getCanonicalName();
  }

  @Override
  public String toString() {
    return method + " of " + receiver + arguments + ": " + (thrown == null ? expected() : thrown);
  }
}
