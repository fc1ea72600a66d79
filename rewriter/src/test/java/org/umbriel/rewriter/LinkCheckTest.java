package org.umbriel.rewriter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbriel.rewriter.pipeline.Tally.Count;

/** What a rewritten jar does when the library that it was built against is another one. */
class LinkCheckTest {
  private static final String PARSER =
      """
      package a.b;
      public class Parser {
        public static int instances;
        public int limit = 7;
        public int depth() { return 3; }
        public static String name() { return "parser"; }
        public interface Listener { void seen(String what); }
        protected void reset() { }
      }
      """;

  private static final String READER =
      """
      package c;
      import a.b.Parser;
      public class Reader {
        public static void main(String[] args) {
          attempt("depth", () -> new Parser().depth());
          attempt("limit", () -> new Parser().limit);
          attempt("instances", () -> Parser.instances++);
          attempt("name", () -> Parser.name());
          attempt("cast", () -> (Parser) null);
          attempt("listener", () -> { call(w -> System.out.println(w)); return 0; });
        }
        static void call(Parser.Listener listener) { listener.seen("seen"); }
        interface Work { Object get(); }
        static void attempt(String what, Work work) {
          for (int i = 0; i < 2; i++) {
            try {
              System.out.println(what + " " + work.get());
            } catch (LinkageError e) {
              StackTraceElement top = e.getStackTrace()[0];
              System.out.println(what + " " + e.getClass().getSimpleName() + " " + e.getMessage()
                  + " at " + top.getClassName() + "." + top.getMethodName().replaceAll("\\\\d+$", ""));
            }
          }
        }
      }
      """;

  @TempDir private Path folder;
  private Jars jars;
  private Path parser;
  private Path reader;

  @BeforeEach
  void compile() throws IOException {
    jars = new Jars(folder);
    parser = jars.compile("parser-2.1.jar", List.of(), PARSER);
    reader = jars.compile("reader.jar", List.of(parser), READER);
  }

  private Path rewritten() throws IOException {
    return jars.rewrite(reader, Jars.options().withClasspath(List.of(Jars.open(parser))));
  }

  private String runWith(String changed) throws IOException, InterruptedException {
    Path other = jars.compile("parser-1.9.jar", List.of(), changed);
    return Jars.run("c.Reader", rewritten(), other);
  }

  @Test
  void theSameLibraryGivesTheSameOutput() throws Exception {
    assertEquals(Jars.run("c.Reader", reader, parser), Jars.run("c.Reader", rewritten(), parser));
    assertTrue(Jars.run("c.Reader", rewritten(), parser).contains("listener 0"));
  }

  @Test
  void aRewrittenLibraryAnswersFromItsIndex() throws Exception {
    Path library = jars.rewrite(parser, Jars.options());
    assertEquals(Jars.run("c.Reader", reader, parser), Jars.run("c.Reader", rewritten(), library));
  }

  @Test
  void onlyReferencesToTheLibraryAreChecked() throws Exception {
    RewriteReport report = Rewriter.rewrite(Jars.open(reader), Jars.options()).report();
    assertEquals(9, report.count(Count.LINK_INSERTED), report.toString());
    assertTrue(report.count(Count.LINK_REFERENCES) > 20, report.toString());
  }

  @Test
  void aMethodThatIsGone() throws Exception {
    String out = runWith(PARSER.replace("depth()", "height()"));
    String line =
        "depth NoSuchMethodError 'int a.b.Parser.depth()'   (link check of c.Reader:"
            + " built against parser-2.1.jar, found parser-1.9.jar) at c.Reader.lambda$main$";
    assertEquals(2, out.lines().filter(line::equals).count(), out);
    assertTrue(out.contains("limit 7"), out);
  }

  @Test
  void aMethodWithAnotherType() throws Exception {
    String out = runWith(PARSER.replace("int depth()", "long depth()"));
    assertTrue(out.contains("depth NoSuchMethodError 'int a.b.Parser.depth()'"), out);
  }

  @Test
  void aFieldThatIsGone() throws Exception {
    String out = runWith(PARSER.replace("limit", "most"));
    assertTrue(
        out.contains(
            "limit NoSuchFieldError 'int a.b.Parser.limit'   (link check of c.Reader: built"
                + " against parser-2.1.jar, found parser-1.9.jar) at c.Reader.lambda$main$"),
        out);
  }

