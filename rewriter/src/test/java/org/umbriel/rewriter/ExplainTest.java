package org.umbriel.rewriter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.site.Assumption;
import org.umbriel.metadata.site.ContractSource;
import org.umbriel.metadata.site.SiteFinder;
import org.umbriel.metadata.site.SiteVerdict;
import org.umbriel.metadata.site.Tier;
import org.umbriel.metadata.site.Verdict;
import org.umbriel.metadata.site.VerdictSource;
import org.umbriel.rewriter.pipeline.Tally.Count;

/**
 * Original and rewritten classes fail in the same way at each kind of site, but for what they say.
 */
class ExplainTest {
  /** Each failure prints its type and trace; its message stands on a line with {@code #}. */
  private static final String PROGRAM =
      """
      package p;
      public class Main {
        String name; Main next; int[] numbers = new int[1]; long total; static Main shared;
        Main() { this(null, 0); }
        Main(Main other, int value) { next = other; }
        static Main find(int i) { return i > 0 ? new Main(null, 0) : null; }
        static int log;
        static int step(int value) { log = log * 10 + value; return value; }
        void three(String a, long b, double c) { step(9); }
        long two(double d, float f) { return 0; }
        static void fails(int test, Main t, Object o, Object[] os, int i) throws Throwable {
          switch (test) {
            case 0: Main user = find(i);
              System.out.println(user.name); break; // "user" (result of p.Main.find(int), line LINE-1) is null: cannot read field "name"
            case 1: t.name.length(); break; // field "name" of "t" is null: cannot call java.lang.String.length()
            case 2: find(i).three("" + step(1), step(2), step(3)); break; // result of p.Main.find(int) is null: cannot call p.Main.three(java.lang.String, long, double)
            case 3: find(i).two(step(4), step(5)); break; // result of p.Main.find(int) is null: cannot call p.Main.two(double, float)
            case 4: find(i).equals("" + step(6)); break; // result of p.Main.find(int) is null: cannot call java.lang.Object.equals(java.lang.Object)
            case 5: find(i).name = "" + step(7); break; // result of p.Main.find(int) is null: cannot write field "name"
            case 6: find(i).total = step(8); break; // result of p.Main.find(int) is null: cannot write field "total"
            case 7: shared.next.total++; break; // field "shared" of p.Main is null: cannot read field "next"
            case 8: t.numbers[step(3)] = step(4); break; // index 3 of field "numbers" of "t" (length 1)
            case 9: os[i] = o; break; // index 0, "i", of array "os" (length 0)
            case 10: step(((String) o).length()); break; // "o" is a java.lang.Integer: cannot be cast to java.lang.String
            case 11: ((Object[]) o)[i] = os; break; // "o" is a java.lang.Integer: cannot be cast to java.lang.Object[]
            case 12: Object[] strings = new String[i + 1]; strings[i] = o; break; // "o" is a java.lang.Integer: cannot be stored in array "strings" of java.lang.String
            case 13: step(7 / i); break; // "i" is 0: cannot divide by it
            case 14: step((int) (7L % t.total)); break; // field "total" of "t" is 0: cannot divide by it
            case 15: step(new int[i - 2].length); break; // the size is -2: no array can have that size
            case 16: step(new Object[step(1)][i - 3][step(2)].length); break; // the size is -3: no array can have that size
            case 17: throw (Exception) null; // a constant is null: cannot throw it
            case 18: synchronized (t.next) { step(1); } break; // field "next" of "t" is null: cannot lock it
            case 19: step(((int[]) null).length); break; // a constant is null: cannot read its length
            case 20: os = null; os[step(2)] = find(step(3)); break; // "os" is null: cannot write an element
            case 21: long[] none = new long[i]; none[i] += 1L << step(2); break; // index 0, "i", of array "none" (length 0)
            case 22: double[] d = new double[i]; d[i - 1] = 0.5; break; // index -1 of array "d" (length 0)
            case 23: boolean[] b = null; b[i] ^= true; break; // "b" (a constant, line LINE) is null: cannot read an element
            case 24: try { step(t.next.next.numbers[0]); } catch (NullPointerException e) { step(5); throw e; } finally { step(6); } break; // field "next" of "t" is null: cannot read field "next"
            case 25: new Main(t.next.next, step(3)); break; // field "next" of "t" is null: cannot read field "next"
            case 26: (i == 0 ? t.next : t).three(null, step(3), 0); break; // a value is null: cannot call p.Main.three(java.lang.String, long, double)
            case 27: synchronized (t) { t.next.next = t; } break; // field "next" of "t" is null: cannot write field "next"
            default: System.out.println("end");
          }
        }
        public static void main(String[] args) {
          for (int test = 0; test < 29; test++) {
            log = 0;
            Main t = new Main();
            try {
              fails(test, t, Integer.valueOf(test), new Object[0], 0);
              System.out.println(test + " passed");
            } catch (Throwable e) {
              System.out.print(test + " " + e.getClass() + " " + e.getCause() + " " + log);
              for (StackTraceElement at : e.getStackTrace()) { System.out.print(" " + at); }
              System.out.println();
              System.out.println("# " + e.getMessage());
            }
            if (Thread.holdsLock(t)) { System.out.println("locked"); }
          }
        }
      }
      """;

