package org.umbriel.shadow.link;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runtime in jars that need no rewriter: two in a process, and beside plain ones. */
class LinkTest {
  private static final String LIBRARY =
      "package q; public class Library { public static int size() { return 3; } }";
  private static final String OLDER = LIBRARY.replace("size()", "length()");
  private static final String USER =
      """
      package p;
      import org.umbriel.shadow.link.Link;
      public class User {
        public static int ask() {
          Link.check(0);
          try {
            return q.Library.size();
          } catch (LinkageError e) {
            throw Link.explain(e);
          }
        }
        public static int cast(Object o) { Link.check(o, 0); return o == null ? 0 : 1; }
      }
      """;
  private static final String FACT = "o.q/Library.size.()I.library.jar";
  private static final String DIGEST = "0123456789abcdef" + "0".repeat(48);

  @TempDir private Path folder;
  private Path library;
  private Path older;

  @BeforeEach
  void compile() throws Exception {
    library = new HandMade(folder).withSource("Library", LIBRARY).write("library.jar");
    older = new HandMade(folder).withSource("Library", OLDER).write("older.jar");
  }

  private HandMade rewritten() throws Exception {
    return new HandMade(folder).withRuntime().withSource("User", USER, library);
  }

  private static Object ask(URLClassLoader loader) throws Exception {
    try {
      return loader.loadClass("p.User").getMethod("ask").invoke(null);
    } catch (InvocationTargetException e) {
      return e.getCause();
    }
  }

  @SuppressWarnings("unchecked") // as Link publishes it
  private static Map<String, String> failures() {
    return (Map<String, String>) Shared.state().getOrDefault("link.failures", Map.of());
  }

  @Test
  void aSoundReference() throws Exception {
    Path jar = rewritten().withFact("p/User", FACT).write("sound.jar");
    try (URLClassLoader loader = HandMade.loader(jar, library)) {
      assertEquals(3, ask(loader));
    }
  }

  @Test
  void aBrokenReferenceThrowsEachTimeWhatTheJvmWould() throws Exception {
    Path jar = rewritten().withFact("p/User", FACT).write("broken.jar");
    try (URLClassLoader loader = HandMade.loader(jar, older)) {
      Throwable first = (Throwable) ask(loader);
      assertEquals(
          "java.lang.NoSuchMethodError: 'int q.Library.size()'   (link check of p.User: built"
              + " against library.jar, found older.jar)",
          first.toString());
      assertEquals("p.User", first.getStackTrace()[0].getClassName());
      Throwable second = (Throwable) ask(loader);
      assertEquals(first.toString(), second.toString());
      assertNotSame(first, second);
    }
  }

  @Test
  void nullNeedsNoClass() throws Exception {
    Path jar = rewritten().withFact("p/User", "C.q/Library...").write("cast.jar");
    try (URLClassLoader loader = HandMade.loader(jar)) {
      assertEquals(
          0,
          loader.loadClass("p.User").getMethod("cast", Object.class).invoke(null, (Object) null));
      InvocationTargetException thrown =
          assertThrows(
              InvocationTargetException.class,
              () -> loader.loadClass("p.User").getMethod("cast", Object.class).invoke(null, ""));
      assertEquals(
          "java.lang.NoClassDefFoundError: q/Library   (link check of p.User: not found)",
          thrown.getCause().toString());
    }
  }

  @Test
  void twoRewrittenJarsInOneProcessShareOneState() throws Exception {
    Path one = rewritten().withFact("p/User", FACT.replace("library", "one")).write("one.jar");
    Path two = rewritten().withFact("p/User", FACT.replace("library", "two")).write("two.jar");
    for (Path jar : new Path[] {one, two}) {
      try (URLClassLoader loader = HandMade.loader(jar, older)) {
        assertTrue(ask(loader) instanceof NoSuchMethodError);
        assertNotSame(Link.class, loader.loadClass(Link.class.getName()));
        String built = "built against " + jar.getFileName();
        assertEquals(1, failures().keySet().stream().filter(f -> f.contains(built)).count());
      }
    }
  }

  @Test
  void theSameClassInTwoJars() throws Exception {
    Path jar =
        rewritten()
            .withSource("Library", LIBRARY)
            .withComparison("p/User", "q/Library", DIGEST)
            .with("META-INF/umbriel/p.index", IndexBytes.of("p/User", DIGEST))
            .with("META-INF/umbriel/q.index", IndexBytes.of("q/Library", DIGEST))
            .write("both.jar");
    try (URLClassLoader loader = HandMade.loader(jar, older)) {
      assertEquals(3, ask(loader), "its own copy comes first");
    }
    String message = "'int q.Library.size()'   (link check of p.User: found older.jar)";
    assertTrue(failures().keySet().stream().noneMatch(f -> f.contains(message)));
    try (URLClassLoader loader = HandMade.loader(older, jar)) {
      assertEquals("java.lang.NoSuchMethodError: " + message, ask(loader).toString());
      assertTrue(failures().keySet().stream().anyMatch(f -> f.contains(message)));
    }
  }

  @Test
  void anEqualCopyInAPlainJar() throws Exception {
    Path jar =
        rewritten()
            .withSource("Library", LIBRARY)
            .withComparison("p/User", "q/Library", DIGEST)
            .with("META-INF/umbriel/p.index", IndexBytes.of("p/User", DIGEST))
            .write("beside.jar");
    try (URLClassLoader loader = HandMade.loader(library, jar)) {
      assertEquals(3, ask(loader));
    }
  }

  @Test
  void aJarWithoutItsTableIsLeftToTheJvm() throws Exception {
    Path jar = rewritten().with("org/umbriel/shadow/link/links", new byte[] {1}).write("no.jar");
    try (URLClassLoader loader = HandMade.loader(jar, older)) {
      Throwable thrown = (Throwable) ask(loader);
      assertTrue(thrown instanceof NoSuchMethodError, thrown.toString());
    }
    assertDoesNotThrow(() -> Link.check(12345));
  }

  @Test
  void onlyErrorsOfTheCallerAreExplained() {
    LinkageError error = new NoSuchMethodError("elsewhere");
    error.setStackTrace(new StackTraceElement[0]);
    assertSame(error, Link.explain(error));
    LinkageError deeper = new NoClassDefFoundError("q/Library");
    assertSame(deeper, Link.explain(deeper));
  }

  @Test
  void anIndexIsNeverBelievedThatAReferenceIsBroken() throws Exception {
    byte[] lies = IndexBytes.of("q/Library", DIGEST, "size()I", MemberIndex.PRIVATE);
    Path liar =
        new HandMade(folder)
            .withSource("Library", LIBRARY)
            .with("META-INF/umbriel/q.index", lies)
            .write("liar.jar");
    Path jar = rewritten().withFact("p/User", FACT).write("trusting.jar");
    try (URLClassLoader loader = HandMade.loader(jar, liar)) {
      assertEquals(3, ask(loader));
    }
  }
}