  @Test
  void aFieldThatIsNoLongerStatic() throws Exception {
    String out = runWith(PARSER.replace("static int instances", "int instances"));
    assertTrue(out.contains("instances IncompatibleClassChangeError 'int a.b.Parser."), out);
  }

  @Test
  void aMethodThatIsNoLongerStatic() throws Exception {
    String out = runWith(PARSER.replace("static String name", "String name"));
    assertTrue(out.contains("name IncompatibleClassChangeError 'java.lang.String a.b."), out);
  }

  @Test
  void aMethodThatIsNoLongerPublic() throws Exception {
    String out = runWith(PARSER.replace("public int depth", "int depth"));
    assertTrue(out.contains("depth IllegalAccessError 'int a.b.Parser.depth()'"), out);
  }

  @Test
  void aFieldThatBecameFinal() throws Exception {
    String out = runWith(PARSER.replace("static int instances", "static final int instances = 1"));
    assertTrue(out.contains("instances IllegalAccessError 'int a.b.Parser.instances'"), out);
  }

  @Test
  void aClassThatBecameAbstract() throws Exception {
    String out = runWith(PARSER.replace("public class", "public abstract class"));
    assertTrue(out.contains("depth InstantiationError a/b/Parser   (link check of"), out);
  }

  @Test
  void aClassThatBecameAnInterface() throws Exception {
    String out =
        runWith(
            """
            package a.b;
            public interface Parser {
              int instances = 1;
              int depth();
              static String name() { return ""; }
              interface Listener { void seen(String what); }
            }
            """);
    assertTrue(out.contains("depth InstantiationError"), out);
    assertTrue(out.contains("cast null"), out);
  }

  @Test
  void aLibraryThatIsNotThere() throws Exception {
    String out = Jars.run("c.Reader", rewritten());
    assertTrue(
        out.contains(
            "depth NoClassDefFoundError a/b/Parser   (link check of c.Reader: built against"
                + " parser-2.1.jar, not found) at c.Reader.lambda$main$"),
        out);
    // The JVM does not look for the class of a null that is cast, so neither do we.
    assertTrue(out.contains("cast null"), out);
  }

  @Test
  void eachErrorIsOfTheClassThatTheJvmThrows() throws Exception {
    List<String> changes =
        List.of(
            PARSER.replace("depth()", "height()"),
            PARSER.replace("limit", "most"),
            PARSER.replace("static int instances", "int instances"),
            PARSER.replace("static String name", "String name"),
            PARSER.replace("public int depth", "int depth"),
            PARSER.replace("public int depth", "private int depth"),
            PARSER.replace("static int instances", "static final int instances = 1"),
            PARSER.replace("public class", "public abstract class"),
            PARSER.replace("public class", "class"),
            "package a.b; public enum Parser { A; public int depth() { return 1; } }");
    Path slim = rewritten();
    Path everything =
        jars.write(
            "all.jar", Rewriter.rewrite(Jars.open(reader), Jars.options().withAllChecks()).bytes());
    int number = 0;
    for (String change : changes) {
      Path other = jars.compile("parser-" + number++ + ".jar", List.of(), change);
      List<String> expected = classes(Jars.run("c.Reader", reader, other));
      assertEquals(expected, classes(Jars.run("c.Reader", slim, other)), change);
      assertEquals(expected, classes(Jars.run("c.Reader", everything, other)), change);
    }
  }

  /** The first two words of each line: what was tried, and the value or the error's class. */
  private static List<String> classes(String output) {
    return output
        .lines()
        .map(l -> l.replaceAll("^(\\S+ \\S+).*", "$1") + l.replaceAll("^.* at ", " "))
        .toList();
  }

  @Test
  void optionalDependenciesStayOptional() throws Exception {
    String program =
        """
        package c;
        public class Main {
          public static void main(String[] args) {
            System.out.println(depth());
            if (args.length > 0) { new a.b.Parser().depth(); }
            try {
              Class.forName("c.Main$Uses").getDeclaredConstructor().newInstance();
            } catch (Throwable e) { System.out.println(e.getClass() + " " + e.getCause().getClass()); }
          }
          static int depth() {
            try { return new a.b.Parser().depth(); } catch (NoClassDefFoundError e) { return -1; }
          }
          static class Uses { int d = a.b.Parser.name().length(); }
        }
        """;
    Path main = jars.compile("main.jar", List.of(parser), program);
    Path slim = jars.rewrite(main, Jars.options());
    String out = Jars.run("c.Main", slim);
    assertEquals(Jars.run("c.Main", main), out);
    assertTrue(out.startsWith("-1\n"), out);
  }

