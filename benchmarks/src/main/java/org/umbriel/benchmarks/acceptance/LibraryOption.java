package org.umbriel.benchmarks.acceptance;

import org.umbriel.proxy.maven.Coordinate;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/** Which library's published tests are run. */
final class LibraryOption {
  @Parameters(
      paramLabel = "COORDINATE",
      arity = "0..1",
      defaultValue = Jars.LANG,
      description = "A library with a jar 'tests' beside it; default ${DEFAULT-VALUE}.")
  private String text = "";

  /** What was typed, or the default. */
  Coordinate coordinate(CommandSpec spec) {
    return Jars.coordinate(text, spec);
  }
}
