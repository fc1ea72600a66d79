package org.umbriel.symexec.replay.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.site.CheckKind;
import org.umbriel.metadata.site.CheckSite;
import org.umbriel.metadata.site.SiteId;
import org.umbriel.metadata.site.Witness;
import org.umbriel.symexec.replay.Subject;

/**
 * What a compiler makes of a plan's text and what the driver class does is the same call with the
 * same arguments: every method of the subject throws what it was called with.
 */
class TextAndDriverAgreeTest {
  private static final int PLANS = 50;

  private static final String SOURCE =
      """
      package p;
      import java.util.*;
      public class Box {
        final String text;
        public Box() { text = "()"; }
        public Box(int x) { text = "(int " + x + ")"; }
        public Box(long x) { text = "(long " + x + ")"; }
        Box(Object x) { text = "(Object " + show(x) + ")"; }
        public Box(String x) { text = "(String " + show(x) + ")"; }
        protected Box(int... x) { text = "(int... " + show(x) + ")"; }
        public Box(Box x, Object... y) { text = "(Box, Object... " + show(x) + show(y) + ")"; }
        public int field;
        public Object other;
        public void set(int x) { field = x; }
        public void set(Integer x) { field = -1; }
        public static Box of(Object x) { return new Box("of" + show(x)); }
        public static Box of(Object[] x) { return new Box("of[]" + show(x)); }
        public static <T> T same(T x) { return x; }
        public enum Color { RED, GREEN { @Override String tint() { return "g"; } }; String tint() { return ""; } }
        public static class Pair<A, B extends Comparable<B>> {
          final Object a; final Object b;
          public Pair(A a, B b) { this.a = a; this.b = b; }
          @Override public String toString() { return "Pair" + show(a) + show(b); }
          public void m(Object x) { said("Pair.m(Object)", this, x); }
          public void m(A x, Object y) { said("Pair.m(A, Object)", this, x, y); }
          public void m(Object x, String y) { said("Pair.m(Object, String)", this, x, y); }
        }
        public class Inner {
          final Object x;
          public Inner(Object x) { this.x = x; }
          Inner(String x) { this.x = "String" + x; }
          public void m() { said("Inner.m", Box.this, x); }
        }
        @Override public String toString() { return text + field + show(other); }

        public static void m(int x) { said("int", x); }
        public static void m(long x) { said("long", x); }
        public static void m(short x) { said("short", x); }
        public static void m(byte x) { said("byte", x); }
        public static void m(char x) { said("char", x); }
        public static void m(float x) { said("float", Float.floatToRawIntBits(x)); }
        public static void m(double x) { said("double", Double.doubleToRawLongBits(x)); }
        public static void m(boolean x) { said("boolean", x); }
        public static void m(Object x) { said("Object", x); }
        public static void m(String x) { said("String", x); }
        public static void m(CharSequence x) { said("CharSequence", x); }
        public static void m(Object[] x) { said("Object[]", (Object) x); }
        public static void m(int[] x) { said("int[]", x); }
        public static void m(char[][] x) { said("char[][]", (Object) x); }
        public static void m(Box x) { said("Box", x); }
        public static void m(Class<?> x) { said("Class", x); }
        public static void m(Color x) { said("Color", x); }
        public void n(Object x, Object y) { said("n(Object, Object)", this, x, y); }
        public void n(Object x, String y) { said("n(Object, String)", this, x, y); }
        public void n(String x, Object... y) { said("n(String, Object...)", this, x, y); }
        public void n(long x, int y) { said("n(long, int)", this, x, y); }
        public void n(int x, long y) { said("n(int, long)", this, x, y); }
        public void only(byte x, short[] y, float[] z, Long w, Collection<String> c) { said("only", this, x, y, z, w, c); }
        public static void list(List<?> x) { said("list", x); }

        static String show(Object x) {
          if (x == null) return "null";
          if (x instanceof Object[]) {
            StringBuilder s = new StringBuilder(x.getClass().getName()).append("{");
            for (Object e : (Object[]) x) s.append(show(e)).append(",");
            return s + "}";
          }
          if (x instanceof int[]) return "int[]" + Arrays.toString((int[]) x);
          if (x instanceof char[]) return "char[]" + Arrays.toString((char[]) x);
          if (x instanceof short[]) return "short[]" + Arrays.toString((short[]) x);
          if (x instanceof float[]) return "float[]" + Arrays.toString((float[]) x);
          return x.getClass().getName() + " " + x;
        }
        static void said(String method, Object... x) { throw new IllegalStateException(method + show(x)); }
      }
      """;

