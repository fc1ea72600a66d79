package org.umbriel.benchmarks.random;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.umbriel.metadata.classfile.MalformedClassException;
import org.umbriel.metadata.classfile.Opcode;
import org.umbriel.symexec.solver.SolverFactory;
import org.umbriel.symexec.solver.z3.Z3Lane;
import org.umbriel.symexec.solver.z3.Z3Limits;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run acceptance random}: random methods, symbolic against concrete. */
@Command(
    name = "random",
    mixinStandardHelpOptions = true,
    description = "Random methods: what competition mode finds out must be what HotSpot does.")
public final class RandomCommand implements Callable<Integer> {
  private static final int SHOWN = 10;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Methods; default ${DEFAULT-VALUE}.")
  private int count;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "The first method's; default ${DEFAULT-VALUE}.")
  private long seed;

  @Override
  public Integer call() throws IOException, MalformedClassException {
    PrintWriter out = spec.commandLine().getOut();
    Map<RandomCheck.Outcome, Integer> outcomes = new EnumMap<>(RandomCheck.Outcome.class);
    Map<String, Integer> reasons = new TreeMap<>();
    Set<Opcode> missing = EnumSet.allOf(Opcode.class);
    try (SolverFactory solvers = new Z3Lane(new Z3Limits(100_000, 2_000, 3_000))) {
      RandomCheck check = new RandomCheck(solvers);
      for (long each = seed; each < seed + count; each++) {
        RandomCheck.Finding finding = check.check(each);
        outcomes.merge(finding.outcome(), 1, Integer::sum);
        if (finding.outcome() == RandomCheck.Outcome.DIFFERENT) {
          out.printf("  seed %d: %s%n", finding.seed(), finding.detail());
          out.flush();
        } else if (finding.outcome() == RandomCheck.Outcome.UNDECIDED) {
          reasons.merge(finding.detail(), 1, Integer::sum);
        }
      }
      missing.removeAll(check.opcodes());
    }
    int opcodes = Opcode.values().length;
    out.printf(
        "%,d methods: %,d agreed, %,d undecided, %,d different; %d of %d opcodes (%.1f %%)%n",
        count,
        outcomes.getOrDefault(RandomCheck.Outcome.AGREED, 0),
        outcomes.getOrDefault(RandomCheck.Outcome.UNDECIDED, 0),
        outcomes.getOrDefault(RandomCheck.Outcome.DIFFERENT, 0),
        opcodes - missing.size(),
        opcodes,
        100.0 * (opcodes - missing.size()) / opcodes);
    if (!missing.isEmpty()) {
      out.println("  without: " + missing);
    }
    reasons.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(SHOWN)
        .forEach(
            reason -> out.printf("  undecided %,6d  %s%n", reason.getValue(), reason.getKey()));
    return outcomes.containsKey(RandomCheck.Outcome.DIFFERENT) ? 1 : 0;
  }
}
