package org.umbriel.benchmarks.callcost;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The same functions through {@code java.lang.foreign} (JEP 454), where the running JDK has it: by
 * reflection, since this is compiled for an older one. Calls themselves are plain method handles.
 *
 * @param add takes and gives int
 * @param sum takes {@link #point}
 * @param many takes {@link #same} and an int
 */
record ForeignFunctions(
    MethodHandle add, MethodHandle sum, MethodHandle many, Object point, Object same) {
  private static final int FIRST_RELEASE = 22;

  /** Empty on a JDK that does not have it. */
  static Optional<ForeignFunctions> open(Path library) throws ReflectiveOperationException {
    return Runtime.version().feature() < FIRST_RELEASE
        ? Optional.empty()
        : Optional.of(new Foreign(library).functions());
  }

  /** Called by C. */
  static int same(int n) {
    return n;
  }

  /** The package's interfaces, by name. */
  private static final class Foreign {
    private final Object arena;
    private final Object linker;
    private final Object lookup;
    private final Object intLayout = constant("JAVA_INT");
    private final Object doubleLayout = constant("JAVA_DOUBLE");
    private final Object addressLayout = constant("ADDRESS");

    Foreign(Path library) throws ReflectiveOperationException {
      arena = type("Arena").getMethod("global").invoke(null);
      linker = type("Linker").getMethod("nativeLinker").invoke(null);
      lookup =
          type("SymbolLookup")
              .getMethod("libraryLookup", Path.class, type("Arena"))
              .invoke(null, library, arena);
    }

    private static Class<?> type(String name) throws ClassNotFoundException {
      return Class.forName("java.lang.foreign." + name);
    }

    private static Object constant(String name) throws ReflectiveOperationException {
      return type("ValueLayout").getField(name).get(null);
    }

    private static Object array(String type, Object... elements) throws ClassNotFoundException {
      Object array = Array.newInstance(type(type), elements.length);
      System.arraycopy(elements, 0, array, 0, elements.length);
      return array;
    }

    ForeignFunctions functions() throws ReflectiveOperationException {
      Object padding = type("MemoryLayout").getMethod("paddingLayout", long.class).invoke(null, 4L);
      Object members = array("MemoryLayout", doubleLayout, intLayout, padding);
      Object layout =
          type("MemoryLayout").getMethod("structLayout", members.getClass()).invoke(null, members);
      Object point =
          type("Arena").getMethod("allocate", type("MemoryLayout")).invoke(arena, layout);
      type("MemorySegment")
          .getMethod("set", type("ValueLayout$OfDouble"), long.class, double.class)
          .invoke(point, doubleLayout, 0L, 1.5);
      type("MemorySegment")
          .getMethod("set", type("ValueLayout$OfInt"), long.class, int.class)
          .invoke(point, intLayout, 8L, 2);
      MethodHandle sum = downcall("sum", descriptor(doubleLayout, layout));
      MethodHandle many = downcall("many", descriptor(intLayout, addressLayout, intLayout));
      return new ForeignFunctions(
          downcall("add", descriptor(intLayout, intLayout, intLayout)),
          sum.asType(MethodType.methodType(double.class, Object.class)),
          many.asType(MethodType.methodType(int.class, Object.class, int.class)),
          point,
          upcall());
    }

    private Object descriptor(Object result, Object... arguments)
        throws ReflectiveOperationException {
      Object layouts = array("MemoryLayout", arguments);
      return type("FunctionDescriptor")
          .getMethod("of", type("MemoryLayout"), layouts.getClass())
          .invoke(null, result, layouts);
    }

    private MethodHandle downcall(String name, Object descriptor)
        throws ReflectiveOperationException {
      Object found = type("SymbolLookup").getMethod("find", String.class).invoke(lookup, name);
      Object address = ((Optional<?>) found).orElseThrow();
      Object options = array("Linker$Option");
      Method downcallHandle =
          type("Linker")
              .getMethod(
                  "downcallHandle",
                  type("MemorySegment"),
                  type("FunctionDescriptor"),
                  options.getClass());
      return (MethodHandle) downcallHandle.invoke(linker, address, descriptor, options);
    }

    private Object upcall() throws ReflectiveOperationException {
      MethodHandle same =
          MethodHandles.lookup()
              .findStatic(
                  ForeignFunctions.class, "same", MethodType.methodType(int.class, int.class));
      Object options = array("Linker$Option");
      Method upcallStub =
          Arrays.stream(type("Linker").getMethods())
              .filter(method -> method.getName().equals("upcallStub"))
              .findFirst()
              .orElseThrow();
      return upcallStub.invoke(linker, same, descriptor(intLayout, intLayout), arena, options);
    }
  }
}
