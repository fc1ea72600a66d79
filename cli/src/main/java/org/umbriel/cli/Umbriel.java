package org.umbriel.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code umbriel} command: parses the line, runs a subcommand, turns errors into one line. */
@Command(
    name = "umbriel",
    description = "Proves checks in Java programs before they run, and describes what runs.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = {"Example: umbriel check org.apache.commons:commons-lang3:3.17.0", ""},
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      CheckCommand.class,
      RewriteCommand.class,
      DescribeCommand.class,
      VerifyCommand.class,
      CallCommand.class,
      ProxyCommand.class,
      RunCommand.class,
      AutoComplete.GenerateCompletion.class
    })
public final class Umbriel implements Runnable {
  private static final Set<String> WITH_ARGUMENTS = Set.of("call", "run");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--stack-traces", hidden = true, description = "Print the stack of a defect.")
  private boolean stackTraces;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  /** Runs a command line and ends the process with its exit code. */
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code = run(out, err, arguments);
    out.flush();
    System.exit(code);
  }

  /**
   * Runs a command line.
   *
   * @param out for results
   * @param err for errors and progress
   * @return the exit code
   */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    Umbriel umbriel = new Umbriel();
    CommandLine line =
        new CommandLine(umbriel)
            .setOut(out)
            .setErr(err)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setParameterExceptionHandler(Umbriel::wrongUsage)
            .setExecutionExceptionHandler((e, command, parsed) -> umbriel.failed(e, command));
    // of a call, -1 is an argument; of a run, -jar is the command's
    line.getSubcommands()
        .forEach(
            (name, command) ->
                command
                    .setUsageHelpAutoWidth(true)
                    .setStopAtPositional(WITH_ARGUMENTS.contains(name)));
    return line.execute(arguments);
  }

  private static int wrongUsage(ParameterException exception, String[] arguments) {
    CommandLine command = exception.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("umbriel: " + firstLine(exception.getMessage()));
    err.println("  try: " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE;
  }

  private int failed(Exception exception, CommandLine command) {
    PrintWriter err = command.getErr();
    if (exception instanceof UserError error) {
      err.println("umbriel: " + error.getMessage());
      error.hint().ifPresent(h -> err.println("  try: " + h));
      return ExitCode.USAGE;
    }
    err.println("umbriel: defect: " + exception);
    if (stackTraces) {
      exception.printStackTrace(err);
    } else {
      err.println("  try: umbriel --stack-traces ..., and report what it prints");
    }
    return ExitCode.PARTIAL;
  }

  private static String firstLine(@Nullable String message) {
    return String.valueOf(message).lines().findFirst().orElse("");
  }
}
