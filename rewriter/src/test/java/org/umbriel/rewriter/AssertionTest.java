package org.umbriel.rewriter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbriel.metadata.classfile.ClassDecoder;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.site.AssertStatement;
import org.umbriel.metadata.site.Assumption;
import org.umbriel.metadata.site.CheckKind;
import org.umbriel.metadata.site.ContractSource;
import org.umbriel.metadata.site.SiteFinder;
import org.umbriel.metadata.site.SiteVerdict;
import org.umbriel.metadata.site.Tier;
import org.umbriel.metadata.site.Verdict;
import org.umbriel.metadata.site.VerdictSource;
import org.umbriel.rewriter.pipeline.Tally.Count;

/**
 * What becomes of {@code assert}. The verdicts here are claims, right or wrong: a wrong one shows
 * whether the check ran.
 */
class AssertionTest {
  private static final String PROGRAM =
      """
      package p;
      public class Main {
        static int calls;
        public static void main(String[] args) {
          run("plain", () -> plain(-1));
          run("message", () -> message(-1));
          run("loop", () -> loop(new int[] {1, -1}));
          run("impure", () -> impure(-1));
          run("either", () -> either(-1, null));
          System.out.println(calls + " " + Main.class.desiredAssertionStatus());
        }
        static void run(String name, Runnable test) {
          try { test.run(); System.out.println(name); }
          catch (AssertionError e) {
            System.out.println(name + " failed " + e.getMessage() + " " + e.getStackTrace()[0]);
          }
        }
        static void plain(int n) { assert n >= 0; }
        static int message(int n) { int m = n; assert n >= 0 : "n is " + n; return m; }
        static int loop(int[] a) {
          int sum = 0;
          for (int i = 0; i < a.length; i++) {
            assert a[i] > 0 : a[i];
            sum += a[i];
          }
          return sum;
        }
        static void impure(int n) { assert count() > 5; }
        static int count() { return ++calls; }
        static void either(int n, Object o) {
          if (o == null) { assert n > 0 && n < 10 || n == 42; } else { assert false; }
        }
      }
      """;

  @TempDir private Path folder;
  private Jars jars;
  private Path jar;

  @BeforeEach
  void compile() throws IOException {
    jars = new Jars(folder);
    jar = jars.compile("app.jar", List.of(), PROGRAM, "package p; public class Other { }");
  }

  private static VerdictSource claim(Set<Assumption> assumptions) {
    return unit ->
        unit.methods().stream()
            .flatMap(m -> SiteFinder.sitesIn(m, ContractSource.NONE).stream())
            .map(s -> new SiteVerdict(s, new Verdict.Proven(assumptions), Tier.FACTS))
            .toList();
  }

  private static RewriteOptions claiming(Assumption... assumptions) throws IOException {
    return Jars.options().withAssertions(claim(Set.of(assumptions)));
  }

  private static RewriteReport report(Path jar, RewriteOptions options) throws Exception {
    return Rewriter.rewrite(Jars.open(jar), options).report();
  }

  private static long failures(String output) {
    return output.lines().filter(l -> l.contains(" failed ")).count();
  }

  @Test
  void assertIsAlwaysOn() throws Exception {
    RewriteOptions options = Jars.options().withAssertions(VerdictSource.NONE);
    Path slim = jars.rewrite(jar, options);
    String expected = Jars.run(true, "p.Main", jar);
    assertEquals(5, failures(expected), expected);
    assertEquals(expected.replace("1 true", "1 false"), Jars.run("p.Main", slim));
    assertEquals(0, failures(Jars.run("p.Main", jar)));
    assertEquals(6, report(jar, options).count(Count.ASSERTIONS_INSERTED));
  }

  @Test
  void whatIsProvenIsGone() throws Exception {
    Path slim = jars.rewrite(jar, claiming());
    String output = Jars.run("p.Main", slim);
    assertTrue(output.startsWith("plain\nmessage\nloop\n"), output);
    assertTrue(output.contains("impure failed"), output);
    assertTrue(output.endsWith("1 false\n"), output);
    for (MethodCode method : unit(slim, "p/Main").methods()) {
      boolean reads = method.instructions().stream().anyMatch(AssertionTest::readsFlag);
      assertFalse(reads && !method.isClassInitializer(), method.toString());
      boolean kept = method.name().equals("impure");
      assertEquals(
          kept,
          method.instructions().stream()
              .anyMatch(i -> i instanceof Instruction.New n && n.type().endsWith("AssertionError")),
          method.toString());
    }
  }

