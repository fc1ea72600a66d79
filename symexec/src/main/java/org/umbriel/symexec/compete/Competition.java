package org.umbriel.symexec.compete;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.umbriel.metadata.classfile.Program;
import org.umbriel.symexec.compete.horn.HornProver;
import org.umbriel.symexec.explore.Exploration;
import org.umbriel.symexec.explore.Value;
import org.umbriel.symexec.explore.machine.Abandoned;
import org.umbriel.symexec.explore.machine.Budget;
import org.umbriel.symexec.explore.machine.Joining;
import org.umbriel.symexec.replay.ProgramFiles;
import org.umbriel.symexec.replay.ProgramReplay;
import org.umbriel.symexec.solver.SolverFactory;

/**
 * Answers one task: explores, first briefly, and tries out guessed inputs if that is not enough.
 * TRUE if every path was followed to its end without a violation, each step being exact or allowing
 * more than the program can do; FALSE if a real JVM, run with the inputs that were found, ended
 * with the violation; else UNKNOWN.
 */
public final class Competition {
  /**
   * One go at a task.
   *
   * @param decisions on one path, at most
   * @param share of the budget, as its divisor
   */
  record Attempt(int decisions, int share, Joining joining) {}

  /** Short paths first: most violations are near, and a loop may have no end. */
  static final List<Attempt> ATTEMPTS =
      List.of(
          new Attempt(40, 25, Joining.NEVER),
          new Attempt(300, 2, Joining.WHERE_POSSIBLE),
          new Attempt(60, 2, Joining.NEVER),
          new Attempt(2_000, 1, Joining.NEVER));

  private static final int ATTEMPTS_BEFORE_INVARIANTS = 1;
  private static final int ATTEMPTS_BEFORE_TRIALS = 2;
  private static final int RESOURCES_FOR_INVARIANTS = 1_000_000;

  /** Some seconds of a processor of today. */
  public static final Budget BUDGET =
      new Budget(25_000_000L, 12_000_000L, 0, 2_500, 12_000_000L, 30_000, 3_000);

  private final Program program;
  private final SolverFactory solvers;
  private final WitnessRun witnesses;
  private final Trials trials;
  private final HornProver invariants;
  private final Property property;
  private final Budget budget;
  private final List<Attempt> attempts;

  /**
   * Who answers.
   *
   * @param budget of each attempt; how many decisions a path has is ours to say
   */
  public Competition(
      Program program,
      ProgramFiles files,
      SolverFactory solvers,
      ProgramReplay replay,
      Property property,
      Budget budget) {
    this(program, files, solvers, replay, property, budget, ATTEMPTS);
  }

  Competition(
      Program program,
      ProgramFiles files,
      SolverFactory solvers,
      ProgramReplay replay,
      Property property,
      Budget budget,
      List<Attempt> attempts) {
    this.program = program;
    this.solvers = solvers;
    this.witnesses = new WitnessRun(files, replay);
    this.trials = new Trials(program.units(), files, replay);
    this.invariants = new HornProver(program, property.goal(), RESOURCES_FOR_INVARIANTS);
    this.property = property;
    this.budget = budget;
    this.attempts = attempts;
  }

  /** Decides the property for the program that starts in a class's {@code main}. */
  public Verdict decide(String mainClass) {
    List<String> reasons = new ArrayList<>();
    List<Value> witness = new ArrayList<>();
    int made = 0;
    for (Attempt attempt : attempts) {
      Exploration exploration = new Exploration(program, solvers, property);
      Exploration.End end =
          exploration.run(
              mainClass,
              budget.part(attempt.share(), attempt.decisions()),
              attempt.joining(),
              values -> {
                witness.clear();
                witness.addAll(values);
                return isConfirmed(mainClass, values);
              });
      if (end == Exploration.End.EXHAUSTED) {
        return new Verdict(Verdict.Answer.TRUE, List.of(), List.of());
      }
      if (end == Exploration.End.VIOLATED) {
        return new Verdict(Verdict.Answer.FALSE, witness, List.of());
      }
      reasons = new ArrayList<>(exploration.reasons());
      if (++made == ATTEMPTS_BEFORE_INVARIANTS && invariants.proves(mainClass)) {
        return new Verdict(Verdict.Answer.TRUE, List.of(), List.of());
      }
      if (made == ATTEMPTS_BEFORE_TRIALS) {
        Optional<List<Value>> found = trials.run(mainClass, this::isViolation);
        if (found.isPresent() && isConfirmed(mainClass, found.get())) {
          return new Verdict(Verdict.Answer.FALSE, found.get(), List.of());
        }
      }
      boolean isUnsupported =
          reasons.stream().anyMatch(r -> r.startsWith(Abandoned.Cause.UNSUPPORTED.name()));
      if (isUnsupported && made >= ATTEMPTS_BEFORE_TRIALS) {
        break;
      }
    }
    return new Verdict(Verdict.Answer.UNKNOWN, List.of(), reasons);
  }

  private boolean isConfirmed(String mainClass, List<Value> values) {
    Optional<String> exception = witnesses.run(mainClass, values);
    return exception.isPresent() && isViolation(exception.get());
  }

  private boolean isViolation(String exception) {
    try {
      Class<?> type = Class.forName(exception, false, ClassLoader.getPlatformClassLoader());
      return property.isViolatedBy(type);
    } catch (ClassNotFoundException ofTheProgram) {
      return program.subtyping(exception.replace('.', '/'), property.violation())
          == Program.Subtyping.YES;
    }
  }
}