  @TempDir private Path folder;
  private Jars jars;

  @BeforeEach
  void open() {
    jars = new Jars(folder);
  }

  private static RewriteOptions explaining(VerdictSource verdicts) throws IOException {
    return Jars.options().withExplanations(verdicts);
  }

  private static List<String> behaviour(String output) {
    return output.lines().filter(l -> !l.startsWith("#")).toList();
  }

  private static List<String> messages(String output) {
    return output.lines().filter(l -> l.startsWith("#")).map(l -> l.substring(2)).toList();
  }

  /** What stands behind the slashes, in the order of the tests. */
  private static List<String> expected() {
    List<String> expected = new ArrayList<>();
    List<String> lines = PROGRAM.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      int comment = lines.get(i).indexOf("// ");
      if (comment >= 0) {
        expected.add(
            lines
                .get(i)
                .substring(comment + 3)
                .replace("LINE-1", i + "")
                .replace("LINE", i + 1 + ""));
      }
    }
    return expected;
  }

  private static List<String> onEachJdk(Path jar) throws IOException {
    List<String> outputs = new ArrayList<>();
    for (Path home : Jdks.homes().values()) {
      List<String> options = List.of("-Xverify:all", "-XX:-PrintWarnings", "-cp", jar.toString());
      outputs.add(
          Jars.fork(home, options, "p.Main")
              .lines()
              .filter(l -> !l.contains("warning:"))
              .collect(Collectors.joining("\n")));
    }
    return outputs;
  }

  private void assertOnlyMessagesDiffer(Path jar, boolean namesKnown) throws IOException {
    List<String> before = onEachJdk(jar);
    List<String> after = onEachJdk(jars.rewrite(jar, explaining(VerdictSource.NONE)));
    for (int i = 0; i < before.size(); i++) {
      assertEquals(28, messages(before.get(i)).size(), before.get(i));
      assertEquals(behaviour(before.get(i)), behaviour(after.get(i)));
      if (namesKnown) {
        assertEquals(expected(), messages(after.get(i)));
      }
    }
  }

  @Test
  void onlyTheMessageDiffers() throws Exception {
    assertOnlyMessagesDiffer(jars.compile("app.jar", 8, List.of(), PROGRAM), true);
  }

  @Test
  void newClassFilesToo() throws Exception {
    assertOnlyMessagesDiffer(jars.compile("app.jar", 17, List.of(), PROGRAM), false);
  }

  /** Of versions without frames, and without {@code ldc} of classes. */
  @Test
  void oldClassFilesToo() throws Exception {
    Path jar = jars.compile("app.jar", 8, List.of(), PROGRAM);
    for (int version : new int[] {Opcodes.V1_1, Opcodes.V1_5}) {
      assertOnlyMessagesDiffer(ofVersion(jar, version), true);
    }
  }

  private Path ofVersion(Path jar, int version) throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (Entry entry : Jars.open(jar).entries()) {
      ClassWriter writer = new ClassWriter(0);
      new ClassReader(entry.content())
          .accept(
              new ClassVisitor(Opcodes.ASM9, writer) {
                @Override
                public void visit(
                    int ignored,
                    int access,
                    String name,
                    String signature,
                    String superName,
                    String[] interfaces) {
                  super.visit(version, access, name, signature, superName, interfaces);
                }
              },
              ClassReader.SKIP_FRAMES);
      entries.add(entry.withContent(writer.toByteArray()));
    }
    String name = "v" + (version & 0xFFFF) + ".jar";
    return jars.write(name, Archive.of(name, entries).toBytes());
  }

  private static VerdictSource claim(Set<Assumption> assumptions) {
    return unit ->
        unit.methods().stream()
            .flatMap(m -> SiteFinder.sitesIn(m, ContractSource.NONE).stream())
            .map(s -> new SiteVerdict(s, new Verdict.Proven(assumptions), Tier.FACTS))
            .toList();
  }

  @Test
  void whatIsProvenKeepsTheJvmsMessage() throws Exception {
    Path jar = jars.compile("app.jar", List.of(), PROGRAM);
    Path slim = jars.rewrite(jar, explaining(claim(Set.of())));
    assertEquals(Jars.run("p.Main", jar), Jars.run("p.Main", slim));
    RewriteReport report = Rewriter.rewrite(Jars.open(jar), explaining(claim(Set.of()))).report();
    assertEquals(0, report.count(Count.EXPLANATIONS_INSERTED));
    assertEquals(
        report.count(Count.EXPLANATIONS),
        report.count(Count.EXPLANATIONS_PROVEN) + report.count(Count.EXPLANATIONS_LEFT));
    assertTrue(report.count(Count.EXPLANATIONS) > 50, report.counts().toString());
  }

  @Test
  void whatCallersMayBreakIsExplained() throws Exception {
    Path jar = jars.compile("app.jar", List.of(), PROGRAM);
    Assumption contract =
        new Assumption.ContractKept(new MethodReference("p/Main", "m", "()V"), 0, "p0");
    Path slim = jars.rewrite(jar, explaining(claim(Set.of(contract))));
    assertEquals(expected(), messages(Jars.run("p.Main", slim)));
  }

  /** The test's own library: each class of it loads, and what is written does not vary. */
  @Test
  void aRealJarVerifies() throws Exception {
    Path in =
        Path.of(ClassReader.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    RewriteOptions options =
        explaining(VerdictSource.NONE).withAssertions(VerdictSource.NONE).withAllChecks();
    Path out = jars.rewrite(in, options);
    assertArrayEquals(Files.readAllBytes(out), Files.readAllBytes(jars.rewrite(in, options)));
    Path loader =
        jars.compile(
            "loader.jar",
            List.of(),
            """
            package p;
            public class Main {
              public static void main(String[] args) throws Exception {
                int loaded = 0;
                for (java.util.Enumeration<java.util.jar.JarEntry> e =
                    new java.util.jar.JarFile(args[0]).entries(); e.hasMoreElements(); ) {
                  String name = e.nextElement().getName();
                  if (name.endsWith(".class") && !name.startsWith("module-info")) {
                    Class.forName(name.substring(0, name.length() - 6).replace('/', '.'));
                    loaded++;
                  }
                }
                System.out.println(loaded > 30 ? "all" : "few: " + loaded);
              }
            }
            """);
    for (Path home : Jdks.homes().values()) {
      String printed =
          Jars.fork(
              home,
              List.of("-Xverify:all", "-XX:-PrintWarnings", "-cp", out + ":" + loader),
              "p.Main " + out);
      assertEquals("all", printed.lines().reduce((a, b) -> b).orElse(""), printed);
    }
  }
}
