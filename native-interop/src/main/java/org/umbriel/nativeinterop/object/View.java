package org.umbriel.nativeinterop.object;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.umbriel.nativeinterop.NativeException;
import org.umbriel.nativeinterop.memory.Arena;
import org.umbriel.nativeinterop.type.ArrayType;
import org.umbriel.nativeinterop.type.CType;
import org.umbriel.nativeinterop.type.Field;
import org.umbriel.nativeinterop.type.StructType;
import org.umbriel.nativeinterop.value.NativePointer;
import org.umbriel.nativeinterop.value.Value;

/**
 * A native structure as an object of Java that is no copy of it: each question reads memory, each
 * change writes it, and native code sees it at once. A method without a parameter reads the member
 * of its name, one with a parameter writes it; an interface as a result is a view of the structure
 * in the member, or that the member leads to.
 *
 * <pre>{@code
 * interface Node { int value(); void value(int v); Node next(); }
 * Node node = View.of(library.variable("head"), Node.class);
 * }</pre>
 *
 * A view holds what owns the memory. Using one whose memory is gone is an exception.
 */
public final class View {
  private View() {}

  /**
   * Looks at what a pointer leads to.
   *
   * @throws NativeException if the structure has no member of a method's name
   */
  public static <T> T of(NativePointer pointer, Class<T> type) {
    if (!(pointer.target() instanceof StructType struct)) {
      throw new NativeException("a view of " + pointer.target().text() + ", which has no members");
    }
    for (Method method : type.getMethods()) {
      if (Modifier.isAbstract(method.getModifiers())) {
        requireMember(struct, method);
      }
    }
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, new Members(pointer, type)));
  }

  /** The memory that a view looks at. */
  public static NativePointer pointer(Object view) {
    if (Proxy.isProxyClass(view.getClass())
        && Proxy.getInvocationHandler(view) instanceof Members members) {
      return members.pointer();
    }
    throw new NativeException(view.getClass().getName() + " is no view");
  }

  private static void requireMember(StructType struct, Method method) {
    boolean isAccessor =
        method.getParameterCount() == 0
            || (method.getParameterCount() == 1 && method.getReturnType() == void.class);
    if (!isAccessor) {
      throw new NativeException(method + " neither reads nor writes a member");
    }
    if (struct.field(method.getName()).isEmpty()) {
      throw new NativeException(struct.text() + " has no member " + method.getName());
    }
  }

  /** Reads and writes members by the names of methods. */
  private record Members(NativePointer pointer, Class<?> type) implements InvocationHandler {
    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
      if (method.getDeclaringClass() == Object.class) {
        return ofObject(method.getName(), arguments);
      }
      if (arguments != null) {
        write(method.getName(), arguments[0]);
        return null;
      }
      return read(method.getName(), method.getReturnType());
    }

    private Object ofObject(String method, Object @Nullable [] arguments) {
      return switch (method) {
        case "hashCode" -> Long.hashCode(pointer.address());
        case "equals" ->
            arguments != null
                && arguments[0] != null
                && Proxy.isProxyClass(arguments[0].getClass())
                && Proxy.getInvocationHandler(arguments[0]) instanceof Members other
                && other.type == type
                && other.pointer.address() == pointer.address();
        default -> type.getSimpleName() + " " + pointer.read();
      };
    }

    private @Nullable Object read(String name, Class<?> wanted) {
      Value member = pointer.read().member(name);
      boolean isView = wanted.isInterface() && !wanted.isInstance(member) && isOwn(wanted);
      if (!isView) {
        return member.to(wanted);
      }
      if (member.type() instanceof StructType) {
        return of(pointer.member(name), wanted);
      }
      NativePointer target = member.toPointer();
      return target.isNull() ? null : of(inSameMemory(target), wanted);
    }

    /** A list is a copy of an array's elements. */
    private static boolean isOwn(Class<?> wanted) {
      return !wanted.getName().startsWith("java.");
    }

    /** A pointer within the memory of the same owner dies with it. */
    private NativePointer inSameMemory(NativePointer target) {
      return pointer.owner() instanceof Arena arena && arena.contains(target.address())
          ? new NativePointer(target.address(), target.target(), arena)
          : target;
    }

    private void write(String name, Object value) {
      StructType struct = (StructType) pointer.target();
      Field field = struct.field(name).orElseThrow();
      Object given = isView(value) ? View.pointer(value) : value;
      if (field.isBitField()) {
        Value before = pointer.read();
        pointer.write(withMember(before, struct, name, given));
      } else {
        pointer.member(name).write(given);
      }
    }

    private static boolean isView(Object value) {
      return Proxy.isProxyClass(value.getClass())
          && Proxy.getInvocationHandler(value) instanceof Members;
    }

    /** A bit-field shares its bytes with others. */
    private static Object withMember(Value before, StructType struct, String name, Object value) {
      Map<String, Object> members = new LinkedHashMap<>();
      for (Field field : struct.fields()) {
        CType type = field.type();
        if (!field.name().isEmpty() && !(type instanceof ArrayType array && array.count() == 0)) {
          members.put(field.name(), before.member(field.name()));
        }
      }
      members.put(name, value);
      return members;
    }
  }
}
