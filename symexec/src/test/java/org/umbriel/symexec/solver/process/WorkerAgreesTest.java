package org.umbriel.symexec.solver.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import org.umbriel.symexec.solver.Answer;
import org.umbriel.symexec.solver.Model;
import org.umbriel.symexec.solver.Query;
import org.umbriel.symexec.solver.RandomProblem;
import org.umbriel.symexec.solver.Scripts;
import org.umbriel.symexec.solver.SmtLog;
import org.umbriel.symexec.solver.Solver;
import org.umbriel.symexec.solver.SolverFactory;
import org.umbriel.symexec.solver.wire.Frames;
import org.umbriel.symexec.solver.z3.Z3Lane;
import org.umbriel.symexec.solver.z3.Z3Limits;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.Variable;

/** A worker says what the same solver says in this process; models may be others. */
class WorkerAgreesTest {
  private static final SolverProcesses PROCESSES = new SolverProcesses(Optional.empty());

  @AfterContainer
  static void close() {
    PROCESSES.close();
  }

  @Provide
  Arbitrary<List<RandomProblem.Step>> steps() {
    return RandomProblem.steps();
  }

  @Property(tries = 12)
  void asInThisProcess(@ForAll("steps") List<RandomProblem.Step> steps) {
    RandomProblem problem = RandomProblem.of(steps);
    List<Term> implied = new ArrayList<>();
    List<Variable> assumptions = new ArrayList<>();
    for (Term condition : problem.conditions()) {
      Variable assumption = problem.factory().fresh("assume", Scalar.BOOL);
      assumptions.add(assumption);
      implied.add(problem.factory().implies(assumption, condition));
    }
    try (Z3Lane here = new Z3Lane(Z3Limits.standard());
        SolverFactory there = PROCESSES.lane(Z3Limits.standard(), Frames.Who.Z3)) {
      Solver ours = here.open(problem.factory());
      Solver theirs = there.open(problem.factory());
      for (int count = 1; count <= problem.conditions().size(); count++) {
        Query query = new Query(problem.conditions().subList(0, count), List.of());
        assertSame(ours.check(query).getClass(), theirs.check(query).getClass());
      }
      Query query = new Query(implied, assumptions);
      assertSame(ours.check(query).getClass(), theirs.check(query).getClass());
    }
  }

  @Example
  void whatWasSlowOrOpenIsInTheLog() throws IOException {
    Path folder = Files.createTempDirectory("smt-log");
    RandomProblem problem = RandomProblem.of(List.of());
    Variable x = problem.factory().variable("free", Scalar.LONG);
    Variable y = problem.factory().variable("other", Scalar.LONG);
    Term product = problem.factory().multiply(x, problem.factory().multiply(y, y));
    Query open =
        Query.of(
            problem.factory().equal(product, problem.factory().longValue(0x123456789abcdefL)),
            problem.factory().less(problem.factory().longValue(1), x),
            problem.factory().less(problem.factory().longValue(1), y));
    Solver unable = query -> new Answer.Unknown(Answer.Cause.LIMIT);
    Solver quick = query -> new Answer.Sat(Model.empty());
    new SmtLog(folder, Duration.ofDays(1)).before(quick).check(open);
    assertEquals(List.of(), files(folder));
    new SmtLog(folder, Duration.ZERO).before(quick).check(open);
    new SmtLog(folder, Duration.ofDays(1)).before(unable).check(open);
    List<Path> files = files(folder);
    assertEquals(2, files.size());
    for (Path file : files) {
      String script = Files.readString(file);
      assertTrue(script.contains("(check-sat)"), script);
      for (Frames.Who who : Frames.Who.values()) {
        Scripts.Result result = PROCESSES.scripts(who).check(script);
        assertNotEquals(Scripts.Result.UNSAT, result, script);
      }
      Files.delete(file);
    }
    Files.delete(folder);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
