package org.umbriel.symexec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.umbriel.metadata.site.Assumption;
import org.umbriel.metadata.site.Reason;
import org.umbriel.metadata.site.Verdict;
import org.umbriel.symexec.Precision.Level;
import org.umbriel.symexec.replay.Subject;

/** What the precision and the policy on threads make of the same sites. */
class PolicyTest {
  private static final String SOURCE =
      """
      package p;
      class A {
        private String written = "x";
        private final String constant = new String("x");
        private int[] numbers = {1};
        int written() { return written.length(); }
        int constant() { return constant.length(); }
        int tested() { return numbers != null ? numbers.length : 0; }
        int copied() { int[] n = numbers; return n != null ? n.length : 0; }
        static int even(int i) { return i * 2 == 10 ? 10 / i : 0; }
        static class Inner { static int odd(int i) { return i * 2 == 10 ? 10 / i : 0; } }
      }
      """;

  @Test
  void whatAnotherThreadMayWriteIsNoProofIfAnyMay() throws Exception {
    Precision low = Precision.of(Level.LOW);
    assertEquals("proven", verdict("written", low, Threads.ASSUME_CONFINED));
    assertEquals("proven", verdict("tested", low, Threads.ASSUME_CONFINED));
    assertEquals(Reason.INTERFERENCE.key(), verdict("written", low, Threads.ANY));
    assertEquals(Reason.INTERFERENCE.key(), verdict("tested", low, Threads.ANY));
    assertEquals("proven", verdict("constant", low, Threads.ANY));
    assertEquals("proven", verdict("copied", low, Threads.ANY));
  }

  @Test
  void pathsAreTriedWhereThePrecisionSaysSo() throws Exception {
    assertEquals("left in", decided("even", Precision.of(Level.LOW)));
    assertEquals("proven", decided("even", Precision.of(Level.NORMAL)));
    assertEquals("proven", decided("even", Precision.of(Level.HIGH)));
    Precision forInner = new Precision(Level.LOW, Map.of("p.A.Inner", Level.NORMAL));
    assertEquals("left in", decided("even", forInner));
    assertEquals("proven", decided("odd", forInner));
    Precision butInner = new Precision(Level.LOW, Map.of("p", Level.HIGH, "p.A.Inner", Level.LOW));
    assertEquals("proven", decided("even", butInner));
    assertEquals("left in", decided("odd", butInner));
  }

  private static String decided(String method, Precision precision) throws Exception {
    String verdict = verdict(method, precision, Threads.ASSUME_CONFINED);
    return verdict.equals("proven") ? verdict : "left in";
  }

  private static String verdict(String method, Precision precision, Threads threads)
      throws Exception {
    Subject subject = Subject.of(Map.of("p/A.java", SOURCE));
    Checker checker =
        new Checker(
            subject.program(),
            new Assumption.Platform("test", "test"),
            new Checker.Options(1, precision, threads, Optional.empty(), Optional.empty()));
    return checker
        .check(m -> m.name().equals(method), Progress.NONE, () -> false)
        .verdicts()
        .stream()
        .filter(v -> !v.site().trivial())
        .map(v -> v.verdict() instanceof Verdict.Unproven open ? open.reason().key() : "proven")
        .reduce((first, last) -> last)
        .orElseThrow();
  }
}
