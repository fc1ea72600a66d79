package org.umbriel.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.rewriter.Rewriter;
import org.umbriel.symexec.Checker;
import org.umbriel.symexec.solver.cvc5.Cvc5;
import org.umbriel.symexec.solver.z3.Z3Lane;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints, and which build this is. */
final class Version implements IVersionProvider {
  /** A class of each library that they use; a released one is known by its file's name and size. */
  private static final List<Class<?>> LIBRARIES =
      List.of(ClassReader.class, Z3Lane.LIBRARY, Cvc5.LIBRARY);

  /** A class of each module whose code decides what is stored. */
  private static final List<Class<?>> DECIDING =
      List.of(ClassUnit.class, Checker.class, Rewriter.class);

  @Override
  public String[] getVersion() {
    return new String[] {
      "umbriel " + current(),
      "JDK " + System.getProperty("java.vm.version") + " of " + System.getProperty("java.vendor")
    };
  }

  private static String current() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /**
   * The version and the digests of the code that decides verdicts and rewrites: part of every store
   * key, so that nothing that another build proved is believed by this one.
   */
  static String build() {
    return Build.TEXT;
  }

  /** Reads the code once, and not before somebody asks: a proxy asks for each artifact. */
  private static final class Build {
    static final String TEXT = digested();
  }

  private static String digested() {
    StringBuilder build = new StringBuilder(current());
    try {
      for (Class<?> deciding : DECIDING) {
        build.append('+').append(InputFiles.digest(codeOf(deciding)));
      }
      for (Class<?> library : LIBRARIES) {
        Path file = codeOf(library);
        build.append('+').append(file.getFileName()).append(' ').append(Files.size(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return build.toString();
  }

  private static Path codeOf(Class<?> loaded) {
    try {
      return Path.of(loaded.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("code is loaded from a file or folder", e);
    }
  }
}
