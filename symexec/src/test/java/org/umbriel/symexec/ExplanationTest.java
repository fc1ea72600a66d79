package org.umbriel.symexec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.umbriel.metadata.site.Assumption;
import org.umbriel.metadata.site.CheckKind;
import org.umbriel.metadata.site.SiteVerdict;
import org.umbriel.symexec.replay.Subject;
import org.umbriel.symexec.summary.Ground;

/** What a person is told of a verdict's reasons. */
class ExplanationTest {
  private static final String SOURCE =
      """
      package p;
      class A {
        private String field = "x";
        private static String name() { return "x"; }
        static int known() { return name().length(); }
        int held() { return field.length(); }
        static int even(int i) { return i * 2 == 10 ? 10 / i : 0; }
        static String open(java.util.Map<String, String> m) { return m.get(""); }
        static int unknown(java.util.Map<String, String> m) { return open(m).length(); }
      }
      """;

  @Test
  void factsAreSaidWithWhatTheyFollowFrom() throws Exception {
    assertEquals(
        List.of(
            new Ground(
                "the result of p.A.name() (line 5) is not null",
                List.of(Ground.of("what p.A.name() returns is not null")))),
        explained("known", CheckKind.NULL_DEREFERENCE));
    assertEquals(
        List.of(
            new Ground(
                "field p.A.field (line 6) is not null",
                List.of(Ground.of("every value given to field p.A.field is not null")))),
        explained("held", CheckKind.NULL_DEREFERENCE));
  }

  @Test
  void aProofByPathsIsSaidByItsCore() throws Exception {
    assertEquals(
        List.of(new Ground("i != 0", List.of(Ground.of("(i * 2) == 10")))),
        explained("even", CheckKind.DIVISION_BY_ZERO));
  }

  @Test
  void whatIsLeftInIsFollowedToWhereItComesFrom() throws Exception {
    assertEquals(
        List.of(
            new Ground(
                "not enough is known of the result of p.A.open(java.util.Map) (line 9)",
                List.of(
                    Ground.of(
                        "p.A.open(java.util.Map) returns the result of"
                            + " java.util.Map.get(java.lang.Object) (line 8), line 8")))),
        explained("unknown", CheckKind.NULL_DEREFERENCE));
  }

  private static List<Ground> explained(String method, CheckKind kind) throws Exception {
    Subject subject = Subject.of(Map.of("p/A.java", SOURCE));
    Checker checker =
        new Checker(
            subject.program(),
            new Assumption.Platform("test", "test"),
            Checker.Options.of(1, Precision.Level.NORMAL));
    Predicate<SiteVerdict> isMeant =
        v ->
            v.site().kind() == kind
                && v.site().id().method().name().equals(method)
                && !v.site().trivial();
    Progress silent = Progress.NONE;
    SiteVerdict verdict =
        checker.check(m -> m.name().equals(method), silent, () -> false).verdicts().stream()
            .filter(isMeant)
            .reduce((first, last) -> last)
            .orElseThrow();
    return checker.explain(verdict, silent, () -> false);
  }
}
