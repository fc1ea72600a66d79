package org.umbriel.symexec.solver.cvc5;

import io.github.cvc5.Context;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.umbriel.symexec.solver.unpack.LibraryFolder;

/** The native library, which is loaded when it is first asked for. */
public final class Cvc5 {
  /** A class of the library, which naming it does not load natively. */
  public static final Class<?> LIBRARY = Context.class;

  private Cvc5() {}

  /** Why there is no cvc5 on this machine; empty if there is. */
  public static Optional<String> missing() {
    return Loading.FAILURE;
  }

  /** Where the native library for this machine lies; empty if there is none. */
  public static Optional<URL> libraryFile() {
    return Optional.ofNullable(LIBRARY.getResource(folder() + library()));
  }

  private static String library() {
    return System.mapLibraryName("cvc5jni");
  }

  private static String folder() {
    return "/cvc5-libs/" + system() + "/" + processor() + "/";
  }

  private static final class Loading {
    static final Optional<String> FAILURE = load();

    /** In place of the library's own way, which unpacks 34 MB in every process. */
    private static Optional<String> load() {
      System.setProperty("cvc5.skipLibraryLoad", "true");
      try {
        Path unpacked =
            LibraryFolder.of(folder(), List.of(library()), LIBRARY::getResourceAsStream);
        System.load(unpacked.resolve(library()).toAbsolutePath().toString());
        return Optional.empty();
      } catch (IOException | LinkageError e) {
        return Optional.of(String.valueOf(e.getMessage()));
      }
    }
  }

  private static String system() {
    String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return name.startsWith("mac") ? "osx" : name.startsWith("windows") ? "windows" : name;
  }

  private static String processor() {
    String name = System.getProperty("os.arch");
    return switch (name) {
      case "amd64" -> "x86_64";
      case "aarch64" -> "aarch_64";
      default -> name;
    };
  }
}
