package org.umbriel.metadata.classfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.umbriel.metadata.archive.PlatformClasses;
import org.umbriel.metadata.classfile.Program.Subtyping;

/** Subtyping and resolution against the running JVM's own, on its own classes. */
final class ProgramJdkTest {
  private static final List<String> PACKAGES =
      List.of(
          "java.base/java/lang",
          "java.base/java/util",
          "java.base/java/util/concurrent",
          "java.base/java/util/stream",
          "java.base/java/io",
          "java.base/java/nio",
          "java.base/java/time/chrono",
          "java.sql/java/sql");

  private static final List<Class<?>> CLASSES = new ArrayList<>();
  private static Program program = new Program(List.of(), ClassSource.EMPTY);

  @BeforeAll
  static void open() throws Exception {
    program = new Program(List.of(), PlatformClasses.running());
    for (String place : PACKAGES) {
      for (String name : classNames(place)) {
        Class<?> loaded = Class.forName(name, false, ClassLoader.getPlatformClassLoader());
        if (Modifier.isPublic(loaded.getModifiers())) {
          CLASSES.add(loaded);
        }
      }
    }
    assertTrue(CLASSES.size() > 400, CLASSES.size() + " classes");
  }

  private static List<String> classNames(String place) throws IOException {
    Path folder = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules", place);
    String packageName = place.substring(place.indexOf('/') + 1).replace('/', '.');
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(n -> n.endsWith(".class") && !n.contains("-info"))
          .map(n -> packageName + "." + n.substring(0, n.length() - ".class".length()))
          .sorted()
          .toList();
    }
  }

  private static String nameOf(Class<?> type) {
    String descriptor = type.descriptorString();
    return Program.internalName(descriptor);
  }

  @Test
  void subtypingIsThatOfTheJvm() {
    List<Class<?>> types = new ArrayList<>(CLASSES);
    for (int i = 0; i < CLASSES.size(); i += 25) {
      types.add(CLASSES.get(i).arrayType());
      types.add(CLASSES.get(i).arrayType().arrayType());
    }
    types.addAll(
        List.of(int[].class, int[][].class, long[].class, Object[].class, Object[][].class));
    types.addAll(
        List.of(Cloneable[].class, java.io.Serializable[].class, Cloneable.class, Number[].class));
    for (Class<?> type : types) {
      for (Class<?> supertype : types) {
        Subtyping expected = supertype.isAssignableFrom(type) ? Subtyping.YES : Subtyping.NO;
        assertEquals(
            expected,
            program.subtyping(nameOf(type), nameOf(supertype)),
            () -> type + " to " + supertype);
      }
    }
  }

  @Test
  void methodsResolveAsTheJvmResolvesThem() throws Exception {
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    int resolved = 0;
    for (Class<?> owner : CLASSES) {
      for (Method method : owner.getMethods()) {
        MethodType type = MethodType.methodType(method.getReturnType(), method.getParameterTypes());
        if (isPolymorphic(method)) {
          continue;
        }
        MethodReference reference =
            new MethodReference(nameOf(owner), method.getName(), type.descriptorString());
        Optional<Class<?>> expected = resolvedByTheJvm(lookup, owner, method, type);
        if (expected.isPresent()) {
          MethodCode actual = program.resolve(reference).orElseThrow();
          assertTrue(isChoice(expected.get(), actual, type), () -> reference + " is " + actual);
          resolved++;
        }
      }
    }
    assertTrue(resolved > 8000, resolved + " methods");
  }

  /** Of several abstract declarations any may be chosen (JVMS 5.4.3.3). */
  private static boolean isChoice(Class<?> expected, MethodCode actual, MethodType type)
      throws NoSuchMethodException {
    return nameOf(expected).equals(actual.owner())
        || (actual.isAbstract()
            && Modifier.isAbstract(
                expected.getDeclaredMethod(actual.name(), type.parameterArray()).getModifiers()));
  }

  private static boolean isPolymorphic(Method method) {
    Class<?> owner = method.getDeclaringClass();
    return (owner == MethodHandle.class || owner == VarHandle.class)
        && Modifier.isNative(method.getModifiers());
  }

  /** Empty for methods that are sensitive to their caller: the JVM hides where they are. */
  private static Optional<Class<?>> resolvedByTheJvm(
      MethodHandles.Lookup lookup, Class<?> owner, Method method, MethodType type) {
    try {
      MethodHandle handle =
          Modifier.isStatic(method.getModifiers())
              ? lookup.findStatic(owner, method.getName(), type)
              : lookup.findVirtual(owner, method.getName(), type);
      Class<?> declaring = lookup.revealDirect(handle).getDeclaringClass();
      // HotSpot names Object for what an interface declares again of Object's, and the class itself
      // for default methods that it inherits
      boolean renamed =
          method.getDeclaringClass() == owner
              || (declaring == owner && method.getDeclaringClass().isInterface());
      return Optional.of(renamed ? method.getDeclaringClass() : declaring);
    } catch (ReflectiveOperationException | IllegalArgumentException | SecurityException e) {
      return Optional.empty();
    }
  }

  @Test
  void fieldsResolveAsTheJvmResolvesThem() throws Exception {
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    int resolved = 0;
    for (Class<?> owner : CLASSES) {
      for (Field field : owner.getFields()) {
        MethodHandle handle =
            Modifier.isStatic(field.getModifiers())
                ? lookup.findStaticGetter(owner, field.getName(), field.getType())
                : lookup.findGetter(owner, field.getName(), field.getType());
        FieldReference reference =
            new FieldReference(nameOf(owner), field.getName(), field.getType().descriptorString());
        assertEquals(
            Optional.of(nameOf(lookup.revealDirect(handle).getDeclaringClass())),
            program.resolve(reference).map(FieldUnit::owner),
            reference::toString);
        resolved++;
      }
    }
    assertTrue(resolved > 300, resolved + " fields");
  }
}
