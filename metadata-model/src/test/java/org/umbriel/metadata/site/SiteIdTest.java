package org.umbriel.metadata.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.umbriel.metadata.classfile.ClassDecoder;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.testing.JavaSource;

/** Identity of sites: printed and read, unique in a method, stable under edits elsewhere. */
final class SiteIdTest {
  private static final String BASE =
      """
      class Subject {
        int[] kept;
        int f(int[] a, String s) {
          int n = a.length;
          if (n > 2) {
            n += a[0] / n;
          }
          kept = new int[n];
          kept[n - 1] = s.length();
          assert n > s.length() : s;
          for (String part : s.split(",")) {
            n += part.length();
          }
          return n;
        }
      }
      """;

  @Provide
  Arbitrary<SiteId> ids() {
    Arbitrary<String> owners = Arbitraries.of("A", "a/b/C$D", "a/(b)/C", "x#1@/Y", "a b/C");
    Arbitrary<String> names = Arbitraries.of("m", "<init>", "a(b", "(I)V", "x#y@0", "with space");
    Arbitrary<String> descriptors =
        Arbitraries.of("()V", "(I)I", "([[JLjava/lang/String;)La/B;", "(La(b;)V", "(La#B@1;)V");
    return Combinators.combine(
            owners,
            names,
            descriptors,
            Arbitraries.of(CheckKind.class),
            Arbitraries.integers().between(0, 70_000),
            Arbitraries.integers())
        .as(
            (owner, name, descriptor, kind, ordinal, digest) ->
                new SiteId(
                    new MethodReference(owner, name, descriptor),
                    kind,
                    ordinal,
                    String.format("%08x", digest)));
  }

  @Property(tries = 500)
  void readingUndoesPrinting(@ForAll("ids") SiteId id) {
    assertEquals(id, SiteId.parse(id.toString()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "A",
        "A.m()V",
        "A.m()V#ARRAY_BOUNDS#0",
        "A.m()V#NO_SUCH_KIND#0@3f",
        "A.m#ARRAY_BOUNDS#0@3f",
        "A.m()V#ARRAY_BOUNDS#x@3f",
        "A.m()V#ARRAY_BOUNDS#0@xyz",
        "A.m()V#ARRAY_BOUNDS#99999999999@3f",
        ".m()V#ARRAY_BOUNDS#0@3f",
        "A.()V#ARRAY_BOUNDS#0@3f"
      })
  void whatIsNoIdIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> SiteId.parse(text));
  }

  private static Set<String> ids(String text, String... options) {
    Set<String> ids = new HashSet<>();
    for (ClassUnit unit : JavaSource.of("Subject", text).compile(options)) {
      for (MethodCode method : unit.methods()) {
        if (method.name().equals("f")) {
          for (CheckSite site : SiteFinder.sitesIn(method, ContractSource.NONE)) {
            assertTrue(ids.add(site.id().toString()), site.id() + " is there twice");
          }
        }
      }
    }
    return ids;
  }

  @Test
  void otherLinesChangeNothing() {
    assertEquals(ids(BASE), ids("// a comment\n\n" + BASE.replace(";\n", ";\n\n")));
  }

  @Test
  void otherSlotsChangeNothing() {
    String shifted =
        BASE.replace("int n = a.length;", "long t = System.nanoTime(); int n = a.length;");

    assertEquals(ids(BASE), ids(shifted));
    assertEquals(ids(BASE, "-g:none"), ids(shifted, "-g:none"));
  }

  @Test
  void codeElsewhereChangesNothing() {
    String before =
        BASE.replace(
            "int n = a.length;", "if (kept == null) System.out.flush(); int n = a.length;");
    String between = BASE.replace("kept = new", "if (n == 77) kept = null; kept = new");
    String method =
        BASE.replace("int[] kept;", "int[] kept; void other(Object o) { o.hashCode(); }");

    assertTrue(ids(before).containsAll(ids(BASE)));
    assertTrue(ids(between).containsAll(ids(BASE)));
    assertEquals(ids(BASE), ids(method));
  }

  @Test
  void otherObligationsHaveOtherIds() {
    Map<String, String> edits = new HashMap<>();
    edits.put("a[0]", "a[1]");
    edits.put("/ n", "/ (n - 3)");
    edits.put("kept[n - 1]", "kept[n - 2]");
    edits.forEach(
        (from, to) -> assertTrue(!ids(BASE.replace(from, to)).containsAll(ids(BASE)), from));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java/util/HashMap",
        "java/util/regex/Pattern",
        "java/util/concurrent/ForkJoinPool"
      })
  void idsAreUniqueInRealClasses(String name) throws Exception {
    try (InputStream in = Object.class.getResourceAsStream("/" + name + ".class")) {
      ClassUnit unit = ClassDecoder.decode(new ClassFile(name + ".class", in.readAllBytes()));
      Set<SiteId> ids = new HashSet<>();
      for (MethodCode method : unit.methods()) {
        List<CheckSite> sites = SiteFinder.sitesIn(method, ContractSource.NONE);
        for (CheckSite site : sites) {
          assertTrue(ids.add(site.id()), site::toString);
          assertEquals(site.id(), SiteId.parse(site.id().toString()));
          assertEquals(method.bytecodeIndex(site.instruction()), site.bytecodeIndex());
        }
      }
    }
  }
}
