package org.umbriel.symexec.fact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.site.Assumption;
import org.umbriel.metadata.site.CheckKind;
import org.umbriel.metadata.site.SiteFinder;
import org.umbriel.metadata.site.Verdict;
import org.umbriel.symexec.replay.Subject;

/** Results that annotations call non-null; whether callers may count on it stands in the names. */
class DeclaredResultsTest {
  private static final Map<String, String> SOURCES =
      Map.of(
          "javax/annotation/Nonnull.java",
          "package javax.annotation; import java.lang.annotation.*;"
              + " @Retention(RetentionPolicy.RUNTIME) public @interface Nonnull {}",
          "javax/annotation/meta/TypeQualifierDefault.java",
          "package javax.annotation.meta; import java.lang.annotation.*;"
              + " @Retention(RetentionPolicy.RUNTIME)"
              + " public @interface TypeQualifierDefault { ElementType[] value(); }",
          "n/ResultsNonnull.java",
          "package n; import java.lang.annotation.*; import javax.annotation.Nonnull;"
              + " @Nonnull @Retention(RetentionPolicy.RUNTIME)"
              + " @javax.annotation.meta.TypeQualifierDefault({ElementType.METHOD})"
              + " public @interface ResultsNonnull {}",
          "n/ParametersNonnull.java",
          "package n; import java.lang.annotation.*; import javax.annotation.Nonnull;"
              + " @Nonnull @Retention(RetentionPolicy.RUNTIME)"
              + " @javax.annotation.meta.TypeQualifierDefault(ElementType.PARAMETER)"
              + " public @interface ParametersNonnull {}",
          "n/Nullable.java",
          "package n; public @interface Nullable {}",
          "p/A.java",
          """
          package p;
          import n.*;
          import javax.annotation.Nonnull;
          public class A {
            public interface Plain { String text(); int size(); }
            public interface Said { @Nonnull String text(); int size(); }
            @ResultsNonnull public interface Marked<T> {
              String text();
              @Nullable String other();
              T value();
              int size();
            }
            @ParametersNonnull public interface Elsewhere { String text(); int size(); }
            public interface Broken { @Nonnull String text(); int size(); }
            static class Breaker implements Broken {
              public String text() { return null; }
              public int size() { return 0; }
            }
            static int plain_unproven(Plain p) { return p.text().length(); }
            static int said_proven(Said s) { return s.text().length(); }
            static int marked_proven(Marked<String> m) { return m.text().length(); }
            static int other_unproven(Marked<String> m) { return m.other().length(); }
            static int variable_unproven(Marked<String> m) { return m.value().length(); }
            static int elsewhere_unproven(Elsewhere e) { return e.text().length(); }
            static int broken_unproven(Broken b) { return b.text().length(); }
          }
          """);

  @Test
  void callersCountOnWhatIsSaidAndNotContradicted() throws Exception {
    Subject subject = Subject.of(SOURCES);
    FactAnalysis facts =
        FactAnalysis.of(subject.program(), new Assumption.Platform("test", "test"));
    while (facts.step()) {}
    Map<String, String> actual = new TreeMap<>();
    Map<String, String> expected = new TreeMap<>();
    for (MethodCode method : subject.program().find("p/A").orElseThrow().methods()) {
      String name = method.name();
      if (name.endsWith("proven")) {
        expected.put(name, name.substring(name.lastIndexOf('_') + 1));
        actual.put(
            name,
            facts.verdicts(method, SiteFinder.sitesIn(method, facts.contracts())).stream()
                .filter(v -> v.site().kind() == CheckKind.NULL_DEREFERENCE)
                .reduce((first, last) -> last)
                .map(v -> v.verdict() instanceof Verdict.Proven ? "proven" : "unproven")
                .orElseThrow());
      }
    }
    assertEquals(expected, actual);
    assertEquals(7, actual.size());
  }
}
