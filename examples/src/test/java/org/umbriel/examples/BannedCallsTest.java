package org.umbriel.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.metadata.archive.PlatformClasses;
import org.umbriel.rewriter.RejectedClass;
import org.umbriel.rewriter.RewriteOptions;
import org.umbriel.rewriter.RewriteResult;
import org.umbriel.rewriter.Rewriter;
import org.umbriel.rewriter.pipeline.ServiceChoice;

class BannedCallsTest {
  @TempDir private Path folder;

  /** Calls what is banned. */
  public static final class Leaves {
    private Leaves() {}

    /** Ends the process. */
    public static void leave() {
      System.exit(1);
    }
  }

  /** Calls nothing of the kind. */
  public static final class Stays {
    private Stays() {}

    /** A number. */
    public static int stay() {
      return 42;
    }
  }

  private static String pathOf(Class<?> type) {
    return type.getName().replace('.', '/') + ".class";
  }

  private RewriteResult rewritten() throws Exception {
    List<Entry> entries = new ArrayList<>();
    for (Class<?> type : List.of(Leaves.class, Stays.class)) {
      try (InputStream in = type.getResourceAsStream("/" + pathOf(type))) {
        entries.add(Entry.of(pathOf(type), in.readAllBytes()));
      }
    }
    List<String> banned = List.of("java.lang.System.exit");
    RewriteOptions options =
        RewriteOptions.linkChecks(List.of(PlatformClasses.running()))
            .withServices(List.of(new ServiceChoice(new BannedCalls(), banned)));
    return Rewriter.rewrite(Archive.of("program.jar", entries), options);
  }

  @Test
  void whatCallsItIsNotRun() throws Exception {
    URL[] path = {Files.write(folder.resolve("out.jar"), rewritten().bytes()).toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
      assertEquals(42, loader.loadClass(Stays.class.getName()).getMethod("stay").invoke(null));
      VerifyError rejected =
          assertThrows(
              VerifyError.class, () -> Class.forName(Leaves.class.getName(), true, loader));
      assertEquals(
          "leave calls java.lang.System.exit   (rewriting of " + Leaves.class.getName() + ")",
          rejected.getMessage());
    }
  }

  @Test
  void theReportNamesIt() throws Exception {
    assertEquals(
        List.of(
            new RejectedClass(pathOf(Leaves.class), "leave calls java.lang.System.exit", false)),
        rewritten().report().rejected());
  }

  @Test
  void itWantsMethods() {
    assertThrows(IllegalArgumentException.class, () -> new BannedCalls().create(List.of()));
  }
}
