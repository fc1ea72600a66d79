package org.umbriel.benchmarks;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.umbriel.benchmarks.acceptance.AcceptanceCommand;
import org.umbriel.benchmarks.proxy.ProxyBenchmark;
import org.umbriel.benchmarks.runtime.RuntimeCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code benchmarks/run}. */
@Command(
    name = "benchmarks/run",
    mixinStandardHelpOptions = true,
    header = {"Example: benchmarks/run acceptance traps", ""},
    description = "Proofs and measurements on real jars from Maven Central.",
    subcommands = {AcceptanceCommand.class, ProxyBenchmark.class, RuntimeCommand.class})
public final class Benchmarks implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  /** Runs a command line and ends the process with its exit code. */
  public static void main(String[] arguments) {
    int code =
        new CommandLine(new Benchmarks())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
            .setExecutionExceptionHandler(
                (failure, commandLine, parsed) -> {
                  commandLine.getErr().println("benchmarks/run: " + failure.getMessage());
                  return commandLine.getCommandSpec().exitCodeOnExecutionException();
                })
            .execute(arguments);
    System.exit(code);
  }
}
