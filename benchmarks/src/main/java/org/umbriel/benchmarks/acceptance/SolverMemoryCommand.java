package org.umbriel.benchmarks.acceptance;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import org.umbriel.symexec.solver.Query;
import org.umbriel.symexec.solver.Solver;
import org.umbriel.symexec.solver.SolverFactory;
import org.umbriel.symexec.solver.process.SolverProcesses;
import org.umbriel.symexec.solver.z3.Z3Limits;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.TermFactory;
import org.umbriel.symexec.term.Variable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run acceptance solver-memory}: what a solver's process grows to. */
@Command(
    name = "solver-memory",
    mixinStandardHelpOptions = true,
    description = "Asks many queries of a solver's process and prints its memory and queries/s.")
final class SolverMemoryCommand implements Callable<Integer> {
  private static final int QUERIES_OF_A_METHOD = 25;
  private static final int METHODS_OF_A_LANE = 24;
  private static final int LINES = 10;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--queries",
      paramLabel = "N",
      defaultValue = "100000",
      description = "How many; default: ${DEFAULT-VALUE}.")
  private int queries;

  @Option(
      names = "--megabytes",
      paramLabel = "N",
      defaultValue = "1024",
      description = "More memory than this is a defect; default: ${DEFAULT-VALUE}.")
  private int most;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Random random = new Random(1);
    long peak = 0;
    int asked = 0;
    int nextLine = queries / LINES;
    try (SolverProcesses processes = new SolverProcesses(Optional.empty())) {
      while (asked < queries) {
        long calls;
        try (SolverFactory lane = processes.lane(Z3Limits.standard())) {
          for (int method = 0; method < METHODS_OF_A_LANE; method++) {
            ask(lane, random);
          }
          calls = lane.statistics().calls();
          peak = Math.max(peak, processes.residentBytes());
        }
        asked += (int) calls;
        if (asked >= nextLine) {
          double seconds = processes.cpuNanos() / 1e9;
          out.printf(
              Locale.ROOT,
              "%,8d queries   %,5d MB   %,.0f a CPU-second%n",
              asked,
              processes.residentBytes() >> 20,
              asked / seconds);
          out.flush();
          nextLine += queries / LINES;
        }
      }
    }
    out.printf(Locale.ROOT, "peak %,d MB%n", peak >> 20);
    out.flush();
    return peak >> 20 <= most ? 0 : 1;
  }

  /** Questions as a method of a program raises them, none of which the layers decide. */
  private static void ask(SolverFactory lane, Random random) {
    TermFactory factory = new TermFactory();
    Solver solver = lane.open(factory);
    Variable x = factory.variable("x", Scalar.INT);
    Variable y = factory.variable("y", Scalar.INT);
    for (int i = 0; i < QUERIES_OF_A_METHOD; i++) {
      Term mask = factory.intValue(random.nextInt());
      Term index = factory.bitAnd(factory.add(x, mask), factory.intValue(0xff));
      solver.check(
          Query.of(
              factory.less(index, factory.intValue(random.nextInt(0x100))),
              factory.equal(factory.bitAnd(y, mask), factory.bitXor(index, y))));
    }
  }
}
