package org.umbriel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Entry;

/** What one run decided and the next one says; and all that must keep it from saying so. */
class KeptAnswersTest {
  private static final String SUBJECT =
      """
      package a;
      public class C {
        private final int[] data = new int[4];
        public int proven(int i) { return i >= 0 && i < 4 ? data[i] : 0; }
        public static int noted(int[] a, int i) { return i < 0 ? 0 : a[i]; }
        public static int wrong(int n) { return n == 7 ? 1 / (n - 7) : n; }
        static int length(int[] a) { return a.length; }
        public static int forgets(boolean b) { return length(b ? null : new int[1]); }
        public static int foreign() { return d.D.make().hashCode(); }
        public static int absent() { return Gone.make().hashCode(); }
        public static Object unknown(Object[] o) { return o[0].toString(); }
      }
      """;

  private static final String GONE =
      "package a; public class Gone { static Object make() { return null; } }";

  @TempDir private Path folder;
  private Path library;
  private Path jar;

  @BeforeEach
  void compile() throws Exception {
    library = dependency("return new Object();");
    jar = subject(SUBJECT);
  }

  private Path dependency(String body) throws Exception {
    String source = "package d; public final class D { public static Object make() { " + body;
    return jar("d.jar", "d/D.java", source + " } }", "");
  }

  private Path subject(String source) throws Exception {
    Files.createDirectories(folder.resolve("gone"));
    compiled("gone", "a/Gone.java", GONE, "");
    return jar("c.jar", "a/C.java", source, library + ":" + folder.resolve("gone"));
  }

  private Path jar(String name, String file, String source, String classPath) throws Exception {
    Path classes = compiled(name + ".classes", file, source, classPath);
    String entry = file.replace(".java", ".class");
    byte[] bytes = Files.readAllBytes(classes.resolve(entry));
    return Files.write(
        folder.resolve(name), Archive.of(name, List.of(Entry.of(entry, bytes))).toBytes());
  }

  private Path compiled(String into, String file, String source, String classPath)
      throws Exception {
    Path classes = Files.createDirectories(folder.resolve(into));
    Path text = Files.createDirectories(folder.resolve("source")).resolve(file);
    Files.createDirectories(text.getParent());
    Files.writeString(text, source);
    String[] line = {"-g", "-nowarn", "-d", classes.toString(), "-cp", classPath, text.toString()};
    assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, line));
    return classes;
  }

  private static String run(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] line = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
    int code = Umbriel.run(new PrintWriter(out), new PrintWriter(err), line);
    assertTrue(code <= ExitCode.FINDINGS, err.toString());
    return out.toString();
  }

  private String check(Object... more) {
    List<Object> line = new ArrayList<>(List.of("check", jar, "--classpath", library));
    line.addAll(List.of("--store", store(), "--format", "json", "--all-sites"));
    line.addAll(List.of(more));
    return run(line.toArray());
  }

  private Path store() {
    return folder.resolve("store");
  }

  private static boolean isKept(String json) {
    return !json.contains("\"cacheHits\" : 0");
  }

  private static String withoutCost(String json) {
    int cost = json.indexOf("\"cost\"");
    assertTrue(cost > 0);
    return json.substring(0, cost);
  }

  private List<Path> blobs() throws Exception {
    try (Stream<Path> files = Files.walk(store())) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void theSecondRunSaysTheSame() throws Exception {
    String first = check("--jobs", 1);
    String second = check("--jobs", 2);
    assertFalse(isKept(first));
    assertTrue(isKept(second));
    assertEquals(withoutCost(first), withoutCost(second));
    for (String part :
        List.of("refuted", "\"note\"", "\"error\"", "PRECONDITION", "inferred", "a/Gone")) {
      assertTrue(first.contains(part), part);
    }

    Path tests = folder.resolve("tests");
    String text = run("check", jar, "--classpath", library, "--store", store(), "--tests", tests);
    assertTrue(text.contains("decided by an earlier run"), text);
    try (Stream<Path> written = Files.walk(tests)) {
      assertTrue(written.filter(f -> f.toString().endsWith(".java")).count() >= 3);
    }
  }

  @Test
  void anotherClassIsAnotherQuestion() throws Exception {
    String first = check("--no-replay");
    jar = subject(SUBJECT.replace("n == 7 ? 1 / (n - 7) : n", "n == 7 ? 1 / (n - 6) : n"));
    String changed = check("--no-replay");
    assertFalse(isKept(changed));
    assertNotEquals(verdictOf("wrong", first), verdictOf("wrong", changed));
    assertTrue(isKept(check("--no-replay")));
  }

  @Test
  void anotherDependencyIsAnotherQuestion() throws Exception {
    String first = check("--no-paths");
    assertEquals("proven", verdictOf("foreign", first));
    library = dependency("return null;");
    String changed = check("--no-paths");
    assertFalse(isKept(changed));
    assertEquals("unproven", verdictOf("foreign", changed));
  }

  @Test
  void otherOptionsAreOtherQuestions() {
    List<List<Object>> questions =
        List.of(
            List.of("--no-paths"),
            List.of("--no-replay"),
            List.of("--no-paths", "--method", "a.C.wrong"),
            List.of("--no-paths", "--include", "a"));
    for (List<Object> question : questions) {
      assertFalse(isKept(check(question.toArray())), question.toString());
      assertTrue(isKept(check(question.toArray())), question.toString());
    }
  }

  /** A blob that is damaged, and one that is whole but answers another question. */
  @Test
  void whatDoesNotFitIsNotBelieved() throws Exception {
    String first = check("--no-paths");
    for (Path blob : blobs()) {
      byte[] bytes = Files.readAllBytes(blob);
      bytes[bytes.length / 2] ^= 1;
      Files.write(blob, bytes);
    }
    String again = check("--no-paths");
    assertFalse(isKept(again));
    assertEquals(withoutCost(first), withoutCost(again));

    Path original = jar;
    List<Path> known = blobs();
    jar = subject(SUBJECT.replace("i < 4", "i < 5"));
    String changed = check("--no-paths");
    Path foreign = blobs().stream().filter(b -> !known.contains(b)).findFirst().orElseThrow();
    for (Path blob : known) {
      Files.copy(foreign, blob, StandardCopyOption.REPLACE_EXISTING);
    }
    assertNotEquals(verdictOf("proven", first), verdictOf("proven", changed));
    jar = subject(SUBJECT);
    assertEquals(original, jar);
    String mended = check("--no-paths");
    assertFalse(isKept(mended));
    assertEquals(withoutCost(first), withoutCost(mended));
  }

  /** The verdict of the site that stands last in a method of the subject. */
  private static String verdictOf(String method, String json) {
    int site = json.lastIndexOf("\"id\" : \"a/C." + method + "(");
    assertTrue(site > 0, method);
    int verdict = json.indexOf("\"verdict\" : \"", site) + "\"verdict\" : \"".length();
    return json.substring(verdict, json.indexOf('"', verdict));
  }
}
