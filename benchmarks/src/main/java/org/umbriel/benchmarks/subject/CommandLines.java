package org.umbriel.benchmarks.subject;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.umbriel.cli.Umbriel;

/** {@code umbriel}, as people type it, in this process. */
public final class CommandLines {
  private CommandLines() {}

  /**
   * Runs a command line.
   *
   * @return what it printed
   * @throws IOException with its error, if its exit code is not 0 or 1
   */
  public static String umbriel(List<String> arguments) throws IOException {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Umbriel.run(new PrintWriter(out), new PrintWriter(err), arguments.toArray(String[]::new));
    if (code > 1) {
      throw new IOException(
          "umbriel " + String.join(" ", arguments) + ": exit code " + code + ": " + err);
    }
    return out.toString();
  }

  /**
   * {@code umbriel rewrite}.
   *
   * @param libraries what the jar needs
   * @param jdks homes of the JDKs that the output is to run on
   * @return what it printed
   */
  public static String rewrite(
      Path in, Path out, List<Path> libraries, List<Path> jdks, Variant variant)
      throws IOException {
    List<String> line = new ArrayList<>(List.of("rewrite", in.toString(), "-o", out.toString()));
    line.addAll(variant.options());
    if (!libraries.isEmpty()) {
      line.add("--classpath");
      line.add(
          libraries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    }
    for (Path jdk : jdks) {
      line.add("--jdk");
      line.add(jdk.toString());
    }
    return umbriel(line);
  }
}
