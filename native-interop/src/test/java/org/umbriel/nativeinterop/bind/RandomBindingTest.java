package org.umbriel.nativeinterop.bind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.MethodHandles.Lookup;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbriel.nativeinterop.NativeException;
import org.umbriel.nativeinterop.call.NativeFunction;
import org.umbriel.nativeinterop.call.NativeLibrary;
import org.umbriel.nativeinterop.testing.CompiledLibrary;
import org.umbriel.nativeinterop.value.NativePointer;
import org.umbriel.nativeinterop.value.Value;

/**
 * Random functions, called by an interface and by name: two ways that share nothing but where
 * arguments are. Both have to see the same, and to give the function the same.
 */
class RandomBindingTest {
  private static final int FUNCTIONS = 40;
  private static final int STRUCTURES = 12;

  /** A type of C and the one of Java. */
  private record Kind(String inC, String inJava) {}

  private static final List<Kind> NUMBERS =
      List.of(
          new Kind("signed char", "byte"),
          new Kind("short", "short"),
          new Kind("int", "int"),
          new Kind("long", "long"),
          new Kind("unsigned char", "int"),
          new Kind("unsigned", "long"),
          new Kind("float", "float"),
          new Kind("double", "double"));
  private static final Kind TEXT = new Kind("const char *", "String");

  private final Random random = new Random(10);
  private final List<List<Kind>> structures = new ArrayList<>();
  private final StringBuilder inC = new StringBuilder("unsigned long seen;\n");
  private final StringBuilder inJava =
      new StringBuilder("import java.lang.invoke.*;\npublic interface Functions {\n")
          .append("  MethodHandles.Lookup LOOKUP = MethodHandles.lookup();\n");

  @TempDir Path folder;

  private Kind structure(int number) {
    return new Kind("struct S" + number, "S" + number);
  }

  private Kind number() {
    return NUMBERS.get(random.nextInt(NUMBERS.size()));
  }

  private void addStructure(int number) {
    List<Kind> members = new ArrayList<>();
    StringBuilder components = new StringBuilder();
    inC.append("struct S").append(number).append(" {");
    for (int i = random.nextInt(6); i >= 0; i--) {
      boolean isNested = number > 0 && random.nextInt(6) == 0;
      Kind member = isNested ? structure(random.nextInt(number)) : number();
      String name = " m" + members.size();
      inC.append(' ').append(member.inC()).append(name).append(';');
      components.append(members.isEmpty() ? "" : ", ").append(member.inJava()).append(name);
      members.add(member);
    }
    inC.append(" };\n");
    inJava.append("  record S" + number + "(" + components + ") {}\n");
    structures.add(members);
  }

  /** The numbers that a value is made of, as expressions. */
  private List<String> numbers(Kind kind, String place) {
    if (!kind.inJava().startsWith("S") || kind.equals(TEXT)) {
      return List.of(kind.equals(TEXT) ? "text(" + place + ")" : place);
    }
    List<String> all = new ArrayList<>();
    List<Kind> members = structures.get(Integer.parseInt(kind.inJava().substring(1)));
    for (int i = 0; i < members.size(); i++) {
      all.addAll(numbers(members.get(i), place + ".m" + i));
    }
    return all;
  }

  private void addFunction(int number) {
    Kind result = random.nextBoolean() ? structure(random.nextInt(STRUCTURES)) : resultNumber();
    StringBuilder headInC = new StringBuilder(result.inC() + " f" + number + "(");
    StringBuilder headInJava = new StringBuilder("  " + result.inJava() + " f" + number + "(");
    StringBuilder body = new StringBuilder("  unsigned long h = 7;\n");
    int count = 1 + random.nextInt(12);
    for (int i = 0; i < count; i++) {
      int choice = random.nextInt(10);
      Kind kind =
          choice == 0 ? TEXT : choice < 4 ? structure(random.nextInt(STRUCTURES)) : number();
      String comma = i == 0 ? "" : ", ";
      headInC.append(comma).append(kind.inC()).append(" a").append(i);
      headInJava.append(comma).append(kind.inJava()).append(" a").append(i);
      numbers(kind, "a" + i).forEach(n -> body.append("  h = h * 31 + (long) " + n + ";\n"));
    }
    body.append("  seen = h;\n  ").append(result.inC()).append(" r;\n");
    numbers(result, "r").forEach(n -> body.append("  " + n + " = h >> 40; h *= 31;\n"));
    inC.append(headInC).append(") {\n").append(body).append("  return r;\n}\n");
    inJava.append(headInJava).append(");\n");
  }

  /** A byte or a short is no type that a result in a register becomes. */
  private Kind resultNumber() {
    Kind kind = number();
    return List.of("byte", "short").contains(kind.inJava()) ? new Kind(kind.inC(), "int") : kind;
  }

  private Object value(Class<?> type) throws ReflectiveOperationException {
    if (type == String.class) {
      return "text \u00e4 " + random.nextInt();
    }
    if (type.isRecord()) {
      Constructor<?> constructor = type.getDeclaredConstructors()[0];
      Object[] values = new Object[constructor.getParameterCount()];
      for (int i = 0; i < values.length; i++) {
        values[i] = value(constructor.getParameterTypes()[i]);
      }
      return constructor.newInstance(values);
    }
    int small = random.nextInt(128);
    return switch (type.getName()) {
      case "byte" -> (byte) (small - 64);
      case "short" -> (short) (small * 255 - 16_000);
      case "int" -> small;
      case "long" -> (long) small << 24;
      case "float" -> small - 0.5f;
      default -> small - 1024.25;
    };
  }

  private Class<?> compile() throws Exception {
    inC.append("static long text(const char *s) { long h = 0; while (*s) h = h * 7 + *s++; ");
    inC.append("return h; }\n");
    for (int i = 0; i < STRUCTURES; i++) {
      addStructure(i);
    }
    for (int i = 0; i < FUNCTIONS; i++) {
      addFunction(i);
    }
    Path file = Files.writeString(folder.resolve("Functions.java"), inJava.append("}\n"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Assumptions.assumeTrue(compiler != null);
    assertEquals(0, compiler.run(null, null, null, "-d", folder + "", file + ""));
    URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()});
    return loader.loadClass("Functions");
  }

  @Test
  void bothWaysAreAlike() throws Exception {
    Class<?> type = compile();
    Path built = CompiledLibrary.compile(folder, "random", inC.toString(), "-g", "-O2", "-w");
    try (NativeLibrary library = NativeLibrary.open(built.toString())) {
      assertThrows(NativeException.class, () -> Binding.of(library, type));
      Lookup lookup = (Lookup) type.getField("LOOKUP").get(null);
      Object bound = Binding.of(lookup, library, type);
      NativePointer seen = library.variable("seen");
      for (Method method : type.getMethods()) {
        NativeFunction function = library.function(method.getName());
        assertTrue(DirectCall.of(method, function).isPresent(), method.toString());
        Object[] arguments = new Object[method.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
          arguments[i] = value(method.getParameterTypes()[i]);
        }
        Object direct = method.invoke(bound, arguments);
        Value seenDirectly = seen.read();
        assertEquals(function.call(arguments).to(method.getReturnType()), direct, function + "");
        assertEquals(seen.read(), seenDirectly, function + "");
      }
    }
  }
}
