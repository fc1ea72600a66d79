package org.umbriel.symexec.fact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.umbriel.metadata.site.Assumption;
import org.umbriel.metadata.site.Contract;
import org.umbriel.symexec.replay.Subject;

/** Annotations and their scopes; the expected contracts stand in the names of the methods. */
class DeclaredContractsTest {
  private static final Map<String, String> ANNOTATIONS =
      Map.of(
          "n/NullMarked.java",
          "package n; public @interface NullMarked {}",
          "n/NullUnmarked.java",
          "package n; public @interface NullUnmarked {}",
          "n/Nullable.java",
          "package n; import java.lang.annotation.*;"
              + " @Target(ElementType.TYPE_USE) public @interface Nullable {}",
          "n/NotNull.java",
          "package n; public @interface NotNull {}",
          "n/ParametersAreNonnullByDefault.java",
          "package n; public @interface ParametersAreNonnullByDefault {}",
          "p/package-info.java",
          "@n.NullMarked package p;");

  private static final String MARKED =
      """
      package p;
      import n.*;
      public class A<V> {
        public A() {}
        void plain_declared(String s) {}
        void tested_declared(String s) { if (s != null) { s.length(); } }
        void given_declared(String s) {}
        void gives_none() { given_declared(null); }
        void annotated_none(@Nullable String s) {}
        void variable_default(V v) {}
        <T> void tested_none(T t) { if (t != null) { t.hashCode(); } }
        public boolean equals(Object o) { return o == this; }
        public int hashCode() { return 1; }
        @NullUnmarked void unmarked_default(String s) {}
        static class Inner { void inner_declared(String s) {} }
        @NullUnmarked static class Legacy {
          void legacy_none(String s) { if (s == null) { return; } }
          void legacy_declared(@NotNull String s) { if (s == null) { return; } }
          @NullMarked void again_declared(String s) {}
        }
        interface Taker { void take_none(@Nullable String s); }
        static class Strict implements Taker { public void take_none(String s) {} }
      }
      """;

  private static final String UNMARKED =
      """
      package q;
      import n.*;
      public class B {
        void plain_default(String s) {}
        void tested_none(String s) { if (s != null) { s.length(); } }
        @ParametersAreNonnullByDefault void jsr_declared(String s) { if (s == null) { return; } }
      }
      """;

  @Test
  void contractsAreAsTheMethodsAreCalled() throws Exception {
    Map<String, String> sources = new TreeMap<>(ANNOTATIONS);
    sources.put("p/A.java", MARKED);
    sources.put("q/B.java", UNMARKED);
    Subject subject = Subject.of(sources);
    FactAnalysis facts =
        FactAnalysis.of(subject.program(), new Assumption.Platform("test", "test"));
    Map<String, String> actual = new TreeMap<>();
    Map<String, String> expected = new TreeMap<>();
    subject
        .program()
        .units()
        .forEach(
            unit ->
                unit.methods().stream()
                    .filter(m -> m.name().contains("_"))
                    .forEach(
                        m -> {
                          String name = unit.name() + "." + m.name();
                          expected.put(name, name.substring(name.lastIndexOf('_') + 1));
                          actual.put(
                              name,
                              facts.contracts().requires(m.reference()).stream()
                                  .map(Contract::origin)
                                  .map(o -> o.name().toLowerCase(java.util.Locale.ROOT))
                                  .findFirst()
                                  .orElse("none"));
                        }));
    assertEquals(expected, actual);
    assertEquals(17, actual.size());
  }
}