  @Test
  void aConditionWithEffectsIsStillEvaluated() throws Exception {
    assertEquals(1, report(jar, claiming()).count(Count.ASSERTIONS_EVALUATED));
    assertEquals(5, report(jar, claiming()).count(Count.ASSERTIONS_PROVEN));
  }

  @Test
  void aConditionThatCouldThrowStays() throws Exception {
    VerdictSource onlyAsserts =
        unit ->
            claim(Set.of()).verdictsFor(unit).stream()
                .filter(v -> v.site().kind() == CheckKind.ASSERTION)
                .toList();
    RewriteReport report = report(jar, Jars.options().withAssertions(onlyAsserts));
    assertEquals(2, report.count(Count.ASSERTIONS_EVALUATED), "loop and impure");
  }

  @Test
  void allChecksSlimsNothing() throws Exception {
    RewriteOptions options = claiming().withAllChecks();
    assertEquals(6, report(jar, options).count(Count.ASSERTIONS_INSERTED));
    assertEquals(5, failures(Jars.run("p.Main", jars.rewrite(jar, options))));
  }

  @Test
  void underThisPlatformTheFlagIsOn() throws Exception {
    Assumption here =
        new Assumption.Platform(
            System.getProperty("java.vendor"), System.getProperty("java.vm.version"));
    Path slim = jars.rewrite(jar, claiming(here));
    assertEquals(1, failures(Jars.run("p.Main", slim)), "only the one with effects");
    assertEquals(5, report(jar, claiming(here)).count(Count.ASSERTIONS_GUARDED));
  }

  @Test
  void underAnotherPlatformTheChecksAreBack() throws Exception {
    Path slim = jars.rewrite(jar, claiming(new Assumption.Platform("Nobody", "99+1")));
    assertEquals(5, failures(Jars.run("p.Main", slim)));
  }

  @Test
  void anotherCopyOfAnAssumedClassBringsTheChecksBack() throws Exception {
    String digest = unit(jar, "p/Other").digest();
    Path slim = jars.rewrite(jar, claiming(new Assumption.SameCode("p/Other", digest)));
    assertEquals(1, failures(Jars.run("p.Main", slim)));
    Path other = jars.compile("other.jar", List.of(), "package p; public class Other { int i; }");
    assertEquals(5, failures(Jars.run("p.Main", other, slim)));
  }

  @Test
  void aClassThatWasNotReadLikeThisIsNoAssumption() throws Exception {
    RewriteOptions wrong = claiming(new Assumption.SameCode("p/Other", "00ff"));
    assertEquals(5, failures(Jars.run("p.Main", jars.rewrite(jar, wrong))));
  }

  @Test
  void aLibraryIsKnownByTheDigestInItsIndex() throws Exception {
    Path library = jars.compile("library.jar", List.of(), "package q; public class Known { }");
    Path indexed = jars.rewrite(library, Jars.options());
    String digest = unit(library, "q/Known").digest();
    Path slim = jars.rewrite(jar, claiming(new Assumption.SameCode("q/Known", digest)));
    assertEquals(1, failures(Jars.run("p.Main", slim, indexed)));
    assertEquals(5, failures(Jars.run("p.Main", slim, library)), "no index, so nobody knows");
    assertEquals(5, failures(Jars.run("p.Main", slim)), "not there at all");
  }

  @Test
  void monitoredAssumptionsKeepTheCheck() throws Exception {
    RewriteReport report = report(jar, claiming(new Assumption.NoHeapPollution()));
    assertEquals(5, report.count(Count.ASSERTIONS_INSERTED));
  }

  private static ClassUnit unit(Path jar, String name) throws Exception {
    return ClassDecoder.decode(
        Jars.open(jar).classes().stream()
            .filter(c -> c.path().equals(name + ".class"))
            .findFirst()
            .orElseThrow());
  }

  private static boolean readsFlag(Instruction instruction) {
    return instruction instanceof Instruction.FieldAccess access
        && AssertStatement.isFlag(access.field());
  }
}
