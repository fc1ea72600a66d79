package org.umbriel.benchmarks.callcost;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.umbriel.benchmarks.jvm.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run acceptance calls}: the table of costs. */
@Command(
    name = "calls",
    mixinStandardHelpOptions = true,
    description =
        "Prints what a call of C and a call of Java from C cost: by JNI, by JNA, by DWARF, and by FFM where the JDK has it.")
public final class CallCostCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--calls",
      paramLabel = "N",
      defaultValue = "75000",
      description = "Calls a round; the best of 60 rounds counts.")
  private int calls;

  @Override
  public Integer call() throws IOException, InterruptedException, ReflectiveOperationException {
    try (Workspace workspace = Workspace.open("calls", null)) {
      new CallCosts(spec.commandLine().getOut(), calls).run(workspace.folder("library"));
    }
    return 0;
  }
}
