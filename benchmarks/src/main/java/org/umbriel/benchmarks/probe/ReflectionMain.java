package org.umbriel.benchmarks.probe;

import java.io.ObjectStreamClass;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Writes down what reflection shows of a jar's classes: {@code ReflectionMain OUTPUT JAR
 * [DEPENDENCY...]}, a line for each fact, {@code class, fact} between tabs. Needs {@code
 * --add-opens java.base/java.io=ALL-UNNAMED}. No class is initialised by us.
 */
public final class ReflectionMain {
  private static final String SUFFIX = ".class";
  private static final String VERSIONS = "META-INF/";

  private final List<String> lines = new ArrayList<>();
  private final Method defaultSerialVersion;

  private ReflectionMain() throws NoSuchMethodException {
    defaultSerialVersion =
        ObjectStreamClass.class.getDeclaredMethod("computeDefaultSUID", Class.class);
    defaultSerialVersion.setAccessible(true);
  }

  public static void main(String[] arguments) throws Exception {
    ReflectionMain main = new ReflectionMain();
    List<URL> path = new ArrayList<>();
    for (String element : Arrays.asList(arguments).subList(1, arguments.length)) {
      path.add(url(element));
    }
    try (JarFile jar = new JarFile(arguments[1]);
        URLClassLoader loader = new URLClassLoader(path.toArray(URL[]::new))) {
      for (String name : names(jar)) {
        main.describe(name, loader);
      }
    }
    Files.write(Path.of(arguments[0]), main.lines);
  }

  private static URL url(String file) throws MalformedURLException {
    return Path.of(file).toUri().toURL();
  }

  private static List<String> names(JarFile jar) {
    return jar.stream()
        .map(JarEntry::getName)
        .filter(n -> n.endsWith(SUFFIX) && !n.startsWith(VERSIONS) && !n.contains("-"))
        .map(n -> n.substring(0, n.length() - SUFFIX.length()).replace('/', '.'))
        .sorted()
        .toList();
  }

  private void describe(String name, ClassLoader loader) {
    List<String> facts = new ArrayList<>();
    try {
      Class<?> type = Class.forName(name, false, loader);
      describe(type, facts);
    } catch (ReflectiveOperationException | LinkageError e) {
      facts.clear();
      facts.add("cannot be loaded: " + e);
    }
    facts.stream().sorted().forEach(fact -> lines.add(name + "\t" + fact));
  }

  private void describe(Class<?> type, List<String> facts) throws ReflectiveOperationException {
    facts.add("serialVersionUID " + ObjectStreamClass.lookupAny(type).getSerialVersionUID());
    facts.add("default serialVersionUID " + defaultSerialVersion.invoke(null, type));
    facts.add("class " + type.toGenericString() + " extends " + type.getGenericSuperclass());
    facts.add("implements " + Arrays.toString(type.getGenericInterfaces()));
    facts.add("modifiers " + type.getModifiers());
    facts.add("enclosing " + type.getEnclosingClass() + " " + type.getEnclosingMethod());
    facts.add("nest " + type.getNestHost().getName());
    annotations("class", type, facts);
    for (Class<?> member : type.getDeclaredClasses()) {
      facts.add("member " + member.toGenericString());
    }
    for (Field field : type.getDeclaredFields()) {
      if (!field.isSynthetic()) {
        facts.add("field " + field.toGenericString() + " " + field.getModifiers());
        annotations(field.toString(), field, facts);
      }
    }
    executables(type.getDeclaredConstructors(), facts);
    executables(type.getDeclaredMethods(), facts);
    Stream.of(type.getMethods())
        .filter(m -> !m.isSynthetic())
        .forEach(m -> facts.add("public " + m));
    if (type.isRecord()) {
      facts.add("record " + Arrays.toString(type.getRecordComponents()));
    }
  }

  private static void executables(Executable[] executables, List<String> facts) {
    for (Executable executable : executables) {
      if (!executable.isSynthetic()) {
        String kind = executable instanceof Constructor ? "constructor " : "method ";
        facts.add(
            kind
                + executable.toGenericString()
                + " "
                + executable.getModifiers()
                + " "
                + Arrays.toString(executable.getParameters()));
        annotations(executable.toString(), executable, facts);
      }
    }
  }

  private static void annotations(String of, AnnotatedElement element, List<String> facts) {
    for (Annotation annotation : element.getAnnotations()) {
      facts.add("annotation " + annotation + " of " + of);
    }
  }
}
