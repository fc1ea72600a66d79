package org.umbriel.benchmarks.subject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
      line.addAll(List.of("--classpath", path(libraries)));
    }
    for (Path jdk : jdks) {
      line.add("--jdk");
      line.add(jdk.toString());
    }
    return umbriel(line);
  }

  /** How many check sites {@code umbriel check --no-paths} reports, all kinds together. */
  public static int sites(Path jar, List<Path> libraries) throws IOException {
    List<String> line =
        new ArrayList<>(List.of("check", jar.toString(), "--no-paths", "--format", "json"));
    if (!libraries.isEmpty()) {
      line.addAll(List.of("--classpath", path(libraries)));
    }
    JsonNode totals = new ObjectMapper().readTree(umbriel(line)).get("totals");
    return totals.get("sites").asInt() + totals.at("/preconditions/sites").asInt();
  }

  private static String path(List<Path> files) {
    return files.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