  @Property(tries = 3)
  void sameCall(@ForAll long seed) throws Exception {
    Subject subject = Subject.of(Map.of("p/Box.java", SOURCE));
    TestText tests = new TestText(subject.program());
    PlanGenerator generator = new PlanGenerator(subject.program(), new Random(seed));
    List<Invocation> plans = new ArrayList<>();
    Map<String, String> sources = new LinkedHashMap<>(Map.of("p/Box.java", SOURCE));
    for (int i = 0; i < PLANS; i++) {
      Invocation plan = generator.plan();
      assertEquals(Optional.empty(), new PlanValidator(subject.program()).problem(plan));
      plans.add(plan);
      Witness.TestSource test = tests.of(plan, site(subject), i, "IllegalStateException");
      sources.put(test.path(), test.text());
    }
    Map<String, byte[]> compiled = Subject.compile(sources, System.getProperty("java.class.path"));
    for (int i = 0; i < PLANS; i++) {
      String test = "p/Box_show_CLASS_CAST_" + i + "_Test";
      assertEquals(
          byDriver(subject, plans.get(i)), byText(compiled, test), sources.get(test + ".java"));
    }
  }

  private static CheckSite site(Subject subject) {
    MethodCode show =
        subject.program().find("p/Box").orElseThrow().methods().stream()
            .filter(m -> m.name().equals("show"))
            .findFirst()
            .orElseThrow();
    return new CheckSite(
        new SiteId(show.reference(), CheckKind.CLASS_CAST, 0, "00000000"), 0, 0, 1, 0, false);
  }

  private static String byDriver(Subject subject, Invocation plan) throws Exception {
    Map<String, byte[]> classes = new HashMap<>(subject.classes());
    String name = DriverClass.nameFor(plan);
    classes.put(name, new DriverClass(subject.program()).of(plan));
    Class<?> driver = new Loader(classes).loadClass(name.replace('/', '.'));
    return whatItSays(() -> ((Runnable) driver.getConstructor().newInstance()).run());
  }

  private static String byText(Map<String, byte[]> classes, String name) throws Exception {
    Class<?> test = new Loader(classes).loadClass(name.replace('/', '.'));
    var constructor = test.getDeclaredConstructor();
    constructor.setAccessible(true);
    var method = test.getDeclaredMethod("returns");
    method.setAccessible(true);
    Object instance = constructor.newInstance();
    return whatItSays(
        () -> {
          try {
            method.invoke(instance);
          } catch (java.lang.reflect.InvocationTargetException e) {
            throw (Exception) e.getCause();
          }
        });
  }

  /** Something that fails. */
  private interface Action {
    void run() throws Exception;
  }

  /** The subject's words; messages of the JVM name local variables, so they differ. */
  private static String whatItSays(Action action) throws Exception {
    try {
      action.run();
      return "returned";
    } catch (IllegalStateException e) {
      return e.getMessage();
    } catch (NullPointerException e) {
      return e.getClass().getName();
    }
  }

  /** Classes from memory. */
  private static final class Loader extends ClassLoader {
    private final Map<String, byte[]> classes;

    Loader(Map<String, byte[]> classes) {
      super(TextAndDriverAgreeTest.class.getClassLoader());
      this.classes = classes;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytes = classes.get(name.replace('.', '/'));
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, bytes, 0, bytes.length);
    }
  }
}
