package org.umbriel.symexec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.umbriel.metadata.site.Assumption;
import org.umbriel.symexec.replay.Subject;
import org.umbriel.symexec.summary.Suggestion;

/** What is suggested settles what is said, by itself. */
class GuidanceTest {
  private static final String SOURCE =
      """
      package p;
      import java.util.Map;
      class A {
        private String field;
        void set(String s) { if (s != null) { field = s; } else { field = null; } }
        int one() { return field.length(); }
        int two() { return field.hashCode() + field.length(); }
        static String named(Map<String, String> m) { return m.get("a"); }
        static int called(Map<String, String> m) { return named(m).length(); }
        static int direct(Map<String, String> m) { return m.get("b").length(); }
        static int tested(String s) { if (s == null) { System.out.println(); } return s.length(); }
        static int inBounds(int[] numbers, int i) { return numbers[i]; }
      }
      """;

  @Test
  void suggestionsAreRankedByWhatTheySettle() throws Exception {
    Subject subject = Subject.of(Map.of("p/A.java", SOURCE));
    Checker checker =
        new Checker(
            subject.program(),
            new Assumption.Platform("test", "test"),
            Checker.Options.of(1, Precision.Level.LOW));
    CheckResult result = checker.check(m -> true, Progress.NONE, () -> false);
    assertEquals(
        List.of(
            new Suggestion("a field p.A.field that is final and never given null", 3),
            new Suggestion(
                "a result of p.A.named(java.util.Map) that is shown not to be null, by"
                    + " Objects.requireNonNull say",
                1),
            new Suggestion("tests of what java.util.Map.get(java.lang.Object) returns", 1),
            new Suggestion("@NonNull on parameter s of p.A.tested(java.lang.String)", 1)),
        checker.guidance(result.verdicts(), Progress.NONE, () -> false));
  }
}
