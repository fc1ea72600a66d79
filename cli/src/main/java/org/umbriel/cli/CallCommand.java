package org.umbriel.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.umbriel.nativeinterop.process.ForkedCall;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code umbriel call}: one function of a native library, called by what its DWARF says. */
@Command(
    name = "call",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = {
      "Example: umbriel call ./libgeometry.so distance '{0, 0}' '{.x = 3, .y = 4}'",
      "         umbriel call libm.so.6 'double cos(double)' 0.5",
      ""
    },
    description = "Calls a function of a native library and prints what it returns.",
    footer = {
      "",
      "An argument is a C literal: 42, -1L, 2.5, 0x10, 'c', text for a char *, an enumerator's",
      "name, {3, 2.5} for a struct in member order or {.x = 3}, {1, 2, 3} for an array, NULL,",
      "the name of a function of the library for a pointer to one. The call runs in a process",
      "of its own."
    })
final class CallCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      index = "0",
      paramLabel = "LIBRARY",
      description = "A shared library: a path, or a name that the dynamic loader finds.")
  private String library = "";

  @Parameters(
      index = "1",
      paramLabel = "FUNCTION",
      description =
          "A function that the library's DWARF describes, or else its declaration:"
              + " 'double cos(double)'.")
  private String function = "";

  @Parameters(index = "2..*", paramLabel = "ARGUMENT", description = "Its arguments, C literals.")
  private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws UserError, IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    ForkedCall.Ending ending = ForkedCall.run(library, function, arguments, out, err);
    if (ending instanceof ForkedCall.Ending.Returned returned) {
      out.print(returned.text());
      return ExitCode.DONE;
    }
    if (ending instanceof ForkedCall.Ending.Died died) {
      err.println("umbriel: " + died.message());
      return ExitCode.PARTIAL;
    }
    throw new UserError(((ForkedCall.Ending.Refused) ending).message());
  }
}