  @Test
  void anotherCopyEarlierOnTheClassPathIsNoticed() throws Exception {
    Path app =
        jars.compile(
            "app.jar",
            List.of(),
            PARSER,
            """
        package a.b;
        public class Outer {
          public static void main(String[] args) { deeper(); }
          static void deeper() { System.out.println(new Parser().depth()); }
        }
        """);
    Path slim = jars.rewrite(app, Jars.options());
    Path other = jars.compile("old.jar", List.of(), PARSER.replace("depth()", "height()"));
    assertEquals("3\n", Jars.run("a.b.Outer", slim));
    String out = Jars.run("a.b.Outer", other, slim);
    assertTrue(
        out.startsWith(
            "java.lang.NoSuchMethodError: 'int a.b.Parser.depth()'"
                + "   (link check of a.b.Outer: found old.jar)"),
        out);
    assertTrue(out.contains("\tat a.b.Outer.deeper(Outer.java:4)\n\tat a.b.Outer.main"), out);
    assertFalse(Pattern.compile("umbriel\\.(s[0-9a-f]|shadow)").matcher(out).find(), out);
  }

  private static final String SEVERAL =
      """
      package a.b;
      public class Several {
        public static void main(String[] args) {
          System.out.println(new Parser().depth());
          if (args.length > 0) { Unused.use(); }
        }
        interface Unused { static void use() { } }
      }
      """;

  @Test
  void classesOfTheSameJarAreComparedOnceForEachClassThatNeedsThem() throws Exception {
    Path app = jars.compile("app.jar", List.of(), PARSER, SEVERAL);
    RewriteReport report = Rewriter.rewrite(Jars.open(app), Jars.options()).report();
    assertEquals(0, report.count(Count.LINK_INSERTED), report.toString());
    assertEquals(1, report.count(Count.LINK_COMPARED), "Several: Parser, Unused");
  }

  @Test
  void theComparisonLoadsNothing() throws Exception {
    Path app = jars.compile("app.jar", List.of(), PARSER, SEVERAL);
    Path slim = jars.rewrite(app, Jars.options());
    Path home = Path.of(System.getProperty("java.home"));
    String out =
        Jars.fork(home, List.of("-Xlog:class+load", "-cp", reader + ":" + slim), "a.b.Several");
    assertTrue(out.contains(" a.b.Parser source: ") && out.contains("SameJar source:"), out);
    assertFalse(out.contains(" a.b.Several$Unused source"), out);
    assertFalse(out.contains(".ConstantPool source: file:"), "digests were equal");
  }

  @Test
  void nothingIsComparedInAJarThatNothingShadows() throws Exception {
    Path slim = jars.rewrite(jars.compile("app.jar", List.of(), PARSER, SEVERAL), Jars.options());
    Path home = Path.of(System.getProperty("java.home"));
    String out =
        Jars.fork(home, List.of("-Xlog:class+load", "-cp", slim + ":" + reader), "a.b.Several");
    assertTrue(out.contains("\n3\n") && out.contains(".OwnJar source: file:"), out);
    assertFalse(out.contains(".SameJar source: file:"), out);
    Path reading = jars.rewrite(reader, Jars.options().withoutDescription());
    String second =
        Jars.fork(home, List.of("-Xlog:class+load", "-cp", reading + ":" + slim), "a.b.Several");
    assertTrue(second.contains("\n3\n") && second.contains(".OwnJar source: file:"), second);
    assertFalse(second.contains(".SameJar source: file:"), second);
    Path merged = jars.write("merged.jar", withOtherIndex(slim));
    String other =
        Jars.fork(home, List.of("-Xlog:class+load", "-cp", merged.toString()), "a.b.Several");
    assertTrue(other.contains("\n3\n") && other.contains(".SameJar source: file:"), other);
  }

  /** As if another jar's classes of the package had been put among those of this one. */
  private byte[] withOtherIndex(Path slim) throws Exception {
    Path library = jars.rewrite(parser, Jars.options());
    String index = "META-INF/umbriel/a.b.index";
    byte[] others = Jars.open(library).find(index).orElseThrow().content();
    return Jars.open(slim).map(e -> e.path().equals(index) ? e.withContent(others) : e).toBytes();
  }

