package org.umbriel.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.umbriel.symexec.Precision;
import org.umbriel.symexec.Threads;
import picocli.CommandLine.Option;

/** How hard the checker tries, and what it may take for granted. */
final class PrecisionOptions {
  @Option(
      names = "--precision",
      paramLabel = "[NAME=]LEVEL",
      description =
          "low: facts alone, the least CPU time; normal: paths, too, some five times of it; high:"
              + " with four times the budget of normal. With the name of a class or package, for"
              + " that one: --precision com.acme.parser=high. Repeatable.")
  private List<String> precision = new ArrayList<>();

  @Option(
      names = "--no-paths",
      description =
          "Decide on facts alone: no symbolic execution, no solver. The same as --precision low.")
  private boolean noPaths;

  @Option(
      names = "--threads",
      paramLabel = "POLICY",
      description =
          "assume-confined: what is read twice is the same if this thread did not change it, and"
              + " proofs say so; any: no proof may rest on that. Default: assume-confined.")
  private String threads = "assume-confined";

  /**
   * The levels that the options name.
   *
   * @throws UserError for a level that there is not
   */
  Precision precision() throws UserError {
    Precision.Level standard = noPaths ? Precision.Level.LOW : Precision.Level.NORMAL;
    Map<String, Precision.Level> byName = new HashMap<>();
    for (String text : precision) {
      int equals = text.lastIndexOf('=');
      Precision.Level level = level(text.substring(equals + 1), text);
      if (equals < 0 && !noPaths) {
        standard = level;
      } else if (equals >= 0) {
        byName.put(text.substring(0, equals).replace('$', '.'), level);
      }
    }
    return new Precision(standard, noPaths ? Map.of() : byName);
  }

  private static Precision.Level level(String name, String text) throws UserError {
    for (Precision.Level level : Precision.Level.values()) {
      if (level.name().toLowerCase(Locale.ROOT).equals(name)) {
        return level;
      }
    }
    throw new UserError(
        "--precision " + text + ": no such level", "--precision low, normal or high");
  }

  /**
   * The policy.
   *
   * @throws UserError for one that there is not
   */
  Threads threads() throws UserError {
    return Threads.named(threads)
        .orElseThrow(
            () ->
                new UserError(
                    "--threads " + threads + ": no such policy",
                    "--threads assume-confined or any"));
  }
}
