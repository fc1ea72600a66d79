package org.umbriel.benchmarks.acceptance;

import java.util.concurrent.Callable;
import org.umbriel.benchmarks.address.AddressCommand;
import org.umbriel.benchmarks.address.MallocCommand;
import org.umbriel.benchmarks.callcost.CallCostCommand;
import org.umbriel.benchmarks.random.RandomCommand;
import org.umbriel.benchmarks.signature.SignatureCommand;
import org.umbriel.benchmarks.svcomp.SvcompCommand;
import org.umbriel.benchmarks.verifier.SpeedCommand;
import org.umbriel.benchmarks.verifier.VerifierCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run acceptance [NAME]}: without a name, the list of the proofs. */
@Command(
    name = "acceptance",
    mixinStandardHelpOptions = true,
    header = {"Example: benchmarks/run acceptance traps commons-codec:commons-codec:1.17.1", ""},
    description = "Runs a proof whole and prints what it found; exit code 1 for a defect.",
    synopsisSubcommandLabel = "[NAME]",
    subcommands = {
      TrapsCommand.class,
      BehaviourCommand.class,
      ReflectionCommand.class,
      DifferentialCommand.class,
      TableCommand.class,
      StoreCommand.class,
      VerifierCommand.class,
      SpeedCommand.class,
      DwarfCommand.class,
      SignatureCommand.class,
      CallCostCommand.class,
      AddressCommand.class,
      MallocCommand.class,
      RandomCommand.class,
      SvcompCommand.class,
      SolverQueriesCommand.class,
      SolverMemoryCommand.class
    })
public final class AcceptanceCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    spec.commandLine()
        .getSubcommands()
        .forEach(
            (name, command) ->
                spec.commandLine()
                    .getOut()
                    .printf(
                        "%-14s%s%n",
                        name,
                        String.join(" ", command.getCommandSpec().usageMessage().description())));
    return 0;
  }
}
