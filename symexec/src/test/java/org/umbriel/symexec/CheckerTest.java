package org.umbriel.symexec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.umbriel.metadata.site.Assumption;
import org.umbriel.metadata.site.Contract;
import org.umbriel.metadata.site.SiteVerdict;
import org.umbriel.symexec.replay.Subject;
import org.umbriel.symexec.report.Finding;

/** All tiers together: what is refuted, with which level, and that it fails as the witness says. */
class CheckerTest {
  private static final String SOURCE =
      """
      package a;
      public class C {
        private final int[] data;
        private int at;
        public C(int[] data) { this.data = data; }
        public void setAt(int value) { at = value; }
        public int read() { return data.length < 3 ? 0 : data[at]; }      // expect warning
        public static int far(int[] a, int n) {
          if (a.length == 3 && n == 77) { return a[n]; }                  // expect error
          return 0;
        }
        public static char pick(char[] chars, int n) {
          if (n < 0) { return 0; }
          return chars[n];                                                // expect note
        }
        static int length(String s) { return s.length(); }
        static int checked(String s) { return java.util.Objects.requireNonNull(s).length(); }
        public static int forgets(String s) {
          String t = s.isEmpty() ? null : s;
          return length(t);                                               // expect error
        }
        public static int forgetsToo(int n) {
          String t = n == 8 ? null : "y";
          return checked(t);                                              // expect error
        }
        public static int rare(long k) {
          int zero = 0;
          if (k * 3 == 3702962962969L * 1) { return 1 / zero; }           // expect error
          return 1;
        }
        public static int sum(int[] a) {
          int sum = 0;
          for (int i = 0; i <= a.length; i++) { sum += a[i]; }            // expect warning
          return sum;
        }
        public static String name(Object o, boolean b) { return b ? (String) o : ""; } // expect warning
        public static int fine(int[] a) {
          int sum = 0;
          for (int i = 0; i < a.length; i++) { sum += a[i]; }
          return sum;
        }
      }
      """;

  private static Subject subject;
  private static CheckResult result;

  @BeforeAll
  static void check() throws IOException {
    subject = Subject.of(Map.of("a/C.java", SOURCE));
    result = check(1);
  }

  private static CheckResult check(int jobs) {
    Checker.Options options =
        new Checker.Options(
            jobs,
            Precision.of(Precision.Level.NORMAL),
            Threads.ASSUME_CONFINED,
            Optional.of(subject.files()),
            Optional.empty());
    Assumption.Platform platform = new Assumption.Platform("test", "test");
    return new Checker(subject.program(), platform, options)
        .check(method -> true, Progress.NONE, () -> false);
  }

  @Test
  void levelsAreAsExpected() {
    Map<Integer, String> expected = new TreeMap<>();
    List<String> lines = SOURCE.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      int mark = lines.get(i).indexOf("// expect ");
      if (mark >= 0) {
        expected.put(i + 1, lines.get(i).substring(mark + "// expect ".length()));
      }
    }
    Map<Integer, String> actual = new TreeMap<>();
    result.findings().forEach(f -> actual.put(f.site().line(), f.level().key()));
    assertEquals(expected, actual);
  }

  @Test
  void theContractSaysWhenItFails() {
    List<String> inferred =
        result.contracts().stream()
            .filter(c -> c.origin() == Contract.Origin.INFERRED)
            .map(Contract::predicate)
            .toList();
    assertEquals(List.of("n < 0 || chars == null || (n >= 0) && (n < chars.length)"), inferred);
  }

  /** The witness's text, compiled and run in this process, without the replayer. */
  @Test
  void everyRefutedSiteFailsAsItsWitnessSays() throws Exception {
    for (Finding finding : result.findings()) {
      String call = finding.witness().call();
      int last = call.lastIndexOf("; ") < 0 ? 0 : call.lastIndexOf("; ") + 2;
      String body = call.substring(0, last) + "Object o = " + call.substring(last) + ";";
      Throwable thrown =
          run("package a; public class Run { public static void run() {" + body + "} }");
      assertEquals(finding.witness().exception(), thrown.getClass().getName().replace('.', '/'));
      int line = finding.site().line();
      assertTrue(
          Arrays.stream(thrown.getStackTrace())
              .anyMatch(f -> f.getClassName().equals("a.C") && f.getLineNumber() == line),
          finding.witness().call());
    }
  }

  private static Throwable run(String source) throws Exception {
    Map<String, String> sources = new LinkedHashMap<>();
    sources.put("a/C.java", SOURCE);
    sources.put("a/Run.java", source);
    Map<String, byte[]> classes = Subject.compile(sources, "");
    Class<?> driver = new Loader(classes).loadClass("a.Run");
    try {
      driver.getMethod("run").invoke(null);
    } catch (InvocationTargetException e) {
      return e.getCause();
    }
    throw new AssertionError("nothing is thrown: " + source);
  }

  private static final class Loader extends ClassLoader {
    private final Map<String, byte[]> classes;

    Loader(Map<String, byte[]> classes) {
      super(CheckerTest.class.getClassLoader());
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

  @Test
  void aPathHasTheValuesOnIt() {
    Finding far =
        result.findings().stream()
            .filter(f -> f.site().id().method().name().equals("far"))
            .findFirst()
            .orElseThrow();
    assertEquals("77", far.witness().path().get(0).values().get("n"));
  }

  @Test
  void theNumberOfJobsDoesNotMatter() {
    CheckResult other = check(3);
    assertEquals(texts(result), texts(other));
    assertEquals(result.findings(), other.findings());
  }

  private static List<String> texts(CheckResult some) {
    return some.verdicts().stream().map(SiteVerdict::toString).toList();
  }
}