  @Test
  void anEqualCopyInAnotherRewrittenJarIsAsGood() throws Exception {
    Path app = jars.compile("app.jar", List.of(), PARSER, SEVERAL);
    Path other = jars.rewrite(jars.compile("other.jar", List.of(), PARSER), Jars.options());
    Path slim = jars.rewrite(app, Jars.options());
    Path home = Path.of(System.getProperty("java.home"));
    String out =
        Jars.fork(home, List.of("-Xlog:class+load", "-cp", other + ":" + slim), "a.b.Several");
    assertTrue(out.contains(" a.b.Parser source: file:" + other), out);
    assertFalse(out.contains(".ConstantPool source: file:"), "digests were equal");
    Path plain = jars.compile("plain.jar", List.of(), PARSER);
    String unknown =
        Jars.fork(home, List.of("-Xlog:class+load", "-cp", plain + ":" + slim), "a.b.Several");
    assertTrue(unknown.contains(".ConstantPool source: file:"), "no index, so one by one");
    assertTrue(unknown.contains("\n3\n"), unknown);
  }

  /**
   * What a verifier asks of other classes. A JVM that verifies has asked when our check runs; one
   * that does not verify gets the same answer from us, at the instruction that relies on it.
   */
  @Test
  void aSubtypeThatIsNoneAnyMore() throws Exception {
    String special = "package a.b; public class Special extends Parser { }";
    Path built = jars.compile("parser-3.0.jar", List.of(), PARSER, special);
    Path program =
        jars.compile(
            "app.jar",
            List.of(built),
            """
            package c;
            public class Main {
              public static void main(String[] args) { use(null); use(new a.b.Special()); use2(); }
              static void use(a.b.Special s) { System.out.println(s == null ? "none" : keep(s) == s); }
              static a.b.Parser keep(a.b.Parser p) { return p; }
              static void use2() {
                Object[] objects = new String[1];
                Comparable<?>[] comparable = new Integer[1];
                comparable[0] = 1;
              }
            }
            """);
    Path slim = jars.rewrite(program, Jars.options());
    Path changed =
        jars.compile("parser-3.1.jar", List.of(), PARSER, special.replace("extends Parser", ""));
    assertEquals("none\ntrue\n", Jars.run("c.Main", slim, built));
    assertTrue(Jars.run("c.Main", slim, changed).startsWith("java.lang.VerifyError: Bad "));
    String unverified =
        Jars.fork(
            Path.of(System.getProperty("java.home")),
            List.of("-XX:-BytecodeVerificationRemote", "-cp", slim + ":" + changed),
            "c.Main");
    assertTrue(
        unverified.startsWith("none\n")
            && unverified.contains(
                "java.lang.VerifyError: a.b.Special is not a a.b.Parser   (link check of c.Main:"
                    + " found parser-3.1.jar)\n\tat c.Main.use(Main.java:4)"),
        unverified);
  }

  /** JVMS 4.10.1.8, where only the library can tell what is protected. */
  @Test
  void aMethodThatBecameProtected() throws Exception {
    String base = "package a.b; public class Base extends Parser { }";
    Path built = jars.compile("base-1.jar", List.of(), PARSER, base);
    Path program =
        jars.compile(
            "app.jar",
            List.of(built),
            """
            package c;
            public class Main extends a.b.Base {
              public static void main(String[] args) {
                System.out.println(new Main().depth() + of(new a.b.Base()));
              }
              static int of(a.b.Base base) { return base.depth(); }
            }
            """);
    Path slim = jars.rewrite(program, Jars.options());
    Path changed =
        jars.compile(
            "base-2.jar",
            List.of(),
            PARSER.replace("public int depth", "protected int depth"),
            base);
    assertEquals("6\n", Jars.run("c.Main", slim, built));
    String unverified =
        Jars.fork(
            Path.of(System.getProperty("java.home")),
            List.of("-XX:-BytecodeVerificationRemote", "-cp", slim + ":" + changed),
            "c.Main");
    assertTrue(
        unverified.contains("java.lang.VerifyError: a.b.Base.depth is protected, the object is no")
            && unverified.contains("at c.Main.of(Main.java:6)"),
        unverified);
  }
}
