package org.umbriel.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code umbriel check --sv-comp} started without the command line's machinery, which takes longer
 * than many tasks. Whatever it does not know goes to {@link Umbriel}.
 */
public final class CompetitionMain {
  private final List<String> inputs = new ArrayList<>();
  private @Nullable Path property;
  private @Nullable Path witness;

  private CompetitionMain() {}

  /** Runs a command line and ends the process with its exit code. */
  public static void main(String[] arguments) throws IOException {
    CompetitionMain command = new CompetitionMain();
    if (!command.parse(List.of(arguments))) {
      Umbriel.main(arguments);
      return;
    }
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    int code = ExitCode.DONE;
    try {
      CompetitionOptions options = CompetitionOptions.of(command.property, command.witness);
      CompetitionRun.run(options, command.inputs, out);
    } catch (UserError error) {
      System.err.println("umbriel: " + error.getMessage());
      error.hint().ifPresent(hint -> System.err.println("  try: " + hint));
      code = ExitCode.USAGE;
    }
    out.flush();
    System.exit(code);
  }

  /** Takes the arguments apart; false if there is anything else among them. */
  private boolean parse(List<String> arguments) {
    if (arguments.isEmpty() || !arguments.get(0).equals("check")) {
      return false;
    }
    for (int i = 1; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      boolean hasNext = i + 1 < arguments.size();
      if (argument.equals("--property") && hasNext) {
        property = Path.of(arguments.get(++i));
      } else if (argument.equals("--witness") && hasNext) {
        witness = Path.of(arguments.get(++i));
      } else if (!argument.startsWith("-")) {
        inputs.add(argument);
      } else if (!argument.equals("--sv-comp")) {
        return false;
      }
    }
    return !inputs.isEmpty();
  }
}
